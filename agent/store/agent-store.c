/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-store"

#include "config.h"

#include "agent/store/agent-store.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/store/agent-overlay-rescue.h"
#include "agent/store/agent-pace.h"
#include "agent/store/agent-profile-lock.h"
#include "shared/base/m77-error.h"

#define REST_MS      1000 /* a lane idle for so long moves its file's log on */
#define FORGET_MS    5000 /* a reader idle for so long forgets the pages it read */
#define REFRESH_STEP 100  /* records laid over anew in one transaction */
#define SEARCH_STEP  2000 /* rows indexed before people's closures get their turn */

static gboolean
open_cache (AgentStore *self, const char *vfs, gboolean rescued, GError **error)
{
  gboolean rebuilt;
  guint again = 0;

  self->cache = agent_cache_open (self->directory, vfs, self->runtime, &rebuilt, error);
  if (self->cache == NULL)
    return FALSE;
  if (rebuilt)
    g_ptr_array_add (self->notices,
                     g_strdup (_ ("The local copy could not be read and is being fetched again; "
                                  "nothing you did is lost.")));
  if (rescued && !rebuilt && !agent_overlay_rescue (self->cache, self->journal, &again, error))
    return FALSE;

  self->cache_journal = agent_journal_open_reader (self->directory, vfs, error);
  return self->cache_journal != NULL &&
         agent_cache_refresh_overlays (self->cache, self->cache_journal, error);
}

static gboolean
open_readers (AgentStore *self, const char *vfs, GError **error)
{
  self->search = agent_search_open (self->directory, vfs, error);
  if (self->search == NULL)
    return FALSE;
  self->search_cache = agent_cache_open_reader (self->directory, vfs, error);
  if (self->search_cache == NULL)
    return FALSE;
  self->reader = agent_cache_open_reader (self->directory, vfs, error);
  if (self->reader == NULL)
    return FALSE;
  self->reader_search = agent_search_open_reader (self->directory, vfs, error);
  if (self->reader_search == NULL)
    return FALSE;
  self->reader_journal = agent_journal_open_reader (self->directory, vfs, error);
  if (self->reader_journal == NULL)
    return FALSE;
  self->slow = agent_cache_open_reader (self->directory, vfs, error);
  if (self->slow == NULL)
    return FALSE;
  self->slow_search = agent_search_open_reader (self->directory, vfs, error);
  return self->slow_search != NULL;
}

static void
pace_cb (gpointer pace)
{
  agent_pace_set (GPOINTER_TO_INT (pace));
}

static AgentLane *
make_lane (gboolean inline_lanes, const char *name, AgentPace pace)
{
  AgentLane *lane;

  if (inline_lanes)
    return agent_lane_new_inline ();
  lane = agent_lane_new_thread (name);
  agent_lane_post (lane, AGENT_LANE_PEOPLE, pace_cb, GINT_TO_POINTER (pace), NULL, NULL);
  return lane;
}

/* Each by itself, so that one that cannot be shown stops no other. */
static void
refresh_singly (AgentStore *store, GPtrArray *records, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      const char *record = records->pdata[i];
      g_autoptr (GError) error = NULL;

      if (agent_cache_refresh_together (store->cache,
                                        store->cache_journal,
                                        records,
                                        i,
                                        i + 1,
                                        &error))
        g_hash_table_remove (store->unshown, record);
      else if (g_hash_table_add (store->unshown, g_strdup (record)))
        g_warning ("The list does not show the change of %s yet: %s", record, error->message);
    }
}

static void
refresh_all (AgentStore *store, GPtrArray *records)
{
  for (guint from = 0; from < records->len; from += REFRESH_STEP)
    {
      guint to = MIN (from + REFRESH_STEP, records->len);

      if (!agent_cache_refresh_together (store->cache,
                                         store->cache_journal,
                                         records,
                                         from,
                                         to,
                                         NULL))
        refresh_singly (store, records, from, to);
      else
        for (guint i = from; i < to; i++)
          g_hash_table_remove (store->unshown, records->pdata[i]);
    }
  g_atomic_int_set (&store->n_unshown, g_hash_table_size (store->unshown));
}

/* A few of what could not be laid over: where none of them can be, the disk is at fault. */
static void
retry_unshown (AgentStore *store)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, store->unshown);
  while (records->len < REFRESH_STEP && g_hash_table_iter_next (&iter, &record, NULL))
    g_ptr_array_add (records, g_strdup (record));
  refresh_all (store, records);
}

static void
nothing_cb (gpointer data)
{
}

static void
rest_cache_cb (gpointer data)
{
  AgentStore *self = data;

  retry_unshown (self);
  agent_db_rest (agent_cache_db (self->cache));
  /* A lane rests again once it has worked. */
  if (agent_store_unshown (self) > 0)
    agent_lane_post (self->cache_lane, AGENT_LANE_BULK, nothing_cb, NULL, NULL, NULL);
}

static void
rest_search_cb (gpointer data)
{
  AgentStore *self = data;

  agent_search_rest (self->search);
  agent_db_rest (agent_cache_db (self->search_cache));
}

static void
rest_reader_cb (gpointer data)
{
  AgentStore *self = data;

  agent_search_rest (self->reader_search);
  agent_db_rest (agent_cache_db (self->reader));
}

static void
rest_slow_cb (gpointer data)
{
  AgentStore *self = data;

  agent_search_rest (self->slow_search);
  agent_db_rest (agent_cache_db (self->slow));
}

static void
make_lanes (AgentStore *self, gboolean inline_lanes)
{
  self->journal_lane = make_lane (inline_lanes, "journal", AGENT_PACE_PROMPT);
  self->cache_lane = make_lane (inline_lanes, "cache", AGENT_PACE_STEADY);
  self->search_lane = make_lane (inline_lanes, "search", AGENT_PACE_PATIENT);
  self->reader_lane = make_lane (inline_lanes, "reader", AGENT_PACE_PROMPT);
  self->slow_lane = make_lane (inline_lanes, "slow", AGENT_PACE_PATIENT);
  agent_lane_set_urgent (self->journal_lane);
  agent_lane_set_rest (self->journal_lane,
                       REST_MS,
                       agent_db_rest,
                       agent_journal_db (self->journal));
  agent_lane_set_rest (self->cache_lane, REST_MS, rest_cache_cb, self);
  agent_lane_set_rest (self->search_lane, REST_MS, rest_search_cb, self);
  agent_lane_set_rest (self->reader_lane, FORGET_MS, rest_reader_cb, self);
  agent_lane_set_rest (self->slow_lane, FORGET_MS, rest_slow_cb, self);
}

static void
reserve_log_cb (gpointer data)
{
  AgentStore *self = data;

  agent_db_reserve_log (agent_journal_db (self->journal));
}

static void
reserve_log (AgentStore *self)
{
  agent_lane_post (self->journal_lane, AGENT_LANE_BULK, reserve_log_cb, self, NULL, NULL);
}

AgentStore *
agent_store_open (const char *directory,
                  const char *vfs,
                  const M77Runtime *runtime,
                  gboolean inline_lanes,
                  GError **error)
{
  g_autoptr (AgentStore) self = g_new0 (AgentStore, 1);
  g_autofree char *rescue = NULL;
  gboolean rescued;

  self->directory = g_strdup (directory);
  self->runtime = runtime;
  self->notices = g_ptr_array_new_with_free_func (g_free);
  self->unshown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lock = agent_profile_lock (directory, error);
  if (self->lock < 0)
    return NULL;

  self->journal = agent_journal_open (directory, vfs, runtime, &rescue, error);
  if (self->journal == NULL)
    return NULL;
  rescued = rescue != NULL;
  if (rescued)
    g_ptr_array_add (self->notices, g_steal_pointer (&rescue));
  if (!open_cache (self, vfs, rescued, error) || !open_readers (self, vfs, error))
    return NULL;

  agent_db_write_gently (agent_cache_db (self->cache));
  make_lanes (self, inline_lanes);
  if (!inline_lanes)
    reserve_log (self);
  agent_store_index (self);
  return g_steal_pointer (&self);
}

void
agent_store_close (AgentStore *self)
{
  /* The lanes first, those of people before those they write to: each ends its queue with the
   * handles still open. */
  g_clear_pointer (&self->reader_lane, agent_lane_free);
  g_clear_pointer (&self->slow_lane, agent_lane_free);
  g_clear_pointer (&self->journal_lane, agent_lane_free);
  if (self->cache_lane != NULL)
    agent_lane_free (self->cache_lane); /* to the end it posts to itself */
  g_clear_pointer (&self->search_lane, agent_lane_free);

  g_clear_pointer (&self->slow_search, agent_search_close);
  g_clear_pointer (&self->slow, agent_cache_close);
  g_clear_pointer (&self->reader_journal, agent_journal_close);
  g_clear_pointer (&self->reader_search, agent_search_close);
  g_clear_pointer (&self->reader, agent_cache_close);
  g_clear_pointer (&self->search_cache, agent_cache_close);
  g_clear_pointer (&self->search, agent_search_close);
  g_clear_pointer (&self->cache_journal, agent_journal_close);
  g_clear_pointer (&self->cache, agent_cache_close);
  g_clear_pointer (&self->journal, agent_journal_close);
  agent_profile_unlock (self->lock);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_hash_table_unref (self->unshown);
  g_free (self->directory);
  g_free (self);
}

typedef struct
{
  AgentStore *store;
  GPtrArray *operations;
  gboolean ok;
  GError **error;
} Addition;

static void
add_cb (gpointer data)
{
  Addition *addition = data;

  addition->ok = agent_journal_add_all (addition->store->journal,
                                        addition->operations,
                                        addition->error);
  if (addition->ok && agent_db_log_is_short (agent_journal_db (addition->store->journal)))
    reserve_log (addition->store);
}

static gboolean
add (AgentStore *self, GPtrArray *operations, GError **error)
{
  Addition addition = { self, operations, FALSE, error };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);

  agent_lane_call (self->journal_lane, AGENT_LANE_PEOPLE, add_cb, &addition);
  if (!addition.ok)
    return FALSE;

  for (guint i = 0; i < operations->len; i++)
    {
      AgentOperation *operation = operations->pdata[i];

      g_ptr_array_add (records, g_strconcat (operation->kind, "/", operation->record, NULL));
    }
  agent_store_refresh (self, records);
  return TRUE;
}

gboolean
agent_store_add (AgentStore *self, GPtrArray *operations, GError **error)
{
  gboolean added;

  /* To the end: what a refresh wakes must not come before the answer. */
  agent_pace_begin_urgent ();
  added = add (self, operations, error);
  agent_pace_end_urgent ();
  return added;
}

typedef struct
{
  AgentStore *store;
  GPtrArray *records;
} Refresh;

static void
refresh_free (gpointer data)
{
  Refresh *refresh = data;

  g_ptr_array_unref (refresh->records);
  g_free (refresh);
}

static void
refresh_cb (gpointer data)
{
  Refresh *refresh = data;

  retry_unshown (refresh->store);
  refresh_all (refresh->store, refresh->records);
  agent_store_index (refresh->store);
}

/* Runs it and frees it: a lane hands `done` to a main context, which a test has not. */
static void
refresh_once_cb (gpointer data)
{
  refresh_cb (data);
  refresh_free (data);
}

void
agent_store_refresh (AgentStore *self, GPtrArray *records)
{
  Refresh *refresh = g_new0 (Refresh, 1);

  refresh->store = self;
  refresh->records = g_ptr_array_new_full (records->len, g_free);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (refresh->records, g_strdup (records->pdata[i]));
  agent_lane_post (self->cache_lane, AGENT_LANE_PEOPLE, refresh_once_cb, refresh, NULL, NULL);
}

guint
agent_store_unshown (AgentStore *self)
{
  return (guint) g_atomic_int_get (&self->n_unshown);
}

void
agent_store_settle (AgentStore *self, gint64 seq)
{
  /* Lanes keep order among people's closures: behind an empty one all refreshes are done. */
  if (agent_cache_overlay_seq (self->cache) < seq)
    agent_lane_call (self->cache_lane, AGENT_LANE_PEOPLE, nothing_cb, NULL);
}

static void
index_cb (gpointer data)
{
  AgentStore *self = data;
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  g_atomic_int_set (&self->search_posted, FALSE);
  if (!agent_search_catch_up (self->search, self->search_cache, SEARCH_STEP, &more, &error))
    g_warning ("Full text stands still: %s", error->message);
  else if (more)
    agent_store_index (self);
}

void
agent_store_index (AgentStore *self)
{
  if (self->search_lane != NULL &&
      g_atomic_int_compare_and_exchange (&self->search_posted, FALSE, TRUE))
    agent_lane_post (self->search_lane, AGENT_LANE_BULK, index_cb, self, NULL, NULL);
}

gboolean
agent_store_split (const char *record, char **kind, char **id)
{
  const char *slash = strchr (record, '/');

  if (slash == NULL)
    return FALSE;
  *kind = g_strndup (record, slash - record);
  *id = g_strdup (slash + 1);
  return TRUE;
}
