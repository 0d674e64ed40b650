/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal"

#include "config.h"

#include "agent/store/agent-journal.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/store/agent-journal-private.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"

#define SUFFIX_LEAST    4 /* characters of an id that people may type */
#define CANDIDATES_MOST 5
#define OPEN_KEY_COLUMN AGENT_OPERATION_WIDTH

static const char *const state_names[] = {
  "queued",   "held",   "conflict",  "rejected", "applied",
  "resolved", "closed", "withdrawn", "lapsed",   "discarded",
};

const char *
agent_op_state_name (AgentOpState state)
{
  return state_names[state];
}

void
agent_operation_free (AgentOperation *operation)
{
  if (operation == NULL)
    return;
  g_free (operation->id);
  g_free (operation->kind);
  g_free (operation->record);
  g_free (operation->author);
  g_free (operation->session);
  g_free (operation->group);
  g_free (operation->base);
  g_free (operation->doc);
  g_free (operation->patch);
  g_free (operation->elements);
  g_free (operation->action);
  g_free (operation->args);
  g_free (operation->expect);
  g_free (operation->reason);
  g_free (operation->code);
  g_free (operation->detail);
  g_free (operation->open_key);
  g_free (operation->asked);
  g_free (operation);
}

gboolean
agent_operation_holds_up (const AgentOperation *operation)
{
  return operation->type != M77_OPERATION_ACT &&
         (operation->state == AGENT_OP_HELD || operation->state == AGENT_OP_CONFLICT ||
          operation->state == AGENT_OP_REJECTED);
}

gint64
agent_journal_last_seq (AgentJournal *self)
{
  static const char *const sql = "SELECT max (ifnull ((SELECT max (seq) FROM operation), 0),"
                                 " ifnull ((SELECT CAST (value AS INTEGER) FROM value"
                                 " WHERE name = '" AGENT_JOURNAL_LAST_SEQ "'), 0))";
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, &error);
  gint64 seq = 0;

  if (statement == NULL || !agent_db_int (self->db, statement, 0, &seq, &error))
    g_warning ("The journal could not be read: %s", error->message);
  return seq;
}

/* ---- Adding ---- */

static gboolean
add_cb (AgentJournal *self, gpointer data, GError **error)
{
  GPtrArray *operations = data;
  gint64 now = m77_runtime_now (self->runtime);
  gint64 seq = agent_journal_last_seq (self);

  for (guint i = 0; i < operations->len; i++)
    {
      AgentOperation *operation = operations->pdata[i];

      operation->seq = ++seq;
      operation->made_at = operation->state_at = now;
      if (operation->id == NULL)
        operation->id = m77_id_new (self->runtime);
      if (!agent_journal_insert (self, &agent_operation_rows, operation, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
agent_journal_add_all (AgentJournal *self, GPtrArray *operations, GError **error)
{
  if (agent_journal_transact (self, add_cb, operations, error))
    return TRUE;
  for (guint i = 0; i < operations->len; i++)
    ((AgentOperation *) operations->pdata[i])->seq = 0;
  return FALSE;
}

gboolean
agent_journal_add (AgentJournal *self, AgentOperation *operation, GError **error)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();

  g_ptr_array_add (operations, operation);
  return agent_journal_add_all (self, operations, error);
}

/* ---- Reading ---- */

/* The statement is a AGENT_OPERATION_SELECT_OPEN. */
static GPtrArray *
read_operations (AgentJournal *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (AgentDbKept) running = statement;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (agent_operation_rows.free);
  gboolean have_row;

  while (TRUE)
    {
      AgentOperation *operation;

      if (!agent_db_next (self->db, running, &have_row, error))
        return NULL;
      if (!have_row)
        return g_steal_pointer (&found);
      operation = agent_rows_read (&agent_operation_rows, running, error);
      if (operation == NULL)
        return NULL;
      operation->open_key = g_strdup (
          (const char *) sqlite3_column_text (running, OPEN_KEY_COLUMN));
      g_ptr_array_add (found, operation);
    }
}

AgentOperation *
agent_journal_get (AgentJournal *self, gint64 seq, GError **error)
{
  static const char *const sql = AGENT_OPERATION_SELECT_OPEN "WHERE seq = ?";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);
  g_autoptr (GPtrArray) found = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, seq);
  found = read_operations (self, statement, error);
  if (found == NULL)
    return NULL;
  if (found->len == 1)
    return g_ptr_array_steal_index (found, 0);
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_NOT_FOUND,
               _ ("There is no change %" G_GINT64_FORMAT "; m77 outbox lists them."),
               seq);
  return NULL;
}

/* As people say it: what begins with 0 is the end of an id. */
static gboolean
parse_seq (const char *text, gint64 *seq)
{
  return *text != '0' && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, seq, NULL);
}

static gboolean
is_id_suffix (const char *text)
{
  gsize length = strlen (text);

  return length >= SUFFIX_LEAST && length <= M77_ID_LENGTH &&
         strspn (text, "0123456789abcdef-") == length;
}

static AgentOperation *
refuse_ambiguous (GPtrArray *found, const char *id, GError **error)
{
  g_autoptr (GString) candidates = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const AgentOperation *operation = found->pdata[i];

      g_string_append_printf (candidates, "%s%s", i == 0 ? "" : ", ", operation->id);
      g_string_append_printf (candidates, " (%" G_GINT64_FORMAT ")", operation->seq);
    }
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_AMBIGUOUS,
               /* Translators: what was typed, then ids and numbers */
               _ ("Several changes are called %s: %s. Type more of the id."),
               id,
               candidates->str);
  return NULL;
}

AgentOperation *
agent_journal_find (AgentJournal *self, const char *id, GError **error)
{
  static const char *const sql = AGENT_OPERATION_SELECT_OPEN
      "WHERE seq = ?4 OR seq IN (SELECT seq FROM operation WHERE substr (id, -?1) = ?2 LIMIT ?3)"
      " ORDER BY seq";
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *lower = g_ascii_strdown (id, -1);
  gboolean is_seq, is_suffix = is_id_suffix (lower);
  sqlite3_stmt *statement;
  gint64 seq = 0;

  is_seq = parse_seq (lower, &seq);
  if (is_seq && !is_suffix)
    return agent_journal_get (self, seq, error);
  if (is_suffix)
    {
      statement = agent_db_keep (self->db, sql, error);
      if (statement == NULL)
        return NULL;
      sqlite3_bind_int (statement, 1, strlen (lower));
      sqlite3_bind_text (statement, 2, lower, -1, SQLITE_STATIC);
      sqlite3_bind_int (statement, 3, CANDIDATES_MOST);
      sqlite3_bind_int64 (statement, 4, seq);
      found = read_operations (self, statement, error);
      if (found == NULL)
        return NULL;
      if (found->len > 1)
        return refuse_ambiguous (found, id, error);
      if (found->len == 1)
        return g_ptr_array_steal_index (found, 0);
    }
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_NOT_FOUND,
               _ ("There is no change %s; m77 outbox lists them."),
               id);
  return NULL;
}

GPtrArray *
agent_journal_unended (AgentJournal *self,
                       const char *kind,
                       const char *record,
                       guint limit,
                       GError **error)
{
  static const char *const all = AGENT_OPERATION_SELECT_OPEN "WHERE state < 4 ORDER BY seq LIMIT ?";
  static const char *const one = AGENT_OPERATION_SELECT_OPEN
      "WHERE state < 4 AND record = ?2 AND (?3 IS NULL OR kind = ?3)"
      " ORDER BY seq LIMIT ?1";
  sqlite3_stmt *statement = agent_db_keep (self->db, record == NULL ? all : one, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, limit == 0 ? -1 : (gint64) limit);
  if (record != NULL)
    {
      sqlite3_bind_text (statement, 2, record, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 3, kind, -1, SQLITE_STATIC);
    }
  return read_operations (self, statement, error);
}

GPtrArray *
agent_journal_unended_after (AgentJournal *self, gint64 seq, guint limit, GError **error)
{
  static const char *const sql = AGENT_OPERATION_SELECT_OPEN
      "WHERE state < 4 AND seq > ? ORDER BY seq LIMIT ?";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, seq);
  sqlite3_bind_int64 (statement, 2, limit);
  return read_operations (self, statement, error);
}

GPtrArray *
agent_journal_unended_actions (AgentJournal *self, GError **error)
{
  static const char *const sql = AGENT_OPERATION_SELECT_OPEN
      "WHERE state < 4 AND type = 3 ORDER BY seq";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  return statement != NULL ? read_operations (self, statement, error) : NULL;
}

/* A statement whose first two parameters are the record. */
static sqlite3_stmt *
keep_for_record (AgentJournal *self,
                 const char *sql,
                 const char *kind,
                 const char *record,
                 GError **error)
{
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, record, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, kind, -1, SQLITE_STATIC);
  return statement;
}

gboolean
agent_journal_told (AgentJournal *self, gint64 *told, GError **error)
{
  static const char
      *const sql = "SELECT ifnull ((SELECT min (rowid) - 1 FROM attempt WHERE closed_at = 0),"
                   " (SELECT max (rowid) FROM attempt))";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  *told = 0;
  return statement != NULL && agent_db_int (self->db, statement, 0, told, error);
}

GPtrArray *
agent_journal_overlay (AgentJournal *self,
                       const char *kind,
                       const char *record,
                       gint64 cached_version,
                       gint64 told,
                       GError **error)
{
  static const char *const sql = AGENT_OPERATION_SELECT_OPEN
      "WHERE record = ? AND kind = ?"
      " AND (state < 4 OR (state = 4 AND applied_version > ? AND ifnull ("
      "(SELECT max (rowid) FROM attempt WHERE attempt.seq = operation.seq), 1) > ?))"
      " ORDER BY seq";
  sqlite3_stmt *statement = keep_for_record (self, sql, kind, record, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 3, cached_version);
  sqlite3_bind_int64 (statement, 4, told);
  return read_operations (self, statement, error);
}

GPtrArray *
agent_journal_overlaid (AgentJournal *self, GError **error)
{
  static const char *const sql = "SELECT DISTINCT kind || '/' || record FROM ("
                                 "SELECT kind, record FROM operation WHERE state < 4 UNION ALL "
                                 "SELECT * FROM (SELECT kind, record FROM operation WHERE state = 4"
                                 " ORDER BY state_at DESC LIMIT ?))";
  g_autoptr (AgentDbKept) statement = agent_db_keep (self->db, sql, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  gboolean have_row = TRUE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, AGENT_JOURNAL_APPLIED_MOST);
  while (have_row)
    {
      if (!agent_db_next (self->db, statement, &have_row, error))
        return NULL;
      if (have_row)
        g_ptr_array_add (found, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }
  return g_steal_pointer (&found);
}

GPtrArray *
agent_journal_history (AgentJournal *self,
                       const char *kind,
                       const char *record,
                       guint limit,
                       GError **error)
{
  static const char *const sql = AGENT_OPERATION_SELECT_OPEN
      "WHERE record = ? AND kind = ? ORDER BY seq DESC LIMIT ?";
  sqlite3_stmt *statement = keep_for_record (self, sql, kind, record, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 3, limit == 0 ? -1 : (gint64) limit);
  return read_operations (self, statement, error);
}

GPtrArray *
agent_journal_group (AgentJournal *self, const char *group, GError **error)
{
  static const char *const sql = AGENT_OPERATION_SELECT_OPEN "WHERE batch = ? ORDER BY seq";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, group, -1, SQLITE_STATIC);
  return read_operations (self, statement, error);
}

gboolean
agent_journal_counts (AgentJournal *self, AgentJournalCounts *counts, GError **error)
{
  /* What agent_operation_holds_up () says; 3 is an act. */
  static const char *const sql =
      "SELECT total (state = 0), total (state = 0 AND EXISTS (SELECT 1 FROM operation AS earlier"
      " WHERE earlier.record = operation.record AND earlier.kind = operation.kind"
      " AND earlier.seq < operation.seq AND earlier.state BETWEEN 1 AND 3 AND earlier.type <> 3)),"
      " total (state = 1), total (state = 2), total (state = 3) FROM operation WHERE state < 4";
  g_autoptr (AgentDbKept) statement = agent_db_keep (self->db, sql, error);
  gboolean have_row;

  *counts = (AgentJournalCounts){ 0 };
  if (statement == NULL || !agent_db_next (self->db, statement, &have_row, error))
    return FALSE;
  counts->waiting = sqlite3_column_int (statement, 1);
  counts->queued = sqlite3_column_int (statement, 0) - counts->waiting;
  counts->held = sqlite3_column_int (statement, 2);
  counts->conflicts = sqlite3_column_int (statement, 3);
  counts->rejected = sqlite3_column_int (statement, 4);
  return TRUE;
}
