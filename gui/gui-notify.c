/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-notify"

#include "config.h"

#include "gui/gui-notify.h"

#include <glib/gi18n.h>

#include "gui/gui-state.h"
#include "gui/gui-text.h"
#include "shared/client/m77-list.h"
#include "shared/model/m77-act.h"
#include "shared/model/m77-notice.h"
#include "shared/model/m77-record.h"

#define ROWS_MOST 50 /* more at once are told by the overview */

static const struct
{
  const char *kind, *filter;
} watched[] = {
  { "incident", "status:triggered severity<=sev2" },
  { "page", "member:@me status:queued,sent,delivered" },
};

#define N_WATCHED G_N_ELEMENTS (watched)

struct _GuiNotify
{
  GObject parent;
  GApplication *application; /* borrowed */
  M77Client *client;
  char *profile; /* as it was asked for */
  M77List *lists[N_WATCHED];
  GHashTable *known[N_WATCHED]; /* ids; NULL: not read yet */
};

G_DEFINE_FINAL_TYPE (GuiNotify, gui_notify, G_TYPE_OBJECT)

static char *
notification_id (GuiNotify *self, const char *kind, const char *id)
{
  return g_strdup_printf ("%s/%s/%s", self->profile != NULL ? self->profile : "", kind, id);
}

static gboolean
is_wanted (const char *kind, const M77Json *doc)
{
  GuiState *state = gui_state_default ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const M77QuietHours quiet = {
    gui_state_int (state, "preferences", NULL, "quiet-from", 0),
    gui_state_int (state, "preferences", NULL, "quiet-to", 0),
  };

  return m77_notice_is_wanted (kind,
                               m77_json_get_string (doc, "severity"),
                               &quiet,
                               g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now));
}

static void
add_acknowledge (GuiNotify *self, GNotification *notification, M77Row *row, const M77Kind *kind)
{
  const M77Action *action = m77_kind_action (kind, "acknowledge");
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *expect = NULL;

  if (action == NULL)
    return;
  expect = m77_json_to_text (m77_act_expect (pool, kind, action, m77_row_doc (row)));
  g_notification_add_button_with_target (notification,
                                         _ ("Acknowledge"),
                                         "app.acknowledge",
                                         "(sss)",
                                         self->profile != NULL ? self->profile : "",
                                         m77_row_id (row),
                                         expect);
  g_notification_add_button_with_target (notification,
                                         _ ("Open runbook"),
                                         "app.runbook",
                                         "(ss)",
                                         self->profile != NULL ? self->profile : "",
                                         m77_row_id (row));
}

static void
send (GuiNotify *self, M77Row *row)
{
  const M77Kind *kind = m77_kind_find (m77_row_kind (row));
  gboolean is_page = g_str_equal (kind->name, "page");
  g_autofree char *key = m77_record_key (kind,
                                         m77_row_doc (row),
                                         m77_row_id (row),
                                         m77_row_local_number (row));
  g_autofree char *title = m77_record_title (kind, m77_row_doc (row), m77_row_id (row));
  g_autofree char *both = g_strcmp0 (key, title) != 0 ? g_strdup_printf ("%s %s", key, title)
                                                      : g_strdup (title);
  g_autofree char *safe = gui_text_line (both);
  g_autofree char *id = notification_id (self, kind->name, m77_row_id (row));
  g_autoptr (GNotification) notification = g_notification_new (safe);

  g_notification_set_body (notification,
                           is_page ? _ ("You are paged") : _ ("Triggered, nobody has it"));
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_URGENT);
  g_notification_set_default_action_and_target (notification,
                                                "app.open",
                                                "(sss)",
                                                self->profile != NULL ? self->profile : "",
                                                kind->name,
                                                m77_row_id (row));
  add_acknowledge (self, notification, row, kind);
  g_application_send_notification (self->application, id, notification);
}

/* What is new is told, and what is over is taken back. */
static void
list_cb (GuiNotify *self, guint index)
{
  M77List *list = self->lists[index];
  guint n = MIN (m77_list_size (list), ROWS_MOST);
  gboolean begins = self->known[index] == NULL;
  g_autoptr (GHashTable) now = NULL;
  GHashTableIter iter;
  gpointer id;

  if (m77_list_is_loading (list))
    return;
  m77_list_look_at (list, 0, n);
  now = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (M77Row) row = m77_list_row (list, i);

      if (row == NULL || !m77_row_is_loaded (row))
        return; /* asked again when it is */
      if (m77_row_is_gone (row))
        continue;
      g_hash_table_add (now, g_strdup (m77_row_id (row)));
      if (!begins && !g_hash_table_contains (self->known[index], m77_row_id (row)) &&
          is_wanted (watched[index].kind, m77_row_doc (row)))
        send (self, row);
    }
  if (!begins)
    {
      g_hash_table_iter_init (&iter, self->known[index]);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        if (!g_hash_table_contains (now, id))
          {
            g_autofree char *over = notification_id (self, watched[index].kind, id);

            g_application_withdraw_notification (self->application, over);
          }
      g_hash_table_unref (self->known[index]);
    }
  self->known[index] = g_steal_pointer (&now);
}

static void
lists_cb (GuiNotify *self)
{
  for (guint i = 0; i < N_WATCHED; i++)
    list_cb (self, i);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiNotify) self = data;
  g_autofree char *operation = NULL;
  g_autoptr (GNotification) notification = NULL;
  GError *error = NULL;
  guint64 seq;

  if (m77_agent1_call_act_finish (M77_AGENT1 (source), &seq, &operation, result, &error))
    {
      m77_client_saw_seq (self->client, seq);
      return;
    }
  m77_client_fix_error (&error);
  notification = g_notification_new (_ ("Not acknowledged"));
  g_notification_set_body (notification, error->message);
  g_application_send_notification (self->application, "acknowledge", notification);
  g_error_free (error);
}

void
gui_notify_acknowledge (GuiNotify *self, const char *id, const char *expect)
{
  M77Agent1 *proxy = m77_client_proxy (self->client);

  if (proxy == NULL)
    {
      g_autoptr (GNotification) notification = g_notification_new (_ ("Not acknowledged"));

      g_notification_set_body (notification, _ ("No agent. Try again in a moment"));
      g_application_send_notification (self->application, "acknowledge", notification);
      return;
    }
  m77_agent1_call_act (
      proxy, "acknowledge", "incident", id, "", "", expect, NULL, acted_cb, g_object_ref (self));
}

static void
gui_notify_dispose (GObject *object)
{
  GuiNotify *self = GUI_NOTIFY (object);

  for (guint i = 0; i < N_WATCHED; i++)
    {
      if (self->lists[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->lists[i], self);
      g_clear_object (&self->lists[i]);
      g_clear_pointer (&self->known[i], g_hash_table_unref);
    }
  g_clear_object (&self->client);
  g_clear_pointer (&self->profile, g_free);

  G_OBJECT_CLASS (gui_notify_parent_class)->dispose (object);
}

static void
gui_notify_class_init (GuiNotifyClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_notify_dispose;
}

static void
gui_notify_init (GuiNotify *self)
{
}

GuiNotify *
gui_notify_new (GApplication *application, M77Client *client, const char *profile)
{
  GuiNotify *self = g_object_new (GUI_TYPE_NOTIFY, NULL);

  self->application = application;
  self->client = g_object_ref (client);
  self->profile = g_strdup (profile);
  for (guint i = 0; i < N_WATCHED; i++)
    {
      const M77Kind *kind = m77_kind_find (watched[i].kind);

      self->lists[i] = m77_list_new (client, kind->name, watched[i].filter, kind->sort, NULL);
      g_signal_connect_swapped (self->lists[i], "notify", G_CALLBACK (lists_cb), self);
      g_signal_connect_swapped (self->lists[i], "loaded", G_CALLBACK (lists_cb), self);
      g_signal_connect_swapped (self->lists[i], "items-changed", G_CALLBACK (lists_cb), self);
    }
  return self;
}
