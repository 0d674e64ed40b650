/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-compat"

#include "config.h"

#include "gui/gui-compat.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/client/m77-command.h"

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
  /* The others put what comes first last, for a screen reader too. */
  adw_leaflet_set_transition_type (self->leaflet, ADW_LEAFLET_TRANSITION_TYPE_SLIDE);
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

/* ---- A drawer ---- */

struct _GuiDrawer
{
  GtkWidget parent;
  AdwFlap *flap;
};

G_DEFINE_FINAL_TYPE (GuiDrawer, gui_drawer, GTK_TYPE_WIDGET)

enum
{
  DRAWER_CONTENT = 1,
  DRAWER_DRAWER,
  DRAWER_OPEN,
  N_DRAWER_PROPS
};

static GParamSpec *drawer_props[N_DRAWER_PROPS];

static void
revealed_cb (GuiDrawer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), drawer_props[DRAWER_OPEN]);
}

static void
gui_drawer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GuiDrawer *self = GUI_DRAWER (object);

  switch (id)
    {
    case DRAWER_CONTENT:
      adw_flap_set_content (self->flap, g_value_get_object (value));
      break;
    case DRAWER_DRAWER:
      adw_flap_set_flap (self->flap, g_value_get_object (value));
      break;
    case DRAWER_OPEN:
      gui_drawer_set_open (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gui_drawer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == DRAWER_OPEN)
    g_value_set_boolean (value, gui_drawer_is_open (GUI_DRAWER (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gui_drawer_dispose (GObject *object)
{
  GuiDrawer *self = GUI_DRAWER (object);

  if (self->flap != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->flap, self);
      gtk_widget_unparent (GTK_WIDGET (self->flap));
    }
  self->flap = NULL;

  G_OBJECT_CLASS (gui_drawer_parent_class)->dispose (object);
}

static void
gui_drawer_class_init (GuiDrawerClass *class)
{
  const GParamFlags strings = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = gui_drawer_dispose;
  object_class->set_property = gui_drawer_set_property;
  object_class->get_property = gui_drawer_get_property;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);

  drawer_props[DRAWER_CONTENT] = g_param_spec_object ("content",
                                                      NULL,
                                                      NULL,
                                                      GTK_TYPE_WIDGET,
                                                      G_PARAM_WRITABLE | strings);
  drawer_props[DRAWER_DRAWER] = g_param_spec_object ("drawer",
                                                     NULL,
                                                     NULL,
                                                     GTK_TYPE_WIDGET,
                                                     G_PARAM_WRITABLE | strings);
  drawer_props[DRAWER_OPEN] = g_param_spec_boolean ("open",
                                                    NULL,
                                                    NULL,
                                                    FALSE,
                                                    G_PARAM_READWRITE | strings);
  g_object_class_install_properties (object_class, N_DRAWER_PROPS, drawer_props);
}

static void
gui_drawer_init (GuiDrawer *self)
{
  self->flap = ADW_FLAP (adw_flap_new ());
  adw_flap_set_flap_position (self->flap, GTK_PACK_END);
  adw_flap_set_reveal_flap (self->flap, FALSE);
  adw_flap_set_locked (self->flap, TRUE);
  adw_flap_set_swipe_to_open (self->flap, FALSE);
  adw_flap_set_separator (self->flap, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_widget_set_parent (GTK_WIDGET (self->flap), GTK_WIDGET (self));
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (revealed_cb), self);
}

gboolean
gui_drawer_is_open (GuiDrawer *self)
{
  return self->flap != NULL && adw_flap_get_reveal_flap (self->flap);
}

void
gui_drawer_set_open (GuiDrawer *self, gboolean open)
{
  adw_flap_set_reveal_flap (self->flap, open);
}

/* ---- Questions ---- */

#define SEEN_AFTER_MS 250

typedef struct
{
  AdwMessageDialog *dialog;
  GtkEditable *entry; /* NULL: nothing is typed */
  char *name;
  guint timer; /* until it counts as seen */
  void (*done) (gpointer data);
  GDestroyNotify drop;
  gpointer data;
} Question;

static void
check_answer (Question *self)
{
  gboolean named = self->entry == NULL ||
                   g_str_equal (gtk_editable_get_text (self->entry), self->name);

  adw_message_dialog_set_response_enabled (self->dialog, "do", named && self->timer == 0);
}

static gboolean
seen_cb (gpointer data)
{
  Question *self = data;

  self->timer = 0;
  check_answer (self);
  return G_SOURCE_REMOVE;
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *self)
{
  gpointer data = g_steal_pointer (&self->data);

  if (g_str_equal (response, "do"))
    self->done (data);
  else
    self->drop (data);
}

static void
free_question (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->data != NULL)
    self->drop (self->data);
  g_free (self->name);
  g_free (self);
}

/* A name is typed, not pasted. */
static void
no_paste_cb (GtkText *text)
{
  g_signal_stop_emission_by_name (text, "paste-clipboard");
  gtk_widget_error_bell (GTK_WIDGET (text));
}

static GtkWidget *
new_name_entry (Question *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *safe = gui_text_line (self->name);
  g_autofree char *words = g_strdup_printf (_ ("Type %s"), safe);

  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  self->entry = GTK_EDITABLE (entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (check_answer), self);
  g_signal_connect (gtk_editable_get_delegate (self->entry),
                    "paste-clipboard",
                    G_CALLBACK (no_paste_cb),
                    NULL);
  return box;
}

void
gui_compat_ask (GtkWidget *near,
                const char *heading,
                const char *body,
                const char *verb,
                gboolean destructive,
                const char *name,
                void (*done) (gpointer data),
                gpointer data,
                GDestroyNotify drop)
{
  GtkRoot *root = gtk_widget_get_root (near);
  Question *self = g_new0 (Question, 1);

  self->done = done;
  self->drop = drop;
  self->data = data;
  self->name = g_strdup (name);
  self->dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, body));
  adw_message_dialog_add_responses (self->dialog, "cancel", _ ("Cancel"), "do", verb, NULL);
  adw_message_dialog_set_response_appearance (self->dialog,
                                              "do",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                          : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  adw_message_dialog_set_default_response (self->dialog, name == NULL ? "cancel" : NULL);
  if (name != NULL)
    adw_message_dialog_set_extra_child (self->dialog, new_name_entry (self));
  g_signal_connect_data (self->dialog,
                         "response",
                         G_CALLBACK (response_cb),
                         self,
                         free_question,
                         0);
  self->timer = g_timeout_add (SEEN_AFTER_MS, seen_cb, self);
  check_answer (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

typedef struct
{
  void (*chosen) (GFile *file, gpointer data);
  gpointer data;
  GDestroyNotify drop;
} Saving;

static void
saving_cb (GtkNativeDialog *dialog, int response, Saving *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    self->chosen (file, self->data);
  self->drop (self->data);
  g_free (self);
  g_object_unref (dialog);
}

void
gui_compat_save (GtkWidget *near,
                 const char *title,
                 const char *name,
                 void (*chosen) (GFile *file, gpointer data),
                 gpointer data,
                 GDestroyNotify drop)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title,
                                                              GTK_WINDOW (
                                                                  gtk_widget_get_root (near)),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE,
                                                              _ ("_Save"),
                                                              _ ("_Cancel"));
  Saving *self = g_new (Saving, 1);

  *self = (Saving){ chosen, data, drop };
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (saving_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
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

static void
add_shortcut (GString *xml, const char *accels, const char *title)
{
  g_autofree char *safe_accels = g_markup_escape_text (accels, -1);
  g_autofree char *safe_title = gui_text_markup (title);

  g_string_append_printf (xml,
                          "<child><object class='GtkShortcutsShortcut'>"
                          "<property name='accelerator'>%s</property>"
                          "<property name='title'>%s</property></object></child>",
                          safe_accels,
                          safe_title);
}

/* Those of the sections, Alt and a digit, are one line. */
static void
add_group (GString *xml, M77CommandGroup group)
{
  g_autofree char *title = gui_text_markup (m77_command_group_title (group));

  g_string_append_printf (xml,
                          "<child><object class='GtkShortcutsGroup'>"
                          "<property name='title'>%s</property>",
                          title);
  for (const M77Command *command = m77_commands (); command->name != NULL; command++)
    {
      g_autofree char *accels = g_strjoinv (" ", (char **) command->accels);
      g_autofree char *heading = m77_command_heading (command);
      gboolean is_first = g_str_equal (accels, "<Alt>1");

      if (command->group != group || *accels == '\0')
        continue;
      if (is_first)
        add_shortcut (xml, "<Alt>1...9", _ ("Incidents, alerts … views"));
      else if (!g_str_has_prefix (accels, "<Alt>") || !g_ascii_isdigit (accels[5]) ||
               accels[5] == '0')
        add_shortcut (xml, accels, heading);
    }
  g_string_append (xml, "</object></child>");
}

/* GTK makes the window's parts from its own XML only. Two columns, or GTK 4.8 draws its switcher
 * of pages with a warning. */
static char *
shortcuts_xml (void)
{
  GString *xml = g_string_new (
      "<interface><object class='GtkShortcutsWindow' id='window'><property "
      "name='modal'>1</property>"
      "<child><object class='GtkShortcutsSection'><property name='section-name'>all</property>"
      "<property name='max-height'>24</property>");

  for (int group = 0; group < M77_N_COMMAND_GROUPS; group++)
    add_group (xml, (M77CommandGroup) group);
  g_string_append (xml, "</object></child></object></interface>");
  return g_string_free (xml, FALSE);
}

void
gui_compat_show_shortcuts (GtkWindow *parent)
{
  g_autofree char *xml = shortcuts_xml ();
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (xml, -1);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}

void
gui_compat_show_uri (GtkWindow *parent, const char *uri)
{
  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
}
