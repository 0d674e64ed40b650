/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-signals"

#include "config.h"

#include "agent/service/agent-signals.h"

#include "agent/service/agent-unread.h"

/* On its way until the kernel has all of it. */
typedef struct
{
  AgentSignals *signals; /* NULL: freed meanwhile */
} Flight;

struct _AgentSignals
{
  AgentSession *session;
  AgentChange change;
  GHashTable *operations; /* id → state, both char * */
  gboolean status;
  Flight *flight; /* NULL: nothing under way */
  guint stuck_timer;
  AgentUnread *unread;
};

static gboolean
stuck_cb (gpointer data)
{
  AgentSignals *self = data;

  self->stuck_timer = 0;
  g_message ("A front end does not read: it is disconnected");
  g_dbus_connection_close (self->session->connection, NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
has_news (AgentSignals *self)
{
  return self->status || self->change.kinds != NULL || g_hash_table_size (self->operations) > 0;
}

static void
emit_changed (AgentSignals *self)
{
  g_auto (AgentChange) change = self->change;
  g_autofree const char **kinds = agent_change_kinds (&change);
  GVariantBuilder rowids;
  GHashTableIter iter;
  gpointer rowid;

  self->change = (AgentChange){ 0 };
  g_variant_builder_init (&rowids, G_VARIANT_TYPE ("ax"));
  if (change.rowids != NULL)
    {
      g_hash_table_iter_init (&iter, change.rowids);
      while (g_hash_table_iter_next (&iter, &rowid, NULL))
        g_variant_builder_add (&rowids, "x", *(gint64 *) rowid);
    }
  m77_agent1_emit_changed (self->session->skeleton,
                           change.revision.epoch,
                           change.revision.number,
                           kinds,
                           g_variant_builder_end (&rowids));
  agent_lists_changed (self->session, kinds);
}

static void
emit_operations (AgentSignals *self)
{
  g_autoptr (GHashTable) operations = self->operations;
  GHashTableIter iter;
  gpointer id, state;

  self->operations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, operations);
  while (g_hash_table_iter_next (&iter, &id, &state))
    m77_agent1_emit_operation_changed (self->session->skeleton, id, state);
}

static void
emit_all (AgentSignals *self)
{
  if (self->change.kinds != NULL)
    emit_changed (self);
  if (g_hash_table_size (self->operations) > 0)
    emit_operations (self);
  if (self->status)
    {
      self->status = FALSE;
      m77_agent1_emit_status_changed (self->session->skeleton);
    }
}

/* Sends what there is; again when that has left, if there is more by then. result NULL: the
 * first time. */
static void
send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Flight *flight = data;
  AgentSignals *self = flight->signals;
  GDBusConnection *connection = G_DBUS_CONNECTION (source);
  gboolean open = result == NULL || g_dbus_connection_flush_finish (connection, result, NULL);

  if (self != NULL)
    g_clear_handle_id (&self->stuck_timer, g_source_remove);
  if (self == NULL || !open || !has_news (self))
    {
      if (self != NULL)
        self->flight = NULL;
      g_free (flight);
      return;
    }
  emit_all (self);
  self->stuck_timer = g_timeout_add_seconds (AGENT_SIGNALS_STUCK_S, stuck_cb, self);
  g_dbus_connection_flush (connection, NULL, send_cb, flight);
}

static void
send_news (AgentSignals *self)
{
  if (self->flight != NULL)
    return;
  self->flight = g_new0 (Flight, 1);
  self->flight->signals = self;
  send_cb (G_OBJECT (self->session->connection), NULL, self->flight);
}

AgentSignals *
agent_signals_new (AgentSession *session)
{
  AgentSignals *self = g_new0 (AgentSignals, 1);

  self->session = session;
  self->operations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->unread = agent_unread_watch (session->connection);
  return self;
}

void
agent_signals_free (AgentSignals *self)
{
  agent_unread_stop (self->unread);
  g_clear_handle_id (&self->stuck_timer, g_source_remove);
  if (self->flight != NULL)
    self->flight->signals = NULL;
  agent_change_clear (&self->change);
  g_hash_table_unref (self->operations);
  g_free (self);
}

void
agent_signals_changed (AgentSignals *self, const AgentChange *change)
{
  agent_change_merge (&self->change, change);
  send_news (self);
}

void
agent_signals_operation (AgentSignals *self, const char *operation, const char *state)
{
  g_hash_table_replace (self->operations, g_strdup (operation), g_strdup (state));
  send_news (self);
}

void
agent_signals_status (AgentSignals *self)
{
  self->status = TRUE;
  send_news (self);
}
