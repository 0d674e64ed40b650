/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal"

#include "config.h"

#include "agent/store/agent-journal.h"

#include <glib/gi18n.h>

#include "agent/store/agent-asked.h"
#include "agent/store/agent-journal-private.h"
#include "shared/base/m77-error.h"

void
agent_attempt_free (AgentAttempt *attempt)
{
  if (attempt == NULL)
    return;
  g_free (attempt->key);
  g_free (attempt->bytes);
  g_free (attempt);
}

void
agent_journal_move (AgentJournal *self,
                    AgentOperation *operation,
                    AgentOpState state,
                    const char *code,
                    const char *detail)
{
  operation->state = state;
  operation->state_at = m77_runtime_now (self->runtime);
  g_free (operation->code);
  operation->code = g_strdup (code);
  g_free (operation->detail);
  operation->detail = g_strdup (detail);
}

static gboolean
refuse (const AgentOperation *operation, M77Error code, const char *why, GError **error)
{
  g_set_error (error,
               M77_ERROR,
               code,
               _ ("Change %" G_GINT64_FORMAT " cannot be moved: %s"),
               operation->seq,
               why);
  return FALSE;
}

/* The operation, if it has not ended. */
static AgentOperation *
get_unended (AgentJournal *self, gint64 seq, GError **error)
{
  g_autoptr (AgentOperation) operation = agent_journal_get (self, seq, error);

  if (operation == NULL)
    return NULL;
  if (!AGENT_OP_IS_ENDED (operation->state))
    return g_steal_pointer (&operation);
  refuse (operation, M77_ERROR_FAILED, _ ("it has ended."), error);
  return NULL;
}

/* ---- Attempts ---- */

static gboolean
open_attempt (AgentJournal *self, const AgentAttempt *attempt, GError **error)
{
  g_autoptr (AgentOperation) operation = get_unended (self, attempt->seq, error);
  AgentAttemptRow row = { *attempt, 0, 0 };

  if (operation == NULL)
    return FALSE;
  if (operation->open_key != NULL || operation->state != AGENT_OP_QUEUED)
    return refuse (operation, M77_ERROR_FAILED, _ ("it is not ready to be sent."), error);
  operation->tries++;
  return agent_journal_insert (self, &agent_attempt_rows, &row, error) &&
         agent_journal_replace (self, &agent_operation_rows, operation, error);
}

static gboolean
open_attempts_cb (AgentJournal *self, gpointer data, GError **error)
{
  GPtrArray *attempts = data;

  for (guint i = 0; i < attempts->len; i++)
    if (!open_attempt (self, attempts->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
agent_journal_open_attempts (AgentJournal *self, GPtrArray *attempts, GError **error)
{
  return agent_journal_transact (self, open_attempts_cb, attempts, error);
}

GPtrArray *
agent_journal_outstanding (AgentJournal *self, guint limit, GError **error)
{
  static const char *const sql = AGENT_ATTEMPT_SELECT
      "WHERE closed_at = 0 AND seq IN (SELECT seq FROM operation WHERE state = 0) ORDER BY seq "
      "LIMIT ?";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray)
      attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_attempt_free);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, limit == 0 ? -1 : (gint64) limit);
  rows = agent_journal_read (self, &agent_attempt_rows, statement, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      AgentAttemptRow *row = rows->pdata[i];

      g_ptr_array_add (attempts, g_memdup2 (&row->attempt, sizeof row->attempt));
      row->attempt.key = row->attempt.bytes = NULL;
    }
  return g_steal_pointer (&attempts);
}

void
agent_sending_free (AgentSending *sending)
{
  if (sending == NULL)
    return;
  g_free (sending->bytes);
  g_free (sending);
}

GPtrArray *
agent_journal_sendings (AgentJournal *self, gint64 seq, GError **error)
{
  static const char *const sql = AGENT_ATTEMPT_SELECT "WHERE seq = ? ORDER BY rowid";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);
  g_autoptr (GPtrArray) rows = NULL;
  GPtrArray *sendings;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, seq);
  rows = agent_journal_read (self, &agent_attempt_rows, statement, error);
  if (rows == NULL)
    return NULL;
  sendings = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_sending_free);
  for (guint i = 0; i < rows->len; i++)
    {
      AgentAttemptRow *row = rows->pdata[i];
      AgentSending *sending = g_new0 (AgentSending, 1);

      sending->made_at = row->attempt.made_at;
      sending->closed_at = row->closed_at;
      sending->applied_version = row->applied_version;
      sending->bytes = g_steal_pointer (&row->attempt.bytes);
      g_ptr_array_add (sendings, sending);
    }
  return sendings;
}

char *
agent_journal_last_key (AgentJournal *self, gint64 seq, GError **error)
{
  static const char *const sql = AGENT_ATTEMPT_SELECT
      "WHERE seq = ? AND applied_version > 0 ORDER BY closed_at DESC LIMIT 1";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);
  g_autoptr (GPtrArray) rows = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, seq);
  rows = agent_journal_read (self, &agent_attempt_rows, statement, error);
  if (rows == NULL || rows->len == 0)
    return NULL;
  return g_steal_pointer (&((AgentAttemptRow *) rows->pdata[0])->attempt.key);
}

/* ---- Answers ---- */

static gboolean
close_attempt (AgentJournal *self, const AgentSettlement *settlement, GError **error)
{
  static const char *const sql = AGENT_ATTEMPT_SELECT "WHERE key = ? AND seq = ? AND closed_at = 0";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);
  g_autoptr (GPtrArray) rows = NULL;
  AgentAttemptRow *row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, settlement->key, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, settlement->seq);
  rows = agent_journal_read (self, &agent_attempt_rows, statement, error);
  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_NOT_FOUND,
                   _ ("No answer to %s is outstanding for change %" G_GINT64_FORMAT "."),
                   settlement->key,
                   settlement->seq);
      return FALSE;
    }
  row = rows->pdata[0];
  row->closed_at = MAX (m77_runtime_now (self->runtime), 1);
  row->applied_version = settlement->state == AGENT_OP_APPLIED ? settlement->applied_version : 0;
  return agent_journal_replace (self, &agent_attempt_rows, row, error);
}

static void
replace_text (char **text, const char *with)
{
  if (with == NULL)
    return;
  g_free (*text);
  *text = g_strdup (with);
}

/* It was merged: with something left to send, or with nothing. */
static gboolean
is_merged (const AgentSettlement *settlement)
{
  return settlement->base_version > 0 ||
         (settlement->state == AGENT_OP_APPLIED && g_strcmp0 (settlement->code, "already-so") == 0);
}

static gboolean
settle_cb (AgentJournal *self, gpointer data, GError **error)
{
  const AgentSettlement *settlement = data;
  g_autoptr (AgentOperation) operation = get_unended (self, settlement->seq, error);

  if (operation == NULL || !close_attempt (self, settlement, error))
    return FALSE;
  agent_journal_move (self, operation, settlement->state, settlement->code, settlement->detail);
  operation->not_before = settlement->not_before;
  if (settlement->applied_version > 0)
    operation->applied_version = settlement->applied_version;
  if (settlement->state == AGENT_OP_CONFLICT || settlement->state == AGENT_OP_REJECTED)
    agent_asked_return (operation);
  if (settlement->base_version > 0)
    {
      agent_asked_keep (operation);
      operation->base_version = settlement->base_version;
    }
  replace_text (&operation->base, settlement->base);
  replace_text (&operation->patch, settlement->patch);
  replace_text (&operation->elements, settlement->elements);
  if (settlement->state == AGENT_OP_CONFLICT && settlement->conflict != NULL)
    {
      AgentConflict conflict = *settlement->conflict;

      conflict.seq = settlement->seq;
      conflict.found_at = operation->state_at;
      if (!agent_journal_keep_earlier (self, conflict.seq, error) ||
          !agent_journal_replace (self, &agent_conflict_rows, &conflict, error))
        return FALSE;
    }
  return agent_journal_replace (self, &agent_operation_rows, operation, error) &&
         (!is_merged (settlement) || agent_journal_unbase_followers (self, operation, error));
}

gboolean
agent_journal_settle (AgentJournal *self, const AgentSettlement *settlement, GError **error)
{
  return agent_journal_transact (self, settle_cb, (gpointer) settlement, error);
}

/* ---- A person's word ---- */

/* What moves an operation that is not on its way. */
typedef struct
{
  gint64 seq;
  AgentOpState state;
  const char *code, *detail;
  const char *expect;
  gint64 asked_at, expires_at, not_before;
} Move;

static AgentOperation *
get_movable (AgentJournal *self, gint64 seq, GError **error)
{
  g_autoptr (AgentOperation) operation = get_unended (self, seq, error);

  if (operation == NULL)
    return NULL;
  /* Of a restored journal both: a person decides, and what goes then are the same bytes. */
  if (operation->open_key == NULL || operation->state == AGENT_OP_HELD)
    return g_steal_pointer (&operation);
  refuse (operation,
          M77_ERROR_FAILED,
          _ ("it was sent and the platform's answer decides. Try again when it is there."),
          error);
  return NULL;
}

static gboolean
set_state_cb (AgentJournal *self, gpointer data, GError **error)
{
  const Move *move = data;
  g_autoptr (AgentOperation) operation = get_movable (self, move->seq, error);

  if (operation == NULL)
    return FALSE;
  agent_journal_move (self, operation, move->state, move->code, move->detail);
  return agent_journal_replace (self, &agent_operation_rows, operation, error) &&
         (!AGENT_OP_IS_ENDED (move->state) ||
          agent_journal_unbase_followers (self, operation, error));
}

gboolean
agent_journal_set_state (AgentJournal *self,
                         gint64 seq,
                         AgentOpState state,
                         const char *code,
                         const char *detail,
                         GError **error)
{
  Move move = { .seq = seq, .state = state, .code = code, .detail = detail };

  return agent_journal_transact (self, set_state_cb, &move, error);
}

static gboolean
put_off_cb (AgentJournal *self, gpointer data, GError **error)
{
  const Move *move = data;
  g_autoptr (AgentOperation) operation = get_unended (self, move->seq, error);

  if (operation == NULL)
    return FALSE;
  operation->not_before = move->not_before;
  return agent_journal_replace (self, &agent_operation_rows, operation, error);
}

gboolean
agent_journal_put_off (AgentJournal *self, gint64 seq, gint64 not_before, GError **error)
{
  Move move = { .seq = seq, .not_before = not_before };

  return agent_journal_transact (self, put_off_cb, &move, error);
}

static gboolean
confirm_cb (AgentJournal *self, gpointer data, GError **error)
{
  const Move *move = data;
  g_autoptr (AgentOperation) operation = get_movable (self, move->seq, error);

  if (operation == NULL)
    return FALSE;
  if (operation->state != AGENT_OP_HELD)
    return refuse (operation, M77_ERROR_PRECONDITION_CHANGED, _ ("it is not held."), error);
  agent_journal_move (self, operation, AGENT_OP_QUEUED, "confirmed", NULL);
  operation->not_before = 0;
  operation->asked_at = move->asked_at;
  operation->expires_at = move->expires_at;
  replace_text (&operation->expect, move->expect);
  return agent_journal_replace (self, &agent_operation_rows, operation, error);
}

gboolean
agent_journal_confirm (AgentJournal *self,
                       gint64 seq,
                       const char *expect,
                       gint64 asked_at,
                       gint64 expires_at,
                       GError **error)
{
  Move move = { .seq = seq, .expect = expect, .asked_at = asked_at, .expires_at = expires_at };

  return agent_journal_transact (self, confirm_cb, &move, error);
}
