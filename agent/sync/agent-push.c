/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-push"

#include "config.h"

#include "agent/sync/agent-push.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/sync/agent-answer.h"
#include "agent/sync/agent-latch.h"
#include "agent/sync/agent-outgoing.h"
#include "agent/sync/agent-settle.h"
#include "agent/sync/agent-settling.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define ANSWER_MOST  (64 * 1024 * 1024)       /* bytes: 500 of a megabyte do not fit, and wait */
#define OUTCOME_MOST (3 * M77_RECORD_MAX / 2) /* bytes: a record, its envelope, the outcome */
#define BATCHES_MOST 32                       /* before there is something read again */

/* What goes with one request. */
typedef struct
{
  AgentPush *push;
  AgentClock clock;
  AgentOutgoing outgoing;
  gboolean only_lapse;
  gboolean follows; /* another that was being sent */
  gboolean ok;
  GError *error;
  AgentLatch ready;
} Batch;

/* A push under way: while one batch is at the platform, the journal's lane settles what was
 * answered to the one before and prepares the one behind. */
typedef struct
{
  AgentPush *push;
  AgentSettling *settling; /* NULL: none */
  AgentNews news;
} Course;

/* ---- Batches ---- */

static void
prepare_cb (gpointer data)
{
  Batch *self = data;
  AgentPush *push = self->push;

  if (self->only_lapse)
    self->ok = agent_outgoing_lapse (&self->outgoing,
                                     push->store->journal,
                                     &self->clock,
                                     &self->error);
  else
    self->ok = agent_outgoing_prepare (&self->outgoing,
                                       push->store->journal,
                                       push->runtime,
                                       &self->clock,
                                       push->member,
                                       &self->error);
  agent_latch_set (&self->ready);
}

/* before: the one that is about to be sent; NULL: nothing is on its way. */
static Batch *
batch_begin (Course *course, Batch *before, gboolean only_lapse)
{
  AgentPush *push = course->push;
  Batch *self = g_new0 (Batch, 1);

  self->push = push;
  self->only_lapse = only_lapse;
  self->clock = (AgentClock){ .now = m77_runtime_now (push->runtime),
                              .skew_ms = push->skew_ms,
                              .jumped = push->jumped };
  self->outgoing.most = push->batch_most;
  self->follows = before != NULL;
  if (before != NULL)
    agent_outgoing_follow (&self->outgoing, &before->outgoing);
  agent_latch_init (&self->ready);
  agent_lane_post (push->store->journal_lane, AGENT_LANE_PEOPLE, prepare_cb, self, NULL, NULL);
  return self;
}

/* What became held or lapsed while it was prepared is told. */
static gboolean
batch_wait (Batch *self, Course *course, GError **error)
{
  GPtrArray *moved;

  agent_latch_wait (&self->ready);
  moved = self->outgoing.moved;
  for (guint i = 0; moved != NULL && i < moved->len; i++)
    {
      AgentOperation *operation = moved->pdata[i];

      course->news.report->held += operation->state == AGENT_OP_HELD;
      agent_news_add (&course->news, operation);
    }
  if (!self->follows)
    self->push->next_due = self->outgoing.next_due;
  else if (self->outgoing.next_due != M77_TIME_NONE)
    self->push->next_due = self->push->next_due == M77_TIME_NONE
                               ? self->outgoing.next_due
                               : MIN (self->push->next_due, self->outgoing.next_due);
  self->push->jumped &= !self->ok;
  if (self->error != NULL && error != NULL && *error == NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return self->ok;
}

static void
batch_free (Batch *self)
{
  if (self == NULL)
    return;
  agent_outgoing_clear (&self->outgoing);
  agent_latch_clear (&self->ready);
  g_clear_error (&self->error);
  g_free (self);
}

/* ---- Asking the platform ---- */

static M77Answer *
send (AgentPush *push, GPtrArray *attempts, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/tenants/%s/operations", push->tenant);
  g_autoptr (M77Request) request = m77_request_new ("POST", path);
  GString *body = g_string_new ("{\"operations\":[");

  for (guint i = 0; i < attempts->len; i++)
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

static gboolean
end_settling (Course *self, GError **error)
{
  AgentSettling *settling = g_steal_pointer (&self->settling);

  return settling == NULL || agent_settling_end (settling, &self->news, error);
}

/* Sends them, and begins to settle what is answered. */
static gboolean
exchange (Course *self, GPtrArray *attempts, GCancellable *cancellable, GError **error)
{
  AgentPush *push = self->push;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (M77Answer) answer = send (push, attempts, cancellable, error);
  g_autoptr (GBytes) body = NULL;
  const M77Json *json;

  if (answer == NULL)
    return FALSE;
  agent_answer_skew (answer, m77_runtime_now (push->runtime), &push->skew_ms);
  if (!agent_answer_check (answer, "application/json", &push->retry_after_s, cancellable, error))
    return FALSE;
  json = read_answer (pool, answer, attempts->len, &body, cancellable, error);
  if (json == NULL)
    return FALSE;

  push->report->sent += attempts->len;
  if (!end_settling (self, error))
    return FALSE;
  self->settling = agent_settling_begin (push->store,
                                         push->runtime,
                                         attempts,
                                         g_steal_pointer (&pool),
                                         m77_json_get (json, "outcomes"));
  if (self->settling == NULL)
    g_set_error_literal (
        error,
        M77_ERROR,
        M77_ERROR_BAD_ANSWER,
        _ ("The platform's answer says nothing of what was sent; it is sent again"));
  return self->settling != NULL;
}

/* The platform's refusal of a whole request is what it says to the only one in it. */
static gboolean
refuse (Course *self, GPtrArray *one, const GError *cause, GError **error)
{
  const AgentAttempt *attempt = one->pdata[0];
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) text = g_string_new ("[");
  const M77Outcome refusal = { .key = attempt->key,
                               .type = M77_OUTCOME_REJECTED,
                               .code = m77_error_nick (cause),
                               .detail = cause->message };
  const M77Json *outcomes;

  m77_outcome_write (&refusal, text);
  g_string_append_c (text, ']');
  outcomes = m77_json_parse (pool, text->str, (gssize) text->len, error);
  if (outcomes == NULL)
    return FALSE;
  self->settling = agent_settling_begin (self->push->store,
                                         self->push->runtime,
                                         one,
                                         g_steal_pointer (&pool),
                                         outcomes);
  return end_settling (self, error);
}

/* One operation that the platform cannot even read must not stop the others: each goes alone
 * until it is found. */
static gboolean
exchange_singly (Course *self, GPtrArray *attempts, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < attempts->len; i++)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      g_autoptr (GError) cause = NULL;
      gboolean ok;

      g_ptr_array_add (one, attempts->pdata[i]);
      ok = exchange (self, one, cancellable, &cause) && end_settling (self, &cause);
      if (!ok && is_refusal (cause))
        ok = refuse (self, one, cause, error);
      else if (!ok)
        g_propagate_error (error, g_steal_pointer (&cause));
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
exchange_batch (Course *self, Batch *batch, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (exchange (self, batch->outgoing.attempts, cancellable, &cause))
    return TRUE;
  if (is_refusal (cause) && end_settling (self, error))
    return exchange_singly (self, batch->outgoing.attempts, cancellable, error);
  if (error != NULL && *error == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* ---- A push ---- */

/* Sends one and hands over the next. */
static gboolean
go_on (Course *self, Batch **batch, gboolean may_go_on, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  Batch *sent = *batch, *next = NULL;
  gboolean ok;

  if (may_go_on && sent->outgoing.is_full)
    next = batch_begin (self, sent, FALSE);
  ok = exchange_batch (self, sent, cancellable, &failure);
  if (next == NULL || !ok)
    ok = end_settling (self, &failure) && ok;
  if (next == NULL && ok && may_go_on)
    next = batch_begin (self, NULL, FALSE);
  if (next != NULL)
    ok = batch_wait (next, self, &failure) && ok;
  if (ok && next != NULL && next->outgoing.attempts->len == 0 && sent->outgoing.is_full)
    {
      /* Nothing is behind it; what was answered may have let something go. */
      batch_free (next);
      ok = end_settling (self, &failure);
      next = ok ? batch_begin (self, NULL, FALSE) : NULL;
      ok = ok && batch_wait (next, self, &failure);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  batch_free (sent);
  *batch = next;
  return ok;
}

static void
course_begin (Course *self, AgentPush *push)
{
  *self = (Course){ .push = push,
                    .news = { .report = push->report,
                              .moved = push->moved,
                              .touched = g_ptr_array_new_with_free_func (g_free),
                              .secrets = push->secrets } };
}

static void
course_end (Course *self)
{
  if (self->news.touched->len > 0)
    agent_store_refresh (self->push->store, self->news.touched);
  g_ptr_array_unref (self->news.touched);
}

gboolean
agent_push (AgentPush *self, GCancellable *cancellable, GError **error)
{
  Course course;
  Batch *batch;
  gboolean ok;

  course_begin (&course, self);
  batch = batch_begin (&course, NULL, FALSE);
  ok = batch_wait (batch, &course, error);
  for (guint n = 1; ok && batch != NULL && batch->outgoing.attempts->len > 0; n++)
    ok = go_on (&course,
                &batch,
                n < BATCHES_MOST && (self->goes_on == NULL || self->goes_on (self->data)),
                cancellable,
                error);
  self->sent_all = ok && batch != NULL;
  batch_free (batch);
  if (!end_settling (&course, ok ? error : NULL))
    ok = FALSE;
  course_end (&course);
  return ok;
}

gboolean
agent_push_lapse (AgentPush *self, GError **error)
{
  Course course;
  Batch *batch;
  gboolean ok;

  course_begin (&course, self);
  batch = batch_begin (&course, NULL, TRUE);
  ok = batch_wait (batch, &course, error);
  batch_free (batch);
  course_end (&course);
  return ok;
}
