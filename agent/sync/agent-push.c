/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-push"

#include "config.h"

#include "agent/sync/agent-push.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/sync/agent-answer.h"
#include "agent/sync/agent-outgoing.h"
#include "agent/sync/agent-settle.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define ANSWER_MOST      (64 * 1024 * 1024) /* bytes: 500 of a megabyte do not fit, and wait */
#define OUTCOME_MOST     (3 * M77_RECORD_MAX / 2) /* bytes: a record, its envelope, the outcome */
#define SETTLED_TOGETHER 16                       /* operations in one commit */

/* One round, handed from lane to wire to lane. */
typedef struct
{
  AgentPush *push;
  AgentOutgoing outgoing;
  const M77Json *outcomes; /* the first that is not settled; NULL: all are */
  const char *refusal;     /* code of the platform's answer to the whole, for its only operation */
  const char *refusal_detail;
  GPtrArray *touched; /* char *: "kind/id" */
  guint settled;
  gboolean ok;
  GError **error;
} Round;

static void
note_moved (Round *round, const AgentOperation *operation)
{
  g_ptr_array_add (round->push->moved, g_strdup (operation->id));
  g_ptr_array_add (round->touched, g_strconcat (operation->kind, "/", operation->record, NULL));
}

static AgentClock
look_at_clock (const AgentPush *push)
{
  return (AgentClock){ .now = m77_runtime_now (push->runtime),
                       .skew_ms = push->skew_ms,
                       .jumped = push->jumped };
}

static void
prepare_cb (gpointer data)
{
  Round *round = data;
  AgentPush *push = round->push;
  AgentClock clock = look_at_clock (push);

  round->ok = agent_outgoing_prepare (&round->outgoing,
                                      push->store->journal,
                                      push->runtime,
                                      &clock,
                                      push->member,
                                      round->error);
  push->jumped &= !round->ok;
}

static void
lapse_cb (gpointer data)
{
  Round *round = data;
  AgentClock clock = look_at_clock (round->push);

  round->ok = agent_outgoing_lapse (&round->outgoing,
                                    round->push->store->journal,
                                    &clock,
                                    round->error);
  round->push->jumped &= !round->ok;
}

/* What became held or lapsed while preparing. */
static void
tell_moved (Round *round)
{
  GPtrArray *moved = round->outgoing.moved;

  for (guint i = 0; moved != NULL && i < moved->len; i++)
    {
      AgentOperation *operation = moved->pdata[i];

      round->push->report->held += operation->state == AGENT_OP_HELD;
      note_moved (round, operation);
    }
  round->push->next_due = round->outgoing.next_due;
}

static void
count_outcome (AgentSyncReport *report, AgentOpState state)
{
  report->applied += state == AGENT_OP_APPLIED;
  report->conflicts += state == AGENT_OP_CONFLICT;
  report->rejected += state == AGENT_OP_REJECTED;
  report->held += state == AGENT_OP_HELD;
}

static gboolean
settle_one (Round *round, const AgentAttempt *attempt, const M77Outcome *outcome)
{
  AgentJournal *journal = round->push->store->journal;
  g_autoptr (AgentOperation) operation = agent_journal_get (journal, attempt->seq, round->error);
  gint64 now = m77_runtime_now (round->push->runtime);
  AgentOpState state;

  if (operation == NULL || !agent_settle (journal, operation, outcome, now, &state, round->error))
    return FALSE;
  if (outcome->secret != NULL)
    g_hash_table_insert (round->push->secrets,
                         g_strdup (operation->id),
                         m77_json_to_text (outcome->secret));
  count_outcome (round->push->report, state);
  round->settled++;
  note_moved (round, operation);
  return TRUE;
}

static AgentAttempt *
find_attempt (Round *round, const char *key)
{
  GPtrArray *attempts = round->outgoing.attempts;

  for (guint i = 0; i < attempts->len; i++)
    {
      AgentAttempt *attempt = attempts->pdata[i];

      if (g_strcmp0 (attempt->key, key) == 0)
        return attempt;
    }
  return NULL;
}

/* The next few of the answer, so that a person's edit need not wait for the rest. What cannot be
 * read settles nothing, and is in nobody's way: it is asked again. */
static gboolean
settle_some (gpointer data, GError **error)
{
  Round *round = data;

  for (guint i = 0; i < SETTLED_TOGETHER && round->outcomes != NULL; i++)
    {
      M77Outcome outcome;
      AgentAttempt *attempt = NULL;

      if (m77_outcome_from_json (&outcome, round->outcomes, NULL))
        attempt = find_attempt (round, outcome.key);
      if (attempt != NULL && !settle_one (round, attempt, &outcome))
        return FALSE;
      round->outcomes = m77_json_next (round->outcomes);
    }
  return TRUE;
}

static void
settle_cb (gpointer data)
{
  Round *round = data;

  round->ok = agent_journal_together (round->push->store->journal,
                                      settle_some,
                                      round,
                                      round->error);
}

static void
refuse_cb (gpointer data)
{
  Round *round = data;
  AgentAttempt *attempt = round->outgoing.attempts->pdata[0];
  M77Outcome refusal = { 0 };

  refusal.key = attempt->key;
  refusal.type = M77_OUTCOME_REJECTED;
  refusal.code = round->refusal;
  refusal.detail = round->refusal_detail;
  round->ok = settle_one (round, attempt, &refusal);
}

static M77Answer *
send (AgentPush *push, GPtrArray *attempts, guint n, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/tenants/%s/operations", push->tenant);
  g_autoptr (M77Request) request = m77_request_new ("POST", path);
  GString *body = g_string_new ("{\"operations\":[");

  for (guint i = 0; i < n; i++)
    {
      AgentAttempt *attempt = attempts->pdata[i];

      if (i > 0)
        g_string_append_c (body, ',');
      g_string_append (body, attempt->bytes);
    }
  g_string_append (body, "]}");
  m77_request_set_header (request, "content-type", "application/json");
  request->body = g_string_free_to_bytes (body);
  return push->wire->call (push->wire, request, cancellable, error);
}

/* Codes that say: this request, as it is, will never do. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, M77_ERROR, M77_ERROR_INVALID) ||
         g_error_matches (error, M77_ERROR, M77_ERROR_BAD_JSON) ||
         g_error_matches (error, M77_ERROR, M77_ERROR_TOO_LARGE) ||
         g_error_matches (error, M77_ERROR, M77_ERROR_UNKNOWN_KIND);
}

/* What cannot be read says nothing of what was sent: no refusal of it, however it failed. */
static const M77Json *
read_answer (M77JsonPool *pool,
             M77Answer *answer,
             guint n,
             GBytes **body,
             GCancellable *cancellable,
             GError **error)
{
  gsize most = MIN (ANSWER_MOST, (gsize) n * OUTCOME_MOST);
  g_autoptr (GError) cause = NULL;
  const M77Json *json = NULL;

  *body = m77_answer_read_all (answer, most, cancellable, &cause);
  if (*body != NULL)
    json = m77_json_parse (pool, g_bytes_get_data (*body, NULL), g_bytes_get_size (*body), &cause);
  if (json != NULL)
    return json;
  if (g_error_matches (cause, M77_ERROR, M77_ERROR_BAD_JSON) ||
      g_error_matches (cause, M77_ERROR, M77_ERROR_TOO_LARGE))
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_BAD_ANSWER,
                 _ ("The platform's answer to what was sent cannot be read (%s); it is sent again"),
                 cause->message);
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/* Sends the first n attempts and settles what is answered. */
static gboolean
exchange (Round *round, guint n, GCancellable *cancellable, GError **error)
{
  AgentPush *push = round->push;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (M77Answer) answer = send (push, round->outgoing.attempts, n, cancellable, error);
  g_autoptr (GBytes) body = NULL;
  const M77Json *json;

  if (answer == NULL)
    return FALSE;
  agent_answer_skew (answer, m77_runtime_now (push->runtime), &push->skew_ms);
  if (!agent_answer_check (answer, "application/json", &push->retry_after_s, cancellable, error))
    return FALSE;
  json = read_answer (pool, answer, n, &body, cancellable, error);
  if (json == NULL)
    return FALSE;

  round->outcomes = m77_json_first (m77_json_get (json, "outcomes"));
  round->settled = 0;
  round->error = error;
  do
    agent_lane_call (push->store->journal_lane, AGENT_LANE_PEOPLE, settle_cb, round);
  while (round->ok && round->outcomes != NULL);
  push->report->sent += n;
  if (round->ok && round->settled == 0)
    {
      g_set_error_literal (
          error,
          M77_ERROR,
          M77_ERROR_BAD_ANSWER,
          _ ("The platform's answer says nothing of what was sent; it is sent again"));
      return FALSE;
    }
  return round->ok;
}

/* One operation that the platform cannot even read must not stop the others: each goes alone
 * until it is found. */
static gboolean
exchange_singly (Round *round, GCancellable *cancellable, GError **error)
{
  GPtrArray *attempts = round->outgoing.attempts;

  while (attempts->len > 0)
    {
      g_autoptr (GError) cause = NULL;

      if (!exchange (round, 1, cancellable, &cause))
        {
          if (!is_refusal (cause))
            {
              g_propagate_error (error, g_steal_pointer (&cause));
              return FALSE;
            }
          round->refusal = m77_error_nick (cause);
          round->refusal_detail = cause->message;
          round->error = error;
          agent_lane_call (round->push->store->journal_lane, AGENT_LANE_PEOPLE, refuse_cb, round);
          round->refusal = NULL;
          if (!round->ok)
            return FALSE;
        }
      g_ptr_array_remove_index (attempts, 0);
    }
  return TRUE;
}

gboolean
agent_push (AgentPush *self, GCancellable *cancellable, GError **error)
{
  Round round = { .push = self, .error = error };
  g_autoptr (GError) cause = NULL;
  guint n;

  round.touched = g_ptr_array_new_with_free_func (g_free);
  agent_lane_call (self->store->journal_lane, AGENT_LANE_PEOPLE, prepare_cb, &round);
  tell_moved (&round);
  n = round.ok ? round.outgoing.attempts->len : 0;
  if (n > 0)
    {
      round.error = &cause;
      round.ok = exchange (&round, n, cancellable, &cause);
      if (!round.ok && is_refusal (cause))
        {
          g_clear_error (&cause);
          round.ok = exchange_singly (&round, cancellable, &cause);
        }
      if (cause != NULL)
        g_propagate_error (error, g_steal_pointer (&cause));
    }
  self->sent_all = n == 0;

  if (round.touched->len > 0)
    agent_store_refresh (self->store, round.touched);
  agent_outgoing_clear (&round.outgoing);
  g_ptr_array_unref (round.touched);
  return round.ok;
}

gboolean
agent_push_lapse (AgentPush *self, GError **error)
{
  Round round = { .push = self, .error = error };

  round.touched = g_ptr_array_new_with_free_func (g_free);
  agent_lane_call (self->store->journal_lane, AGENT_LANE_PEOPLE, lapse_cb, &round);
  tell_moved (&round);
  if (round.touched->len > 0)
    agent_store_refresh (self->store, round.touched);
  agent_outgoing_clear (&round.outgoing);
  g_ptr_array_unref (round.touched);
  return round.ok;
}
