/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-batches"

#include "config.h"

#include "agent/sync/agent-batches.h"

#define AHEAD_MOST 2

struct _AgentBatches
{
  AgentStore *store;
  char *source;
  GMutex mutex;
  GCond moved;
  guint under_way;
  GError *failure;
};

typedef struct
{
  AgentBatches *batches;
  GBytes *lines;
  char *cursor;
  gint64 synced_at;
} Batch;

AgentBatches *
agent_batches_new (AgentStore *store, const char *source)
{
  AgentBatches *self = g_new0 (AgentBatches, 1);

  self->store = store;
  self->source = g_strdup (source);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->moved);
  return self;
}

static void
apply_cb (gpointer data)
{
  Batch *batch = data;
  AgentBatches *self = batch->batches;
  AgentStore *store = self->store;
  g_autoptr (GError) error = NULL;
  guint bad = 0;
  gboolean failed;

  g_mutex_lock (&self->mutex);
  failed = self->failure != NULL;
  g_mutex_unlock (&self->mutex);

  if (!failed)
    agent_cache_apply (store->cache,
                       self->source,
                       batch->lines,
                       batch->cursor,
                       batch->synced_at,
                       store->cache_journal,
                       &bad,
                       &error);
  if (bad > 0)
    g_warning ("%u lines of the feed make no sense and were left out; m77 doctor shows one", bad);
  agent_store_index (store);

  g_mutex_lock (&self->mutex);
  self->under_way--;
  if (error != NULL && self->failure == NULL)
    self->failure = g_steal_pointer (&error);
  g_cond_signal (&self->moved);
  g_mutex_unlock (&self->mutex);
  g_bytes_unref (batch->lines);
  g_free (batch->cursor);
  g_free (batch);
}

/* With the mutex held. */
static gboolean
check_failure (AgentBatches *self, GError **error)
{
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->failure));
  return FALSE;
}

gboolean
agent_batches_add (AgentBatches *self,
                   GBytes *lines,
                   const char *cursor,
                   gint64 synced_at,
                   GError **error)
{
  Batch *batch;
  gboolean ok;

  g_mutex_lock (&self->mutex);
  while (self->under_way >= AHEAD_MOST)
    g_cond_wait (&self->moved, &self->mutex);
  ok = check_failure (self, error);
  if (ok)
    self->under_way++;
  g_mutex_unlock (&self->mutex);
  if (!ok)
    return FALSE;

  batch = g_new0 (Batch, 1);
  batch->batches = self;
  batch->lines = g_bytes_ref (lines);
  batch->cursor = g_strdup (cursor);
  batch->synced_at = synced_at;
  agent_lane_post (self->store->cache_lane, AGENT_LANE_BULK, apply_cb, batch, NULL, NULL);
  return TRUE;
}

gboolean
agent_batches_end (AgentBatches *self, GError **error)
{
  gboolean ok;

  g_mutex_lock (&self->mutex);
  while (self->under_way > 0)
    g_cond_wait (&self->moved, &self->mutex);
  ok = check_failure (self, error);
  g_mutex_unlock (&self->mutex);

  g_clear_error (&self->failure);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->moved);
  g_free (self->source);
  g_free (self);
  return ok;
}
