/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-settling"

#include "config.h"

#include "agent/sync/agent-settling.h"

#include "agent/sync/agent-latch.h"
#include "agent/sync/agent-settle.h"

#define TOGETHER 64 /* operations in one commit */

typedef struct
{
  const AgentAttempt *attempt;
  M77Outcome outcome;
  AgentOperation *operation; /* once it is settled */
  AgentOpState state;
} Answered;

struct _AgentSettling
{
  AgentStore *store;
  const M77Runtime *runtime;
  GPtrArray *attempts;
  M77JsonPool *pool;
  GArray *answered; /* Answered */
  guint next;       /* to be settled */
  gboolean ok;
  GError *error;
  AgentLatch ended;
};

static void
answered_clear (gpointer data)
{
  agent_operation_free (((Answered *) data)->operation);
}

/* Answers come in the order of what was sent: *from is where the last one was. */
static const AgentAttempt *
find_attempt (GPtrArray *attempts, const char *key, guint *from)
{
  for (guint i = 0; i < attempts->len; i++)
    {
      guint at = (*from + i) % attempts->len;
      const AgentAttempt *attempt = attempts->pdata[at];

      if (g_strcmp0 (attempt->key, key) == 0)
        {
          *from = at + 1;
          return attempt;
        }
    }
  return NULL;
}

static GArray *
match (GPtrArray *attempts, const M77Json *outcomes)
{
  GArray *answered = g_array_new (FALSE, TRUE, sizeof (Answered));
  guint from = 0;

  g_array_set_clear_func (answered, answered_clear);
  for (const M77Json *o = m77_json_first (outcomes); o != NULL; o = m77_json_next (o))
    {
      Answered one = { NULL };

      if (m77_outcome_from_json (&one.outcome, o, NULL))
        one.attempt = find_attempt (attempts, one.outcome.key, &from);
      if (one.attempt != NULL)
        g_array_append_val (answered, one);
    }
  return answered;
}

static gboolean
settle_one (AgentSettling *self, Answered *one, GError **error)
{
  AgentJournal *journal = self->store->journal;

  g_clear_pointer (&one->operation, agent_operation_free);
  one->operation = agent_journal_get (journal, one->attempt->seq, error);
  return one->operation != NULL && agent_settle (journal,
                                                 one->operation,
                                                 &one->outcome,
                                                 m77_runtime_now (self->runtime),
                                                 &one->state,
                                                 error);
}

static gboolean
settle_some (gpointer data, GError **error)
{
  AgentSettling *self = data;
  guint to = MIN (self->next + TOGETHER, self->answered->len);

  for (guint i = self->next; i < to; i++)
    if (!settle_one (self, &g_array_index (self->answered, Answered, i), error))
      return FALSE;
  return TRUE;
}

/* On the journal's lane: some, and the rest behind whoever waits for it. */
static void
settle_cb (gpointer data)
{
  AgentSettling *self = data;

  self->ok = agent_journal_together (self->store->journal, settle_some, self, &self->error);
  if (self->ok)
    self->next = MIN (self->next + TOGETHER, self->answered->len);
  if (self->ok && self->next < self->answered->len)
    agent_lane_post (self->store->journal_lane, AGENT_LANE_PEOPLE, settle_cb, self, NULL, NULL);
  else
    agent_latch_set (&self->ended);
}

static void
settling_free (AgentSettling *self)
{
  agent_latch_clear (&self->ended);
  g_clear_error (&self->error);
  g_array_unref (self->answered);
  m77_json_pool_free (self->pool);
  g_ptr_array_unref (self->attempts);
  g_free (self);
}

AgentSettling *
agent_settling_begin (AgentStore *store,
                      const M77Runtime *runtime,
                      GPtrArray *attempts,
                      M77JsonPool *pool,
                      const M77Json *outcomes)
{
  AgentSettling *self = g_new0 (AgentSettling, 1);

  self->store = store;
  self->runtime = runtime;
  self->attempts = g_ptr_array_ref (attempts);
  self->pool = pool;
  self->answered = match (attempts, outcomes);
  agent_latch_init (&self->ended);
  if (self->answered->len > 0)
    agent_lane_post (store->journal_lane, AGENT_LANE_PEOPLE, settle_cb, self, NULL, NULL);
  else
    g_clear_pointer (&self, settling_free);
  return self;
}

void
agent_news_add (AgentNews *news, const AgentOperation *operation)
{
  g_ptr_array_add (news->moved, g_strdup (operation->id));
  g_ptr_array_add (news->touched, g_strconcat (operation->kind, "/", operation->record, NULL));
}

static void
tell (AgentNews *news, const Answered *one)
{
  if (one->outcome.secret != NULL)
    g_hash_table_insert (news->secrets,
                         g_strdup (one->operation->id),
                         m77_json_to_text (one->outcome.secret));
  news->report->applied += one->state == AGENT_OP_APPLIED;
  news->report->conflicts += one->state == AGENT_OP_CONFLICT;
  news->report->rejected += one->state == AGENT_OP_REJECTED;
  news->report->held += one->state == AGENT_OP_HELD;
  agent_news_add (news, one->operation);
}

gboolean
agent_settling_end (AgentSettling *self, AgentNews *news, GError **error)
{
  gboolean ok;

  agent_latch_wait (&self->ended);
  for (guint i = 0; i < self->next; i++)
    tell (news, &g_array_index (self->answered, Answered, i));
  ok = self->ok;
  if (self->error != NULL && error != NULL && *error == NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  settling_free (self);
  return ok;
}
