/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-sync"

#include "config.h"

#include "agent/sync/agent-sync.h"

#include <string.h>

#include "agent/store/agent-pace.h"
#include "agent/sync/agent-backoff.h"
#include "agent/sync/agent-checkpoint.h"
#include "agent/sync/agent-clock.h"
#include "agent/sync/agent-pull.h"
#include "agent/sync/agent-push.h"
#include "agent/sync/agent-theirs.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"

#define LOOK_AGAIN_MS  (5 * 60 * 1000) /* should an event ever be lost */
#define CHECKPOINT_MS  LOOK_AGAIN_MS   /* between two exchanges of checkpoints */
#define LAPSE_AGAIN_MS 10000           /* after the journal could not be written */

typedef enum
{
  WORD_POKE = 1,
  WORD_RETRY,
  WORD_STOP
} Word;

struct _AgentSync
{
  AgentStore *store;
  AgentWire *wire;
  const M77Runtime *runtime;
  char *source, *tenant, *member;

  guint batch_most;     /* operations in one request */
  AgentBackoff backoff; /* the thread's own, or the caller's of agent_sync_once () */
  gint64 next_due;
  gboolean sent_all;
  gint64 clock;         /* agent_clock_offset */
  gboolean jumped;      /* and what was unsent then is not held yet */
  gboolean clock_known; /* how far off it is; FALSE whenever the connection was lost */
  gboolean followed; /* conflicts know what was read; FALSE at the start, too: it may have died */
  gint64 checkpoint_at, checkpoint_known; /* ms; number: agent_checkpoint_exchange () */

  GMutex mutex; /* guards what follows */
  AgentSyncState state;
  GHashTable *secrets;
  gboolean hushed;

  GThread *thread;
  GAsyncQueue *words;
  GCancellable *cancellable;
  AgentSyncFunc func;
  gpointer data;
};

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
  g_async_queue_push (self->words, GINT_TO_POINTER (WORD_STOP));
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

static gboolean
is_hushed (AgentSync *self)
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
  return !is_hushed (data);
}

static void
prepare_push (AgentSync *self, AgentPush *push, AgentSyncReport *report, GPtrArray *moved)
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
  prepare_push (self, &push, report, moved);
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

static gboolean
run_once (AgentSync *self,
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

  return run_once (self, report, moved, cancellable, error);
}

/* ---- The thread ---- */

typedef struct
{
  AgentSync *sync; /* freed, where it was cancelled */
  GCancellable *cancellable;
  GPtrArray *moved; /* NULL-terminated */
} News;

static gboolean
tell_cb (gpointer data)
{
  News *news = data;

  if (!g_cancellable_is_cancelled (news->cancellable))
    news->sync->func (news->sync, (const char *const *) news->moved->pdata, news->sync->data);
  return G_SOURCE_REMOVE;
}

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->cancellable);
  g_ptr_array_unref (news->moved);
  g_free (news);
}

static void
tell (AgentSync *self, GPtrArray *moved)
{
  News *news = g_new0 (News, 1);

  g_ptr_array_add (moved, NULL);
  news->sync = self;
  news->cancellable = g_object_ref (self->cancellable);
  news->moved = moved;
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_cb, news, news_free);
}

/* ms until there is something to do that no word will tell of. */
static gint64
waiting_time (AgentSync *self, gboolean more)
{
  gint64 wait = LOOK_AGAIN_MS, now = m77_runtime_now (self->runtime);

  if (self->next_due != M77_TIME_NONE)
    wait = CLAMP (self->next_due - now, 0, wait);
  if (is_hushed (self))
    return wait;
  if (self->backoff.failures > 0)
    return MIN (LOOK_AGAIN_MS, agent_backoff_wait (&self->backoff, self->runtime));
  return more ? 0 : wait;
}

/* Words that came together are one. */
static Word
wait_for_word (AgentSync *self, gint64 wait_ms)
{
  Word word = GPOINTER_TO_INT (wait_ms == 0
                                   ? g_async_queue_try_pop (self->words)
                                   : g_async_queue_timeout_pop (self->words, wait_ms * 1000));
  gpointer next;

  while (word != WORD_STOP && (next = g_async_queue_try_pop (self->words)) != NULL)
    word = MAX (word, (Word) GPOINTER_TO_INT (next));
  return word;
}

static void
add_to_total (AgentSync *self, const AgentSyncReport *report)
{
  AgentSyncReport *total = &self->state.total;

  g_mutex_lock (&self->mutex);
  total->sent += report->sent;
  total->applied += report->applied;
  total->conflicts += report->conflicts;
  total->rejected += report->rejected;
  total->held += report->held;
  total->received += report->received;
  g_mutex_unlock (&self->mutex);
}

/* Once all is sent and read, when it is due. */
static void
exchange_checkpoint (AgentSync *self)
{
  gint64 now = m77_runtime_now (self->runtime);
  g_autoptr (GError) error = NULL;

  if (self->checkpoint_at != 0 && ABS (now - self->checkpoint_at) < CHECKPOINT_MS)
    return;
  self->checkpoint_at = now;
  if (!agent_checkpoint_exchange (self->store,
                                  self->wire,
                                  self->tenant,
                                  &self->checkpoint_known,
                                  self->cancellable,
                                  &error))
    g_info ("No checkpoint was exchanged: %s (%s)", error->message, m77_error_nick (error));
}

static gboolean
step (AgentSync *self, GPtrArray *moved)
{
  AgentSyncReport report = { 0 };
  g_autoptr (GError) error = NULL;
  AgentPush push;

  if (is_hushed (self))
    {
      prepare_push (self, &push, &report, moved);
      if (!agent_push_lapse (&push, &error))
        {
          g_info ("What is over cannot be noted: %s", error->message);
          push.next_due = m77_runtime_now (self->runtime) + LAPSE_AGAIN_MS;
        }
      self->jumped = push.jumped;
      self->clock_known = FALSE;
      self->next_due = push.next_due;
      g_hash_table_unref (push.secrets);
      return FALSE;
    }
  if (!run_once (self, &report, moved, self->cancellable, &error))
    g_info ("Not in sync: %s (%s)", error->message, m77_error_nick (error));
  else if (!report.more)
    exchange_checkpoint (self);
  add_to_total (self, &report);
  return error == NULL && report.more;
}

static gpointer
run (gpointer data)
{
  AgentSync *self = data;
  gboolean more = FALSE;
  Word word = WORD_POKE;

  agent_pace_set (AGENT_PACE_PATIENT);
  while (word != WORD_STOP)
    {
      if (word == WORD_RETRY)
        self->backoff.retry_at = 0;
      if (is_hushed (self) || agent_backoff_wait (&self->backoff, self->runtime) == 0)
        {
          GPtrArray *moved = g_ptr_array_new_with_free_func (g_free);

          more = step (self, moved);
          tell (self, moved);
        }
      word = wait_for_word (self, waiting_time (self, more));
    }
  return NULL;
}

void
agent_sync_start (AgentSync *self, AgentSyncFunc func, gpointer data)
{
  self->func = func;
  self->data = data;
  self->thread = g_thread_new ("sync", run, self);
}

void
agent_sync_poke (AgentSync *self, gboolean retry)
{
  g_async_queue_push (self->words, GINT_TO_POINTER (retry ? WORD_RETRY : WORD_POKE));
}

void
agent_sync_set_batch (AgentSync *self, guint most)
{
  self->batch_most = most;
}

void
agent_sync_hush (AgentSync *self, gboolean hushed)
{
  g_mutex_lock (&self->mutex);
  self->hushed = hushed;
  g_mutex_unlock (&self->mutex);
  agent_sync_poke (self, TRUE);
}
