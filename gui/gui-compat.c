/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-compat"

#include "config.h"

#include "gui/gui-compat.h"

#include <glib/gi18n.h>

struct _GuiSplit
{
  GtkWidget parent;
  AdwLeaflet *leaflet;
  GtkWidget *sidebar, *content;
  gboolean by_natural, show_content;
};

G_DEFINE_FINAL_TYPE (GuiSplit, gui_split, GTK_TYPE_WIDGET)

enum
{
  PROP_SIDEBAR = 1,
  PROP_CONTENT,
  PROP_SHOW_CONTENT,
  PROP_COLLAPSED,
  PROP_BY_NATURAL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
folded_cb (GuiSplit *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COLLAPSED]);
}

static void
show (GuiSplit *self)
{
  GtkWidget *pane = self->show_content ? self->content : self->sidebar;

  if (pane != NULL)
    adw_leaflet_set_visible_child (self->leaflet, pane);
}

/* Both in order, whichever came first. */
static void
set_pane (GuiSplit *self, GtkWidget **pane, GtkWidget *widget)
{
  GtkWidget *separator;

  *pane = widget;
  if (self->sidebar == NULL || self->content == NULL)
    return;

  separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_hexpand (self->content, TRUE);
  adw_leaflet_append (self->leaflet, self->sidebar);
  adw_leaflet_page_set_navigatable (adw_leaflet_append (self->leaflet, separator), FALSE);
  adw_leaflet_append (self->leaflet, self->content);
  g_object_unref (self->sidebar);
  g_object_unref (self->content);
  show (self);
}

static void
gui_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GuiSplit *self = GUI_SPLIT (object);

  switch (id)
    {
    case PROP_SIDEBAR:
      set_pane (self, &self->sidebar, g_object_ref_sink (g_value_get_object (value)));
      break;
    case PROP_CONTENT:
      set_pane (self, &self->content, g_object_ref_sink (g_value_get_object (value)));
      break;
    case PROP_SHOW_CONTENT:
      gui_split_show_content (self, g_value_get_boolean (value));
      break;
    case PROP_BY_NATURAL:
      self->by_natural = g_value_get_boolean (value);
      adw_leaflet_set_fold_threshold_policy (self->leaflet,
                                             self->by_natural ? ADW_FOLD_THRESHOLD_POLICY_NATURAL
                                                              : ADW_FOLD_THRESHOLD_POLICY_MINIMUM);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gui_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GuiSplit *self = GUI_SPLIT (object);

  switch (id)
    {
    case PROP_SHOW_CONTENT:
      g_value_set_boolean (value, self->show_content);
      break;
    case PROP_COLLAPSED:
      g_value_set_boolean (value, gui_split_is_collapsed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gui_split_dispose (GObject *object)
{
  GuiSplit *self = GUI_SPLIT (object);

  if (self->leaflet != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->leaflet));
  self->leaflet = NULL;

  G_OBJECT_CLASS (gui_split_parent_class)->dispose (object);
}

static void
gui_split_class_init (GuiSplitClass *class)
{
  const GParamFlags strings = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = gui_split_dispose;
  object_class->set_property = gui_split_set_property;
  object_class->get_property = gui_split_get_property;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);

  props[PROP_SIDEBAR] = g_param_spec_object ("sidebar",
                                             NULL,
                                             NULL,
                                             GTK_TYPE_WIDGET,
                                             G_PARAM_WRITABLE | strings);
  props[PROP_CONTENT] = g_param_spec_object ("content",
                                             NULL,
                                             NULL,
                                             GTK_TYPE_WIDGET,
                                             G_PARAM_WRITABLE | strings);
  props[PROP_SHOW_CONTENT] = g_param_spec_boolean ("show-content",
                                                   NULL,
                                                   NULL,
                                                   FALSE,
                                                   G_PARAM_READWRITE | strings);
  props[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed",
                                                NULL,
                                                NULL,
                                                FALSE,
                                                G_PARAM_READABLE | strings);
  props[PROP_BY_NATURAL] = g_param_spec_boolean ("by-natural",
                                                 NULL,
                                                 NULL,
                                                 FALSE,
                                                 G_PARAM_WRITABLE | strings);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gui_split_init (GuiSplit *self)
{
  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->leaflet), GTK_WIDGET (self));
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
}

gboolean
gui_split_is_collapsed (GuiSplit *self)
{
  return self->leaflet != NULL && adw_leaflet_get_folded (self->leaflet);
}

gboolean
gui_split_shows_content (GuiSplit *self)
{
  return self->show_content;
}

void
gui_split_show_content (GuiSplit *self, gboolean show_content)
{
  if (self->show_content == show_content)
    return;

  self->show_content = show_content;
  show (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOW_CONTENT]);
}

void
gui_compat_show_about (GtkWindow *parent)
{
  adw_show_about_window (parent,
                         "application-name",
                         _ ("Mogothrow77 Console"),
                         "application-icon",
                         "com.mogothrow77.Console",
                         "version",
                         M77_VERSION,
                         "license-type",
                         GTK_LICENSE_GPL_3_0,
                         NULL);
}
