/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-history-view"

#include "config.h"

#include "gui/pages/gui-history-view.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-change-row.h"
#include "gui/widgets/gui-reading.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-history.h"

#define ENTRIES_MOST 200

struct _GuiHistoryView
{
  AdwBin parent;
  GtkBox *box;
  AdwPreferencesGroup *group; /* in box; NULL: nothing is shown */
  GtkLabel *note;

  GuiSight *sight; /* shown; NULL: none */
  GCancellable *cancellable;
  char *json;        /* shown: the same again changes nothing */
  M77JsonPool *pool; /* of the entries of rows */
};

/* ---- Entries ---- */

static void
add_text (GString *out, char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", text);
  g_free (text);
}

/* "Jana · rejected", and a line for each thing that happened to it. */
static char *
subtitle_of (const M77Json *entry)
{
  gint64 now = m77_runtime_now (m77_runtime_real ());
  g_autoptr (GString) out = g_string_new (NULL);
  const char *state = m77_history_state (entry);
  const M77Json *event = m77_json_first (m77_json_get (entry, "events"));

  add_text (out, m77_time_short (m77_history_at (entry), now, gui_text_zone ()));
  add_text (out, gui_text_line (m77_history_who (entry)));
  if (g_strcmp0 (state, "success") != 0)
    add_text (out, gui_text_line (state));
  for (; event != NULL && !m77_history_is_audit (entry); event = m77_json_next (event))
    {
      g_autofree char *words = m77_history_event (entry, event);
      g_autofree char *safe = gui_text_line (words);

      if (words != NULL)
        g_string_append_printf (out, "\n%s", safe);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
add_changes (AdwExpanderRow *row, const M77Json *entry)
{
  gboolean is_audit = m77_history_is_audit (entry);
  const M77Json *doc = is_audit ? m77_json_get (entry, "doc") : entry;
  const char *kind = m77_json_get_string (doc, is_audit ? "subject_kind" : "kind");
  const char *reason = m77_json_get_string (doc, "reason");
  static const char *const parts[] = { "patch", "args" };

  for (const M77Json *c = m77_json_first (m77_json_get (doc, "changes")); c != NULL;
       c = m77_json_next (c))
    adw_expander_row_add_row (row,
                              gui_change_row_of (kind,
                                                 m77_json_name (c),
                                                 m77_json_get (c, "from"),
                                                 m77_json_get (c, "to")));
  for (guint i = 0; i < G_N_ELEMENTS (parts) && !is_audit; i++)
    for (const M77Json *m = m77_json_first (m77_json_get (doc, parts[i])); m != NULL;
         m = m77_json_next (m))
      adw_expander_row_add_row (row,
                                gui_change_row_of (kind,
                                                   m77_json_name (m),
                                                   m77_json_get (m77_json_get (doc, "base"),
                                                                 m77_json_name (m)),
                                                   m));
  for (const M77Json *e = m77_json_first (m77_json_get (doc, "elements")); e != NULL;
       e = m77_json_next (e))
    adw_expander_row_add_row (row, gui_change_row_elements (kind, m77_json_name (e), e));
  if (reason != NULL && *reason != '\0')
    {
      g_autoptr (GArray) spans = m77_spans_new ();

      m77_spans_add (spans, M77_SPAN_VALUE, reason);
      adw_expander_row_add_row (row, gui_change_row_new (_ ("Reason"), spans));
    }
}

/* What it changed is made when it is looked at. */
static void
expanded_cb (AdwExpanderRow *row)
{
  const M77Json *entry = g_object_steal_data (G_OBJECT (row), "entry");

  if (entry != NULL)
    add_changes (row, entry);
}

static void
add_entry (GuiHistoryView *self, const M77Json *entry)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *what = m77_history_what (entry);
  g_autofree char *safe = gui_text_line (what);
  g_autofree char *subtitle = subtitle_of (entry);
  g_autofree char *name = g_strdup_printf ("%s: %s", safe, subtitle);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (row), "entry", (gpointer) entry);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
  adw_preferences_group_add (self->group, row);
}

static void
show_note (GuiHistoryView *self, const char *text)
{
  gtk_label_set_text (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
clear (GuiHistoryView *self)
{
  if (self->group != NULL)
    gtk_box_remove (self->box, GTK_WIDGET (self->group));
  self->group = NULL;
  g_clear_pointer (&self->pool, m77_json_pool_free);
  g_clear_pointer (&self->json, g_free);
}

void
gui_history_view_take (GuiHistoryView *self, const char *json)
{
  M77JsonPool *pool;
  const M77Json *entries;
  g_autoptr (GPtrArray) told = NULL;

  if (g_strcmp0 (json, self->json) == 0)
    return;
  pool = m77_json_pool_new ();
  entries = m77_json_parse (pool, json, -1, NULL);
  told = m77_history_told (entries);
  clear (self);
  self->json = g_strdup (json);
  self->pool = pool;
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  for (guint i = 0; i < MIN (told->len, ENTRIES_MOST); i++)
    add_entry (self, told->pdata[i]);
  gtk_box_append (self->box, GTK_WIDGET (self->group));
  show_note (self, told->len > 0 ? NULL : _ ("Nothing is known here of what was done to it"));
}

/* ---- Asking ---- */

static void
history_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GuiHistoryView *self = data;
  g_autofree char *json = NULL;
  GError *error = NULL;

  if (m77_agent1_call_history_finish (M77_AGENT1 (source), &json, result, &error))
    gui_history_view_take (self, json);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      m77_client_fix_error (&error);
      show_note (self, error->message);
    }
  g_clear_error (&error);
}

static void
ask (GuiHistoryView *self)
{
  M77Agent1 *proxy = self->sight->client != NULL ? m77_client_proxy (self->sight->client) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (proxy != NULL)
    m77_agent1_call_history (proxy,
                             self->sight->kind->name,
                             self->sight->id,
                             ENTRIES_MOST,
                             self->cancellable,
                             history_cb,
                             self);
}

static void
gui_history_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiHistoryView *self = GUI_HISTORY_VIEW (view);

  if (self->sight == NULL || !g_str_equal (self->sight->id, sight->id))
    {
      clear (self);
      show_note (self, NULL);
    }
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  ask (self);
}

static void
gui_history_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_history_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiHistoryView,
                               gui_history_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_history_view_view_init))

static void
gui_history_view_dispose (GObject *object)
{
  GuiHistoryView *self = GUI_HISTORY_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_history_view_parent_class)->dispose (object);
}

static void
gui_history_view_finalize (GObject *object)
{
  GuiHistoryView *self = GUI_HISTORY_VIEW (object);

  g_clear_pointer (&self->pool, m77_json_pool_free);
  g_free (self->json);

  G_OBJECT_CLASS (gui_history_view_parent_class)->finalize (object);
}

static void
gui_history_view_class_init (GuiHistoryViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_history_view_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_history_view_finalize;
}

static void
gui_history_view_init (GuiHistoryView *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_box_append (self->box, GTK_WIDGET (self->note));
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (GTK_WIDGET (self->box)));
}
