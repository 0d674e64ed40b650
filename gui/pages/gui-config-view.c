/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-config-view"

#include "config.h"

#include "gui/pages/gui-config-view.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-diff.h"
#include "gui/widgets/gui-reading.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-line-changes.h"
#include "shared/model/m77-time-span.h"

struct _GuiConfigView
{
  AdwBin parent;
  GtkLabel *words, *proposal, *counts;
  GtkButton *publish, *restore, *approve, *reject;
  GtkDropDown *which;
  GuiDiff *diff;
  AdwPreferencesGroup *history;
  GPtrArray *rows; /* of history, shown */

  GuiSight *sight; /* shown; NULL: none */
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static void
ask (GuiConfigView *self, const char *action, const char *args)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "record.act", "(ss)", action, args);
}

static gint64
revision_of (GuiConfigView *self)
{
  return m77_json_get_int (self->sight->doc, "revision", 0);
}

static void
ask_restore (GuiConfigView *self, gint64 revision)
{
  g_autofree char *args = g_strdup_printf ("{\"to\":%" G_GINT64_FORMAT "}", revision);

  ask (self, "restore", args);
}

static void
publish_cb (GuiConfigView *self)
{
  ask (self, "publish", "");
}

static void
restore_cb (GuiConfigView *self)
{
  ask_restore (self, revision_of (self) - 1);
}

static void
approve_cb (GuiConfigView *self)
{
  ask (self, "approve", "");
}

static void
reject_cb (GuiConfigView *self)
{
  ask (self, "reject", "");
}

static void
restore_row_cb (GuiConfigView *self, GtkButton *button)
{
  ask_restore (self, *(gint64 *) g_object_get_data (G_OBJECT (button), "revision"));
}

/* ---- The diff ---- */

static void
show_diff (GuiConfigView *self)
{
  gboolean drafted = gtk_drop_down_get_selected (self->which) == 0;
  const char *live = m77_json_get_string (self->sight->doc, "value");
  const char *draft = m77_json_get_string (self->sight->doc, "draft");
  const char *previous = m77_json_get_string (self->sight->doc, "previous");
  const char *before = drafted ? live : previous, *after = drafted ? draft : live;
  g_autoptr (GArray) changes = m77_line_changes (before, after, 0);
  g_autofree char *words = m77_line_changes_words (changes);

  gui_diff_show (self->diff, before, after);
  gtk_label_set_text (self->counts, words);
}

static void
which_cb (GuiConfigView *self)
{
  if (self->sight != NULL)
    show_diff (self);
}

/* ---- History ---- */

static void
add_revision (GuiConfigView *self, const M77Json *entry)
{
  const char *at = m77_json_get_string (entry, "at");
  gint64 revision = m77_json_get_int (entry, "revision", 0);
  gboolean is_live = revision == revision_of (self);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Restore…"));
  g_autofree char *when = m77_time_short (at != NULL ? m77_time_parse (at) : M77_TIME_NONE,
                                          now (),
                                          gui_text_zone ());
  g_autofree char *title = g_strdup_printf (is_live ? _ ("Revision %" G_GINT64_FORMAT ", live")
                                                    : _ ("Revision %" G_GINT64_FORMAT),
                                            revision);
  g_autofree char *by = gui_text_line (m77_json_get_string (entry, "by"));
  g_autofree char *reason = gui_text_line (m77_json_get_string (entry, "reason"));
  g_autofree char *words = g_strjoin (" · ", when, by, *reason != '\0' ? reason : NULL, NULL);
  g_autofree char *name = g_strdup_printf (_ ("Restore revision %" G_GINT64_FORMAT), revision);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, !is_live);
  g_object_set_data_full (G_OBJECT (button),
                          "revision",
                          g_memdup2 (&revision, sizeof revision),
                          g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (restore_row_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->history, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_history (GuiConfigView *self)
{
  const M77Json *history = m77_json_get (self->sight->doc, "history");
  g_autoptr (GPtrArray) newest = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->history, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (const M77Json *each = m77_json_first (history); each != NULL; each = m77_json_next (each))
    g_ptr_array_insert (newest, 0, (gpointer) each);
  for (guint i = 0; i < newest->len; i++)
    add_revision (self, newest->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->history), newest->len > 0);
}

/* ---- What stands above ---- */

static void
show_verb (GuiConfigView *self, GtkButton *button, const char *action, gboolean wanted)
{
  g_autofree char *refusal = gui_act_refusal (self->sight->kind,
                                              m77_kind_action (self->sight->kind, action),
                                              self->sight->doc,
                                              gui_sight_is_offline (self->sight));

  gtk_widget_set_visible (GTK_WIDGET (button), wanted && refusal == NULL);
}

static gboolean
has_proposal (GuiConfigView *self)
{
  const M77Json *proposal = m77_json_get (self->sight->doc, "proposal");

  return m77_json_get_string (proposal, "action") != NULL;
}

static void
show_proposal (GuiConfigView *self)
{
  const M77Json *proposal = m77_json_get (self->sight->doc, "proposal");
  const char *at = m77_json_get_string (proposal, "at");
  gboolean is_there = has_proposal (self);
  g_autofree char *action = gui_text_line (m77_json_get_string (proposal, "action"));
  g_autofree char *by = gui_text_line (m77_json_get_string (proposal, "by"));
  g_autofree char *reason = gui_text_line (m77_json_get_string (proposal, "reason"));
  g_autofree char *age = m77_time_ago (at != NULL ? m77_time_parse (at) : M77_TIME_NONE, now ());
  g_autofree char *words = g_strdup_printf (_ ("%s asks to %s, %s: %s. A second person decides."),
                                            by,
                                            action,
                                            age,
                                            reason);

  gtk_label_set_text (self->proposal, words);
  gtk_widget_set_visible (GTK_WIDGET (self->proposal), is_there);
  show_verb (self, self->approve, "approve", is_there);
  show_verb (self, self->reject, "reject", is_there);
}

static void
show_words (GuiConfigView *self)
{
  const M77Json *doc = self->sight->doc;
  const char *at = m77_json_get_string (doc, "published_at");
  g_autofree char *age = m77_time_ago (at != NULL ? m77_time_parse (at) : M77_TIME_NONE, now ());
  g_autofree char *by = gui_text_line (m77_json_get_string (doc, "published_by"));
  g_autofree char *words = at != NULL ? g_strdup_printf (_ ("Live: revision %" G_GINT64_FORMAT
                                                            ", published %s by %s"),
                                                         revision_of (self),
                                                         age,
                                                         by)
                                      : g_strdup (_ ("Never published"));
  gboolean differs = g_strcmp0 (m77_json_get_string (doc, "draft"),
                                m77_json_get_string (doc, "value")) != 0;

  gtk_label_set_text (self->words, words);
  show_verb (self, self->publish, "publish", differs && !has_proposal (self));
  show_verb (self, self->restore, "restore", revision_of (self) > 1);
}

static void
gui_config_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiConfigView *self = GUI_CONFIG_VIEW (view);
  gboolean is_same = self->sight != NULL && g_str_equal (self->sight->id, sight->id);

  if (sight == self->sight)
    return;
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  /* Without a draft of its own what one wants to know is what the last change was. */
  if (!is_same)
    gtk_drop_down_set_selected (self->which,
                                g_strcmp0 (m77_json_get_string (sight->doc, "draft"),
                                           m77_json_get_string (sight->doc, "value")) == 0
                                    ? 1
                                    : 0);
  show_words (self);
  show_proposal (self);
  show_diff (self);
  show_history (self);
}

static void
gui_config_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_config_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiConfigView,
                               gui_config_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_config_view_view_init))

static void
gui_config_view_dispose (GObject *object)
{
  g_clear_pointer (&GUI_CONFIG_VIEW (object)->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_config_view_parent_class)->dispose (object);
}

static void
gui_config_view_finalize (GObject *object)
{
  g_ptr_array_unref (GUI_CONFIG_VIEW (object)->rows);

  G_OBJECT_CLASS (gui_config_view_parent_class)->finalize (object);
}

static void
gui_config_view_class_init (GuiConfigViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_config_view_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_config_view_finalize;

  g_type_ensure (GUI_TYPE_DIFF);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-config-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiConfigView, words);
  gtk_widget_class_bind_template_child (widget_class, GuiConfigView, proposal);
  gtk_widget_class_bind_template_child (widget_class, GuiConfigView, counts);
  gtk_widget_class_bind_template_child (widget_class, GuiConfigView, publish);
  gtk_widget_class_bind_template_child (widget_class, GuiConfigView, restore);
  gtk_widget_class_bind_template_child (widget_class, GuiConfigView, approve);
  gtk_widget_class_bind_template_child (widget_class, GuiConfigView, reject);
  gtk_widget_class_bind_template_child (widget_class, GuiConfigView, which);
  gtk_widget_class_bind_template_child (widget_class, GuiConfigView, diff);
  gtk_widget_class_bind_template_child (widget_class, GuiConfigView, history);
  gtk_widget_class_bind_template_callback (widget_class, publish_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, approve_cb);
  gtk_widget_class_bind_template_callback (widget_class, reject_cb);
  gtk_widget_class_bind_template_callback (widget_class, which_cb);
}

static void
gui_config_view_init (GuiConfigView *self)
{
  g_autoptr (GtkWidget) body = NULL;

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  body = g_object_ref (adw_bin_get_child (ADW_BIN (self)));
  adw_bin_set_child (ADW_BIN (self), NULL);
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (body));
}
