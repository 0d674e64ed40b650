/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-sync"

#include "config.h"

#include "agent/sync/agent-sync-private.h"

#include "agent/store/agent-pace.h"
#include "agent/sync/agent-checkpoint.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define LOOK_AGAIN_MS  (5 * 60 * 1000) /* should an event ever be lost */
#define CHECKPOINT_MS  LOOK_AGAIN_MS   /* between two exchanges of checkpoints */
#define LAPSE_AGAIN_MS 10000           /* after the journal could not be written */

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
  if (agent_sync_is_hushed (self))
    return wait;
  if (self->backoff.failures > 0)
    return MIN (LOOK_AGAIN_MS, agent_backoff_wait (&self->backoff, self->runtime));
  return more ? 0 : wait;
}

/* Words that came together are one. */
static AgentSyncWord
wait_for_word (AgentSync *self, gint64 wait_ms)
{
  AgentSyncWord word = GPOINTER_TO_INT (
      wait_ms == 0 ? g_async_queue_try_pop (self->words)
                   : g_async_queue_timeout_pop (self->words, wait_ms * 1000));
  gpointer next;

  while (word != AGENT_SYNC_STOP && (next = g_async_queue_try_pop (self->words)) != NULL)
    word = MAX (word, (AgentSyncWord) GPOINTER_TO_INT (next));
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

  if (agent_sync_is_hushed (self))
    {
      agent_sync_prepare_push (self, &push, &report, moved);
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
  if (!agent_sync_round (self, &report, moved, self->cancellable, &error))
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
  AgentSyncWord word = AGENT_SYNC_POKE;

  agent_pace_set (AGENT_PACE_PATIENT);
  while (word != AGENT_SYNC_STOP)
    {
      if (word == AGENT_SYNC_RETRY)
        self->backoff.retry_at = 0;
      if (agent_sync_is_hushed (self) || agent_backoff_wait (&self->backoff, self->runtime) == 0)
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
  g_async_queue_push (self->words, GINT_TO_POINTER (retry ? AGENT_SYNC_RETRY : AGENT_SYNC_POKE));
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
