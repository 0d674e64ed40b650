/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-change"

#include "config.h"

#include "agent/service/agent-change.h"

struct _AgentChanges
{
  AgentChangesFunc func;
  gpointer data;
  GMutex mutex; /* of what follows */
  AgentChange change;
  GSource *source; /* that will tell; NULL: nothing to tell */
  gint64 told_at;  /* monotonic, µs */
};

static void
add_kind (AgentChange *self, const char *kind)
{
  if (!g_hash_table_contains (self->kinds, kind))
    g_hash_table_add (self->kinds, g_strdup (kind));
}

static void
add_rowid (AgentChange *self, gint64 rowid)
{
  if (self->rowids == NULL)
    return;
  g_hash_table_add (self->rowids, g_memdup2 (&rowid, sizeof rowid));
  if (g_hash_table_size (self->rowids) > AGENT_CHANGE_ROWS)
    g_clear_pointer (&self->rowids, g_hash_table_unref);
}

static void
begin (AgentChange *self)
{
  if (self->kinds != NULL)
    return;
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rowids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

void
agent_change_add (AgentChange *self,
                  AgentRevision revision,
                  const char *const *kinds,
                  GArray *rowids)
{
  begin (self);
  self->revision = revision;
  for (guint i = 0; kinds != NULL && kinds[i] != NULL; i++)
    add_kind (self, kinds[i]);
  if (rowids == NULL)
    g_clear_pointer (&self->rowids, g_hash_table_unref);
  for (guint i = 0; rowids != NULL && i < rowids->len; i++)
    add_rowid (self, g_array_index (rowids, gint64, i));
}

void
agent_change_merge (AgentChange *self, const AgentChange *other)
{
  GHashTableIter iter;
  gpointer key;

  if (other->kinds == NULL)
    return;
  begin (self);
  self->revision = other->revision;
  g_hash_table_iter_init (&iter, other->kinds);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    add_kind (self, key);
  if (other->rowids == NULL)
    {
      g_clear_pointer (&self->rowids, g_hash_table_unref);
      return;
    }
  g_hash_table_iter_init (&iter, other->rowids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    add_rowid (self, *(gint64 *) key);
}

void
agent_change_clear (AgentChange *self)
{
  g_clear_pointer (&self->kinds, g_hash_table_unref);
  g_clear_pointer (&self->rowids, g_hash_table_unref);
}

const char **
agent_change_kinds (const AgentChange *self)
{
  return (const char **) g_hash_table_get_keys_as_array (self->kinds, NULL);
}

/* ---- From the cache's lane to the main context ---- */

static gboolean
tell_cb (gpointer data)
{
  AgentChanges *self = data;
  g_auto (AgentChange) change = { 0 };

  g_mutex_lock (&self->mutex);
  change = self->change;
  self->change = (AgentChange){ 0 };
  g_clear_pointer (&self->source, g_source_unref);
  self->told_at = g_get_monotonic_time ();
  g_mutex_unlock (&self->mutex);
  self->func (&change, self->data);
  return G_SOURCE_REMOVE;
}

AgentChanges *
agent_changes_new (AgentChangesFunc func, gpointer data)
{
  AgentChanges *self = g_new0 (AgentChanges, 1);

  self->func = func;
  self->data = data;
  g_mutex_init (&self->mutex);
  return self;
}

void
agent_changes_note (AgentRevision revision, const char *const *kinds, GArray *rowids, gpointer data)
{
  AgentChanges *self = data;

  g_mutex_lock (&self->mutex);
  agent_change_add (&self->change, revision, kinds, rowids);
  if (self->source == NULL)
    {
      gint64 since = (g_get_monotonic_time () - self->told_at) / 1000;

      self->source = g_timeout_source_new (
          CLAMP (AGENT_CHANGES_PAUSE_MS - since, 0, AGENT_CHANGES_PAUSE_MS));
      g_source_set_callback (self->source, tell_cb, self, NULL);
      g_source_attach (self->source, NULL);
    }
  g_mutex_unlock (&self->mutex);
}

void
agent_changes_free (AgentChanges *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  agent_change_clear (&self->change);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
