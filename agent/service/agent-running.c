/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-running"

#include "config.h"

#include "agent/service/agent-running.h"

#include "agent/service/agent-signals.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define MEMBER_VALUE  "member"
#define OFFLINE_VALUE "offline-until"

typedef struct
{
  AgentRunningFunc func;
  gpointer data;
} Waiter;

/* ---- Opening ---- */

typedef struct
{
  AgentRunning *running;
  AgentStore *store;
  char *known; /* member, if the platform has said it just now */
  char *member, *offline_until;
  GError *error;
} Opening;

/* On the journal's lane: its connection is busy there with the log from the beginning, and two
 * threads on one connection write over each other. */
static void
put_member_cb (gpointer data)
{
  Opening *opening = data;

  agent_journal_put (opening->store->journal, MEMBER_VALUE, opening->known, NULL);
}

/* On the files lane. */
static void
open_cb (gpointer data)
{
  Opening *opening = data;
  AgentRunning *running = opening->running;

  opening->store = agent_store_open (running->directory,
                                     NULL,
                                     running->host->runtime,
                                     FALSE,
                                     &opening->error);
  if (opening->store == NULL)
    return;
  /* Nothing runs on its lanes yet that changes rows. */
  agent_cache_set_changed_func (opening->store->cache, agent_changes_note, running->changes);
  if (opening->known != NULL)
    agent_lane_call (opening->store->journal_lane, AGENT_LANE_PEOPLE, put_member_cb, opening);
  opening->member = agent_journal_get_value (opening->store->cache_journal, MEMBER_VALUE);
  opening->offline_until = agent_journal_get_value (opening->store->cache_journal, OFFLINE_VALUE);
}

static void
changed_cb (const AgentChange *change, gpointer data)
{
  AgentRunning *self = data;
  GPtrArray *sessions = self->host->sessions;

  if (self->profile.store == NULL)
    return;
  agent_store_index (self->profile.store);
  for (guint i = 0; i < sessions->len; i++)
    {
      AgentSession *session = sessions->pdata[i];

      if (session->profile == &self->profile)
        agent_signals_changed (session->signals, change);
    }
}

static void
tell_waiters (AgentRunning *self)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);

  self->waiters = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < waiters->len; i++)
    {
      Waiter *waiter = waiters->pdata[i];

      waiter->func (self, self->open_error, waiter->data);
    }
}

static void
resume_offline (AgentRunning *self, const char *until)
{
  gint64 at = until == NULL ? 0 : g_ascii_strtoll (until, NULL, 10);

  if (at > m77_runtime_now (self->host->runtime))
    agent_running_set_offline (self, at);
}

static void
opened_cb (gpointer data)
{
  Opening *opening = data;
  AgentRunning *self = opening->running;
  gboolean failed = opening->store == NULL && self->trash == NULL;

  self->profile.store = opening->store;
  self->profile.member = g_steal_pointer (&opening->member);
  self->open_error = g_steal_pointer (&opening->error);
  self->is_open = self->profile.store != NULL;
  g_hash_table_remove (self->host->failures, self->profile.uuid);
  if (self->is_open && self->trash == NULL)
    {
      resume_offline (self, opening->offline_until);
      agent_running_connect (self);
    }
  else if (failed)
    {
      /* Whoever opens it next begins anew. */
      g_ptr_array_remove (self->host->running, self);
      g_hash_table_insert (self->host->failures,
                           g_strdup (self->profile.uuid),
                           g_error_copy (self->open_error));
      g_warning ("The profile %s cannot be used: %s",
                 self->profile.name,
                 self->open_error->message);
    }
  tell_waiters (self);
  agent_host_status_changed (self->host, NULL);
  g_free (opening->known);
  g_free (opening->offline_until);
  g_free (opening);
  agent_running_unuse (self);
  if (failed)
    agent_running_unuse (self); /* the host's */
}

AgentRunning *
agent_running_start (AgentHost *host, const AgentProfileEntry *entry, const char *member)
{
  AgentRunning *self = g_new0 (AgentRunning, 1);
  Opening *opening = g_new0 (Opening, 1);

  self->host = host;
  self->profile.uuid = g_strdup (entry->uuid);
  self->profile.name = g_strdup (entry->name);
  self->profile.platform = g_strdup (entry->platform);
  self->profile.tenant = g_strdup (entry->tenant);
  self->profile.offline_until = M77_TIME_NONE;
  self->directory = agent_profiles_directory (host->profiles, entry->uuid);
  self->token_in_file = entry->token_in_file;
  self->waiters = g_ptr_array_new_with_free_func (g_free);
  self->changes = agent_changes_new (changed_cb, self);
  self->uses = 1; /* the host's */
  g_ptr_array_add (host->running, self);

  opening->running = agent_running_use (self);
  opening->known = g_strdup (member);
  agent_lane_post (host->files, AGENT_LANE_PEOPLE, open_cb, opening, opened_cb, NULL);
  return self;
}

void
agent_running_wait (AgentRunning *self, AgentRunningFunc func, gpointer data)
{
  Waiter *waiter;

  if (self->is_open || self->open_error != NULL)
    {
      func (self, self->open_error, data);
      return;
    }
  waiter = g_new0 (Waiter, 1);
  waiter->func = func;
  waiter->data = data;
  g_ptr_array_add (self->waiters, waiter);
}

/* ---- Offline by the person's word ---- */

typedef struct
{
  AgentJournal *journal;
  char *value; /* NULL: none */
} Remember;

static void
remember_cb (gpointer data)
{
  Remember *remember = data;
  g_autoptr (GError) error = NULL;

  if (!agent_journal_put (remember->journal, OFFLINE_VALUE, remember->value, &error))
    g_warning ("Offline is not remembered over a restart: %s", error->message);
  g_free (remember->value);
  g_free (remember);
}

static void
remember_offline (AgentRunning *self, gint64 until)
{
  Remember *remember = g_new0 (Remember, 1);

  remember->journal = self->profile.store->journal;
  if (until != M77_TIME_NONE)
    remember->value = g_strdup_printf ("%" G_GINT64_FORMAT, until);
  agent_lane_post (self->profile.store->journal_lane,
                   AGENT_LANE_PEOPLE,
                   remember_cb,
                   remember,
                   NULL,
                   NULL);
}

/* Looks at the clock again: the timer does not count a suspended machine's time. */
static gboolean
offline_over_cb (gpointer data)
{
  AgentRunning *self = data;

  self->offline_timer = 0;
  agent_running_set_offline (self, self->profile.offline_until);
  return G_SOURCE_REMOVE;
}

void
agent_running_set_offline (AgentRunning *self, gint64 until)
{
  gint64 left = until == M77_TIME_NONE ? 0 : until - m77_runtime_now (self->host->runtime);
  gint64 before = self->profile.offline_until;

  g_clear_handle_id (&self->offline_timer, g_source_remove);
  self->profile.offline_until = left > 0 ? until : M77_TIME_NONE;
  if (left > 0)
    self->offline_timer = g_timeout_add_seconds ((guint) MIN (left / 1000 + 1, 3600),
                                                 offline_over_cb,
                                                 self);
  if (before == self->profile.offline_until)
    return;
  remember_offline (self, self->profile.offline_until);
  if (self->profile.sync != NULL)
    agent_sync_hush (self->profile.sync, left > 0);
  if (self->profile.events != NULL)
    agent_events_listen (self->profile.events, left <= 0);
  agent_host_status_changed (self->host, &self->profile);
}

void
agent_running_poke (AgentRunning *self, gboolean retry)
{
  if (self->profile.sync != NULL)
    agent_sync_poke (self->profile.sync, retry);
  else if (retry)
    agent_running_connect (self);
}

/* ---- The end ---- */

static void
free_rest (AgentRunning *self)
{
  if (self->trash != NULL)
    agent_profiles_delete (self->trash);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  g_clear_pointer (&self->changes, agent_changes_free);
  g_clear_error (&self->open_error);
  g_clear_error (&self->token_error);
  g_free (self->profile.uuid);
  g_free (self->profile.name);
  g_free (self->profile.platform);
  g_free (self->profile.tenant);
  g_free (self->profile.member);
  g_free (self->directory);
  g_free (self->trash);
  g_free (self);
}

void
agent_running_free (AgentRunning *self)
{
  agent_running_disconnect (self);
  g_clear_handle_id (&self->offline_timer, g_source_remove);
  g_clear_pointer (&self->profile.store, agent_store_close);
  free_rest (self);
}

AgentRunning *
agent_running_use (AgentRunning *self)
{
  self->uses++;
  return self;
}

void
agent_running_unuse (AgentRunning *self)
{
  if (--self->uses == 0)
    agent_running_free (self);
}

void
agent_running_remove (AgentRunning *self, char *trash)
{
  self->trash = trash;
  agent_running_disconnect (self);
  g_clear_handle_id (&self->offline_timer, g_source_remove);
  agent_running_unuse (self); /* the host's */
}
