/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal"

#include "config.h"

#include "agent/store/agent-journal.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "agent/store/agent-backup.h"
#include "agent/store/agent-cache.h"
#include "agent/store/agent-journal-audit-private.h"
#include "agent/store/agent-journal-private.h"
#include "shared/base/m77-error.h"

/* Schema steps, oldest first. Never edit a released one.
 *
 * 1  Operations, attempts, conflicts, small values. type and state are the numbers of
 *    M77OperationType and AgentOpState, never to be renumbered; below 4 an operation has not
 *    ended. closed_at 0 is an attempt whose answer is outstanding, at most one of an
 *    operation. Every index is a page more for each edit to write, so there are few.
 *
 * 2  The audit chain (agent-journal-audit.h), begun when the file is opened.
 *
 * 3  What an edit was before it was merged (agent-asked.h). A column that is added stands behind
 * the checksum, and counts in it only where it says something: rows from before stay as they are.
 */
const char *const agent_journal_steps[] = {
  "CREATE TABLE operation (seq INTEGER PRIMARY KEY, id TEXT NOT NULL,"
  " type INTEGER NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, author TEXT, session TEXT,"
  " batch TEXT, base_version INTEGER NOT NULL, base TEXT, doc TEXT, patch TEXT, elements TEXT,"
  " action TEXT, args TEXT, expect TEXT, reason TEXT, asked_at INTEGER NOT NULL,"
  " expires_at INTEGER NOT NULL, made_at INTEGER NOT NULL, undoes INTEGER NOT NULL,"
  " state INTEGER NOT NULL, state_at INTEGER NOT NULL, code TEXT, detail TEXT,"
  " applied_version INTEGER NOT NULL, not_before INTEGER NOT NULL, tries INTEGER NOT NULL,"
  " checksum INTEGER NOT NULL) STRICT;"
  "CREATE TABLE attempt (key TEXT NOT NULL, seq INTEGER NOT NULL, bytes TEXT NOT NULL,"
  " made_at INTEGER NOT NULL, closed_at INTEGER NOT NULL, applied_version INTEGER NOT NULL,"
  " checksum INTEGER NOT NULL) STRICT;"
  "CREATE TABLE conflict (seq INTEGER PRIMARY KEY, base TEXT, theirs TEXT,"
  " theirs_version INTEGER NOT NULL, theirs_by TEXT, theirs_at INTEGER NOT NULL, overlaps TEXT,"
  " decision TEXT, found_at INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;"
  "CREATE TABLE value (name TEXT NOT NULL, value TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT;"
  "CREATE UNIQUE INDEX operation_id ON operation (id);"
  "CREATE INDEX operation_record ON operation (record, kind);"
  "CREATE INDEX operation_unended ON operation (seq) WHERE state < 4;"
  "CREATE INDEX operation_applied ON operation (state_at) WHERE state = 4;"
  "CREATE INDEX operation_batch ON operation (batch) WHERE batch IS NOT NULL;"
  "CREATE UNIQUE INDEX attempt_key ON attempt (key);"
  "CREATE INDEX attempt_seq ON attempt (seq);"
  "CREATE UNIQUE INDEX attempt_open ON attempt (seq) WHERE closed_at = 0;"
  "CREATE UNIQUE INDEX value_name ON value (name);",

  "CREATE TABLE audit (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL,"
  " seq INTEGER NOT NULL, subject TEXT NOT NULL, detail TEXT, digest BLOB NOT NULL,"
  " hash BLOB NOT NULL) STRICT;",

  "ALTER TABLE operation ADD COLUMN asked TEXT;",
};
const guint agent_journal_n_steps = G_N_ELEMENTS (agent_journal_steps);

static gboolean
write_row (AgentJournal *self,
           const AgentRows *rows,
           const char *sql,
           gconstpointer row,
           GError **error)
{
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  agent_rows_bind (rows, statement, row);
  return agent_db_run (self->db, statement, error) &&
         agent_journal_audit_row (self, rows, row, error);
}

gboolean
agent_journal_insert (AgentJournal *self, const AgentRows *rows, gconstpointer row, GError **error)
{
  return write_row (self, rows, rows->insert, row, error);
}

gboolean
agent_journal_replace (AgentJournal *self, const AgentRows *rows, gconstpointer row, GError **error)
{
  return write_row (self, rows, rows->replace, row, error);
}

GPtrArray *
agent_journal_read (AgentJournal *self,
                    const AgentRows *rows,
                    sqlite3_stmt *statement,
                    GError **error)
{
  g_autoptr (AgentDbKept) running = statement;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (rows->free);
  gboolean have_row;

  while (TRUE)
    {
      gpointer row;

      if (!agent_db_next (self->db, running, &have_row, error))
        return NULL;
      if (!have_row)
        return g_steal_pointer (&found);
      row = agent_rows_read (rows, running, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (found, row);
    }
}

static gboolean
end_transaction (AgentJournal *self, gboolean done, GError **error)
{
  if (done && agent_db_commit (self->db, error))
    return TRUE;
  self->audit_known = FALSE;
  agent_db_rollback (self->db);
  return FALSE;
}

gboolean
agent_journal_transact (AgentJournal *self, AgentJournalStep step, gpointer data, GError **error)
{
  if (!sqlite3_get_autocommit (agent_db_handle (self->db)))
    return step (self, data, error); /* agent_journal_together () commits it */
  if (!agent_db_begin (self->db, error))
    return FALSE;
  return end_transaction (self, step (self, data, error), error);
}

gboolean
agent_journal_together (AgentJournal *self, AgentJournalFunc func, gpointer data, GError **error)
{
  if (!agent_db_begin (self->db, error))
    return FALSE;
  return end_transaction (self, func (data, error), error);
}

static gboolean
verify_table (AgentJournal *self, const AgentRows *rows, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s", rows->names, rows->table);
  g_autoptr (sqlite3_stmt) query = agent_db_prepare (self->db, sql, error);
  gboolean have_row = TRUE;

  if (query == NULL)
    return FALSE;
  while (have_row)
    {
      if (!agent_db_next (self->db, query, &have_row, error))
        return FALSE;
      if (have_row && !agent_rows_is_whole (rows, query))
        {
          g_set_error (error,
                       M77_ERROR,
                       M77_ERROR_STORAGE_CORRUPT,
                       _ ("An entry of the journal (%s) is damaged."),
                       rows->table);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
verify (AgentJournal *self, GError **error)
{
  return agent_db_check (self->db, error) && verify_table (self, &agent_operation_rows, error) &&
         verify_table (self, &agent_attempt_rows, error) &&
         verify_table (self, &agent_conflict_rows, error) &&
         verify_table (self, &agent_value_rows, error);
}

/* The file as it was before the program that wants to change it: journal.before-2.db. */
static gboolean
keep_copy (AgentDb *db, gpointer directory, GError **error)
{
  g_autofree char *name = g_strdup_printf ("journal.before-%u.db", agent_journal_n_steps);
  g_autofree char *path = g_build_filename (directory, name, NULL);

  if (!agent_db_backup (db, path, error))
    return FALSE;
  agent_backup_prune (directory, "journal.before-", 2 * AGENT_BACKUP_KEPT);
  return TRUE;
}

static AgentJournal *
open_file (const char *directory, const char *vfs, AgentDbMode mode, GError **error)
{
  g_autofree char *path = g_build_filename (directory, AGENT_JOURNAL_FILE, NULL);
  g_autoptr (AgentJournal) self = g_new0 (AgentJournal, 1);

  self->db = agent_db_open (path, vfs, mode, error);
  return self->db == NULL ? NULL : g_steal_pointer (&self);
}

/* A table or column that is not there: the schema is ours, so that is damage, too. */
static gboolean
is_schema_error (AgentDb *db, const GError *error)
{
  return g_error_matches (error, M77_ERROR, M77_ERROR_STORAGE) &&
         sqlite3_errcode (agent_db_handle (db)) == SQLITE_ERROR;
}

/* *damaged says that an error is the file's own fault. */
static AgentJournal *
open_whole (const char *directory,
            const char *vfs,
            const M77Runtime *runtime,
            gboolean *damaged,
            GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AgentJournal) self = open_file (directory, vfs, AGENT_DB_DURABLE, &local);

  *damaged = FALSE;
  if (self != NULL)
    {
      self->runtime = runtime;
      if (agent_db_migrate (self->db,
                            agent_journal_steps,
                            agent_journal_n_steps,
                            keep_copy,
                            (gpointer) directory,
                            &local) &&
          verify (self, &local) && agent_journal_audit_begin (self, AGENT_AUDIT_NEW, &local))
        return g_steal_pointer (&self);
    }
  *damaged = g_error_matches (local, M77_ERROR, M77_ERROR_STORAGE_CORRUPT) ||
             (self != NULL && is_schema_error (self->db, local));
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* A profile that was used before has a cache, and the journal is made before that: one that is
 * empty now, or not there, was lost, which SQLite would take for a new one. */
static gboolean
is_lost (const char *directory)
{
  g_autofree char *journal = g_build_filename (directory, AGENT_JOURNAL_FILE, NULL);
  g_autofree char *cache = g_build_filename (directory, AGENT_CACHE_FILE, NULL);
  GStatBuf status;

  if (!g_file_test (cache, G_FILE_TEST_EXISTS))
    return FALSE;
  return g_stat (journal, &status) != 0 ? errno == ENOENT : status.st_size == 0;
}

AgentJournal *
agent_journal_open (const char *directory,
                    const char *vfs,
                    const M77Runtime *runtime,
                    char **rescue,
                    GError **error)
{
  g_autoptr (AgentJournal) self = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *notice = NULL;
  gboolean damaged;

  if (rescue != NULL)
    *rescue = NULL;
  if (!agent_journal_finish_rescue (directory, runtime, error))
    return NULL;
  damaged = is_lost (directory);
  if (!damaged)
    self = open_whole (directory, vfs, runtime, &damaged, &local);
  if (damaged)
    {
      if (!agent_journal_rescue (directory, vfs, runtime, error))
        return NULL;
      g_clear_error (&local);
      self = open_whole (directory, vfs, runtime, &damaged, &local);
    }
  if (self == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  notice = agent_journal_get_value (self, AGENT_JOURNAL_RESCUE_NOTICE);
  if (notice != NULL && !agent_journal_put (self, AGENT_JOURNAL_RESCUE_NOTICE, NULL, error))
    return NULL;
  if (rescue != NULL)
    *rescue = g_steal_pointer (&notice);
  return g_steal_pointer (&self);
}

AgentJournal *
agent_journal_open_reader (const char *directory, const char *vfs, GError **error)
{
  return open_file (directory, vfs, AGENT_DB_READ, error);
}

void
agent_journal_close (AgentJournal *self)
{
  g_clear_pointer (&self->db, agent_db_close);
  g_free (self);
}

AgentDb *
agent_journal_db (AgentJournal *self)
{
  return self->db;
}

gboolean
agent_journal_put (AgentJournal *self, const char *name, const char *value, GError **error)
{
  static const char *const remove = "DELETE FROM value WHERE name = ?";
  AgentValue row = { (char *) name, (char *) value };
  sqlite3_stmt *statement;

  if (value != NULL)
    return agent_journal_replace (self, &agent_value_rows, &row, error);
  statement = agent_db_keep (self->db, remove, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  return agent_db_run (self->db, statement, error);
}

char *
agent_journal_get_value (AgentJournal *self, const char *name)
{
  static const char *const sql = AGENT_VALUE_SELECT "WHERE name = ?";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, &error);

  if (statement != NULL)
    {
      sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
      found = agent_journal_read (self, &agent_value_rows, statement, &error);
    }
  if (found == NULL)
    g_warning ("The setting %s could not be read: %s", name, error->message);
  if (found == NULL || found->len == 0)
    return NULL;
  return g_steal_pointer (&((AgentValue *) found->pdata[0])->text);
}
