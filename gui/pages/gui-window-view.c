/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-window-view"

#include "config.h"

#include "gui/pages/gui-window-view.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-reading.h"
#include "gui/widgets/gui-verb-row.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-time-span.h"
#include "shared/model/m77-value.h"

static const char *const freeze_verbs[] = { "lift", NULL };
static const char *const maintenance_verbs[] = { "finish", "cancel", "schedule", "extend", NULL };

static const char *const fields[] = { "starts_at",   "ends_at", "environments",
                                      "environment", "region",  "services",
                                      "matchers",    "contact", "exclude_from_slo" };

struct _GuiWindowView
{
  AdwBin parent;
  GtkBox *body;
  GtkLabel *words, *effect;
  GtkProgressBar *bar;
  GuiVerbRow *verbs; /* of the kind; NULL: not made yet */
  GtkWidget *rows[G_N_ELEMENTS (fields)];

  GuiSight *sight; /* shown; NULL: none */
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static gint64
time_of (GuiWindowView *self, const char *name)
{
  const char *text = m77_json_get_string (self->sight->doc, name);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static void
show_row (GuiWindowView *self, guint at)
{
  const M77Field *field = m77_kind_field (self->sight->kind, fields[at]);
  const M77Json *value = m77_json_get (self->sight->doc, fields[at]);
  g_autofree char *text = field != NULL && !m77_json_is_null (value)
                              ? m77_value_to_text (field, value, now (), gui_text_zone ())
                              : g_strdup ("");
  g_autofree char *safe = gui_text_line (text);

  if (field != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[at]),
                                   gui_text_label (field->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[at]), safe);
  gtk_widget_set_visible (self->rows[at], *safe != '\0');
}

static void
show_effect (GuiWindowView *self)
{
  gboolean freezes = g_str_equal (self->sight->kind->name, "freeze");
  gboolean all = m77_json_size (m77_json_get (self->sight->doc, "services")) == 0;

  gtk_label_set_text (self->effect,
                      !freezes ? _ ("Alerts of what it covers do not page while it lasts.")
                      : all    ? _ ("No deployment, flag or configuration there changes while it "
                                    "lasts; safe directions and rollbacks do.")
                            : _ ("No deployment, flag or configuration of these services changes "
                                 "there while it lasts; safe directions and rollbacks do."));
}

static void
gui_window_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiWindowView *self = GUI_WINDOW_VIEW (view);
  g_autofree char *span = NULL;
  g_autofree char *status = NULL;
  g_autofree char *words = NULL;

  if (sight == self->sight)
    return;
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  span = m77_time_span_words (time_of (self, "starts_at"), time_of (self, "ends_at"), now ());
  status = gui_text_line (m77_json_get_string (sight->doc, "status"));
  words = g_strdup_printf ("%s: %s", status, span);
  gtk_label_set_text (self->words, words);
  gtk_progress_bar_set_fraction (self->bar,
                                 m77_time_span_done (time_of (self, "starts_at"),
                                                     time_of (self, "ends_at"),
                                                     now ()));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words,
                                  -1);
  show_effect (self);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    show_row (self, i);
  if (self->verbs == NULL)
    {
      self->verbs = GUI_VERB_ROW (gui_verb_row_new (sight->kind,
                                                    g_str_equal (sight->kind->name, "freeze")
                                                        ? freeze_verbs
                                                        : maintenance_verbs));
      gtk_box_insert_child_after (self->body, GTK_WIDGET (self->verbs), GTK_WIDGET (self->effect));
    }
  gui_verb_row_show (self->verbs, sight);
}

static void
gui_window_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_window_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiWindowView,
                               gui_window_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_window_view_view_init))

static void
gui_window_view_dispose (GObject *object)
{
  g_clear_pointer (&GUI_WINDOW_VIEW (object)->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_window_view_parent_class)->dispose (object);
}

static void
gui_window_view_class_init (GuiWindowViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_window_view_dispose;
}

static void
gui_window_view_init (GuiWindowView *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->body = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  self->words = GTK_LABEL (gtk_label_new (NULL));
  self->effect = GTK_LABEL (gtk_label_new (NULL));
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_label_set_xalign (self->words, 0);
  gtk_label_set_xalign (self->effect, 0);
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_wrap (self->effect, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "title-4");
  gtk_widget_add_css_class (GTK_WIDGET (self->effect), "side-title");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      self->rows[i] = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->rows[i]), FALSE);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->rows[i]);
    }
  gtk_box_append (self->body, GTK_WIDGET (self->words));
  gtk_box_append (self->body, GTK_WIDGET (self->bar));
  gtk_box_append (self->body, GTK_WIDGET (self->effect));
  gtk_box_append (self->body, group);
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (GTK_WIDGET (self->body)));
}
