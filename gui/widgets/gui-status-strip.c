/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-status-strip"

#include "config.h"

#include "gui/widgets/gui-status-strip.h"

#include <glib/gi18n.h>

#include "gui/gui-a11y.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-fact-bar.h"

struct _GuiStatusStrip
{
  AdwBin parent;
  GtkImage *icon;
  GtkMenuButton *state_button;
  GtkLabel *state, *spoken;
  GtkButton *way;
  GtkBox *sources;
  GuiFactBar *facts;

  char *shown; /* all that is shown, to change nothing that stays */
};

G_DEFINE_FINAL_TYPE (GuiStatusStrip, gui_status_strip, ADW_TYPE_BIN)

static void
gui_status_strip_finalize (GObject *object)
{
  g_free (GUI_STATUS_STRIP (object)->shown);

  G_OBJECT_CLASS (gui_status_strip_parent_class)->finalize (object);
}

static void
gui_status_strip_class_init (GuiStatusStripClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gui_status_strip_finalize;
  g_type_ensure (GUI_TYPE_FACT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-status-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiStatusStrip, icon);
  gtk_widget_class_bind_template_child (widget_class, GuiStatusStrip, state_button);
  gtk_widget_class_bind_template_child (widget_class, GuiStatusStrip, state);
  gtk_widget_class_bind_template_child (widget_class, GuiStatusStrip, spoken);
  gtk_widget_class_bind_template_child (widget_class, GuiStatusStrip, way);
  gtk_widget_class_bind_template_child (widget_class, GuiStatusStrip, sources);
  gtk_widget_class_bind_template_child (widget_class, GuiStatusStrip, facts);
}

static void
gui_status_strip_init (GuiStatusStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_class (GtkWidget *widget, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
add_line (GuiStatusStrip *self, const char *text, const char *style)
{
  g_autofree char *line = gui_text_line (text);
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 50);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (self->sources, label);
}

static void
show_sources (GuiStatusStrip *self, const GuiStatus *status)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sources))) != NULL)
    gtk_box_remove (self->sources, child);
  for (guint i = 0; i < status->sources->len; i++)
    {
      const GuiSource *source = status->sources->pdata[i];
      g_autofree char *line = g_strdup_printf ("%s: %s", source->name, source->text);

      add_line (self, line, source->is_old ? "held" : NULL);
    }
  if (status->sources->len == 0)
    add_line (self, _ ("No source was read so far"), NULL);
  for (guint i = 0; i < status->notices->len; i++)
    add_line (self, status->notices->pdata[i], NULL);
}

static void
show_way (GuiStatusStrip *self, GuiStatusWay way)
{
  static const struct
  {
    const char *label;
    const char *action;
  } ways[] = {
    [GUI_STATUS_NOTHING] = { NULL, NULL },
    [GUI_STATUS_GO_ONLINE] = { N_ ("Go online"), "win.offline" },
    [GUI_STATUS_SIGN_IN] = { N_ ("Sign in…"), "win.sign-in" },
    [GUI_STATUS_ADD_PROFILE] = { N_ ("Add a profile…"), "win.profile" },
  };

  gtk_widget_set_visible (GTK_WIDGET (self->way), ways[way].label != NULL);
  if (ways[way].label == NULL)
    return;
  gtk_button_set_label (self->way, _ (ways[way].label));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->way), ways[way].action);
}

static void
show_facts (GuiStatusStrip *self, const GuiStatus *status)
{
  gui_fact_bar_clear (self->facts);
  for (guint i = 0; i < status->facts->len; i++)
    {
      const GuiFact *fact = status->facts->pdata[i];
      g_autofree char *text = gui_text_line (fact->text);

      gui_fact_bar_add (self->facts,
                        fact->icon,
                        text,
                        fact->is_wrong ? "wrong" : NULL,
                        fact->section != NULL ? "win.section" : "win.sources",
                        fact->section);
    }
}

/* All that would be another widget. Free with g_free. */
static char *
signature (const GuiStatus *status, const char *sentence)
{
  g_autoptr (GString) out = g_string_new (sentence);

  g_string_append_printf (out, "\n%d", status->way);
  for (guint i = 0; i < status->sources->len; i++)
    g_string_append_printf (out, "\n%s", ((const GuiSource *) status->sources->pdata[i])->text);
  for (guint i = 0; i < status->notices->len; i++)
    g_string_append_printf (out, "\n%s", (const char *) status->notices->pdata[i]);
  return g_strdup (out->str);
}

void
gui_status_strip_show (GuiStatusStrip *self, const GuiStatus *status)
{
  g_autofree char *sentence = gui_status_sentence (status);
  g_autofree char *shown = signature (status, sentence);

  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  gtk_image_set_from_icon_name (self->icon,
                                status->is_bad ? "network-offline-symbolic"
                                               : "network-transmit-receive-symbolic");
  gtk_label_set_label (self->state, status->state);
  gtk_label_set_label (self->spoken, sentence);
  gui_a11y_name (GTK_WIDGET (self->state_button), status->state);
  show_way (self, status->way);
  show_sources (self, status);
  show_facts (self, status);
  set_class (GTK_WIDGET (self), "bad", status->is_bad);
  set_class (GTK_WIDGET (self), "wants", status->wants && !status->is_bad);
}

void
gui_status_strip_open_sources (GuiStatusStrip *self)
{
  gtk_menu_button_popup (self->state_button);
}
