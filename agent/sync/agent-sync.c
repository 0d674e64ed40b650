/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-sync"

#include "config.h"

#include "agent/sync/agent-sync-private.h"

#include "agent/sync/agent-clock.h"
#include "agent/sync/agent-pull.h"
#include "agent/sync/agent-theirs.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"

void
agent_sync_state_clear (AgentSyncState *state)
{
  g_clear_pointer (&state->detail, g_free);
}

AgentSync *
agent_sync_new (AgentStore *store,
                AgentWire *wire,
                const M77Runtime *runtime,
                const char *source,
                const char *tenant,
                const char *member)
{
  AgentSync *self = g_new0 (AgentSync, 1);
  g_auto (AgentSourceState) known = { 0 };

  self->store = store;
  self->wire = wire;
  self->runtime = runtime;
  self->source = g_strdup (source);
  self->tenant = g_strdup (tenant);
  self->member = g_strdup (member);
  self->next_due = M77_TIME_NONE;
  self->batch_most = AGENT_SYNC_BATCH;
  self->clock = agent_clock_offset (runtime);
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->words = g_async_queue_new ();
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  self->state.synced_at = self->state.retry_at = M77_TIME_NONE;
  self->state.mode = AGENT_SYNC_BUSY;
  if (agent_cache_source (store->reader, source, &known, NULL))
    {
      self->state.synced_at = known.synced_at;
      self->state.complete = known.complete;
    }
  return self;
}

void
agent_sync_free (AgentSync *self)
{
  g_cancellable_cancel (self->cancellable);
  g_async_queue_push (self->words, GINT_TO_POINTER (AGENT_SYNC_STOP));
  g_clear_pointer (&self->thread, g_thread_join);
  self->wire->free (self->wire);
  g_hash_table_unref (self->secrets);
  g_async_queue_unref (self->words);
  g_object_unref (self->cancellable);
  agent_sync_state_clear (&self->state);
  g_mutex_clear (&self->mutex);
  g_free (self->source);
  g_free (self->tenant);
  g_free (self->member);
  g_free (self);
}

/* ---- State ---- */

static AgentSyncMode
mode_of_error (const GError *error)
{
  return g_error_matches (error, M77_ERROR, M77_ERROR_SIGN_IN) ? AGENT_SYNC_SIGN_IN
                                                               : AGENT_SYNC_OFFLINE;
}

static void
note_failure (AgentSync *self, const GError *error, gint64 retry_after_s)
{
  gint64 wait;

  self->clock_known = FALSE;
  agent_backoff_fail (&self->backoff, self->runtime, retry_after_s);
  wait = agent_backoff_wait (&self->backoff, self->runtime);

  g_mutex_lock (&self->mutex);
  self->state.mode = mode_of_error (error);
  self->state.code = error->domain == M77_ERROR ? (M77Error) error->code : M77_ERROR_FAILED;
  g_free (self->state.detail);
  self->state.detail = g_strdup (error->message);
  self->state.retry_at = m77_runtime_now (self->runtime) + wait;
  g_mutex_unlock (&self->mutex);
}

static void
note_success (AgentSync *self, const AgentPull *pull)
{
  agent_backoff_succeed (&self->backoff);

  g_mutex_lock (&self->mutex);
  self->state.mode = pull->more || !self->sent_all ? AGENT_SYNC_BUSY : AGENT_SYNC_IDLE;
  self->state.code = M77_ERROR_FAILED;
  g_clear_pointer (&self->state.detail, g_free);
  self->state.retry_at = M77_TIME_NONE;
  self->state.complete = pull->complete;
  self->state.received = pull->complete ? 0 : self->state.received + pull->received;
  if (pull->synced_at != M77_TIME_NONE)
    self->state.synced_at = pull->synced_at;
  g_mutex_unlock (&self->mutex);
}

static void
note_skew (AgentSync *self, gint64 skew_ms)
{
  g_mutex_lock (&self->mutex);
  self->state.skew_ms = skew_ms;
  g_mutex_unlock (&self->mutex);
}

void
agent_sync_state (AgentSync *self, AgentSyncState *state)
{
  g_mutex_lock (&self->mutex);
  *state = self->state;
  state->detail = g_strdup (self->state.detail);
  if (self->hushed)
    state->mode = AGENT_SYNC_HUSHED;
  g_mutex_unlock (&self->mutex);
}

char *
agent_sync_take_secret (AgentSync *self, const char *operation)
{
  g_autofree gpointer key = NULL;
  gpointer secret = NULL;

  g_mutex_lock (&self->mutex);
  g_hash_table_steal_extended (self->secrets, operation, &key, &secret);
  g_mutex_unlock (&self->mutex);
  return secret;
}

/* ---- Once ---- */

gboolean
agent_sync_is_hushed (AgentSync *self)
{
  gboolean hushed;

  g_mutex_lock (&self->mutex);
  hushed = self->hushed;
  g_mutex_unlock (&self->mutex);
  return hushed;
}

static gboolean
is_not_hushed (gpointer data)
{
  return !agent_sync_is_hushed (data);
}

void
agent_sync_prepare_push (AgentSync *self,
                         AgentPush *push,
                         AgentSyncReport *report,
                         GPtrArray *moved)
{
  *push = (AgentPush){
    .store = self->store,
    .wire = self->wire,
    .runtime = self->runtime,
    .tenant = self->tenant,
    .member = self->member,
    .report = report,
    .moved = moved,
    .next_due = M77_TIME_NONE,
    .batch_most = self->batch_most,
    .goes_on = is_not_hushed,
    .data = self,
  };
  push->skew_ms = self->state.skew_ms;
  push->jumped = self->jumped = agent_clock_jumped (self->runtime, &self->clock) || self->jumped;
  push->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* What was answered once is kept in memory until its person takes it, and nowhere else. */
static void
keep_secrets (AgentSync *self, GHashTable *secrets)
{
  GHashTableIter iter;
  gpointer operation, secret;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, secrets);
  while (g_hash_table_iter_next (&iter, &operation, &secret))
    {
      g_hash_table_insert (self->secrets, operation, secret);
      g_hash_table_iter_steal (&iter);
    }
  g_mutex_unlock (&self->mutex);
  g_hash_table_unref (secrets);
}

/* Before the first change of a connection leaves. */
static gboolean
ask_clock (AgentSync *self, gint64 *retry_after_s, GCancellable *cancellable, GError **error)
{
  gint64 skew_ms = self->state.skew_ms;
  /* One that is wrong may have been set right: nothing is held for what was. */
  gboolean is_known = self->clock_known && ABS (skew_ms) <= M77_ACT_CLOCK_SKEW_MS;

  if (is_known || !agent_clock_matters (self->store))
    return TRUE;
  if (!agent_clock_ask (
          self->wire, self->runtime, self->tenant, &skew_ms, retry_after_s, cancellable, error))
    return FALSE;
  note_skew (self, skew_ms);
  self->clock_known = TRUE;
  return TRUE;
}

static gboolean
push_once (AgentSync *self,
           AgentSyncReport *report,
           GPtrArray *moved,
           gint64 *retry_after_s,
           GCancellable *cancellable,
           GError **error)
{
  AgentPush push;
  gboolean ok;

  if (!ask_clock (self, retry_after_s, cancellable, error))
    return FALSE;
  agent_sync_prepare_push (self, &push, report, moved);
  ok = agent_push (&push, cancellable, error);
  self->jumped = push.jumped;
  self->clock_known |= ok;
  keep_secrets (self, push.secrets);
  note_skew (self, push.skew_ms);
  self->next_due = push.next_due;
  self->sent_all = push.sent_all;
  *retry_after_s = push.retry_after_s;
  return ok;
}

gboolean
agent_sync_round (AgentSync *self,
                  AgentSyncReport *report,
                  GPtrArray *moved,
                  GCancellable *cancellable,
                  GError **error)
{
  AgentPull pull = {
    .store = self->store,
    .wire = self->wire,
    .runtime = self->runtime,
    .source = self->source,
    .tenant = self->tenant,
    .synced_at = M77_TIME_NONE,
    .skew_ms = self->state.skew_ms,
  };
  g_autoptr (GError) cause = NULL;
  gint64 retry_after_s = 0;
  gboolean ok, goes = FALSE;

  ok = push_once (self, report, moved, &retry_after_s, cancellable, &cause);
  if (ok)
    {
      ok = agent_pull (&pull, cancellable, &cause);
      retry_after_s = pull.retry_after_s;
      note_skew (self, pull.skew_ms);
    }
  self->followed &= pull.received == 0;
  if (ok && !self->followed)
    ok = self->followed = agent_theirs_follow (self->store, moved, &goes, &cause);
  self->sent_all &= !goes;
  report->received += pull.received;
  report->more = pull.more || !self->sent_all;
  if (ok)
    {
      note_success (self, &pull);
      return TRUE;
    }
  if (!g_error_matches (cause, M77_ERROR, M77_ERROR_CANCELLED))
    note_failure (self, cause, retry_after_s);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
agent_sync_once (AgentSync *self,
                 AgentSyncReport *report,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GPtrArray) moved = g_ptr_array_new_with_free_func (g_free);

  return agent_sync_round (self, report, moved, cancellable, error);
}
