/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal"

#include "config.h"

#include "agent/store/agent-journal.h"

#include <glib/gi18n.h>

#include "agent/store/agent-journal-audit-private.h"
#include "agent/store/agent-journal-carve.h"
#include "agent/store/agent-journal-private.h"

#define PROBES_MOST 1000000 /* rows asked for one by one between two that can be read */
#define HELD_CODE   "storage-corrupt"

/* Reading `from`, when it can be opened at all, and filling `to`. */
typedef struct
{
  AgentDb *from;
  AgentJournal *to;
  gint64 last_seq;  /* the greatest ever given, as far as can be seen */
  guint unreadable; /* entries met that were not whole */
  gboolean is_torn; /* some could not even be met */
  gboolean carving;
  GHashTable *carvers; /* AgentRows → "SELECT ?, ?, …" of `to` */
} Rescue;

static const AgentRows *const tables[] = { &agent_operation_rows,
                                           &agent_attempt_rows,
                                           &agent_conflict_rows,
                                           &agent_value_rows };

/* ---- Rows ---- */

static void
note_seq (Rescue *self, gint64 seq)
{
  self->last_seq = MAX (self->last_seq, seq);
}

/* What is carved may be what an operation was before its last move: a person looks at it. */
static void
doubt (Rescue *self, AgentOperation *operation)
{
  if (operation->state != AGENT_OP_QUEUED && operation->state != AGENT_OP_HELD)
    return;
  agent_journal_move (
      self->to,
      operation,
      AGENT_OP_HELD,
      HELD_CODE,
      _ ("It was saved from a damaged journal. Check it, then retry or discard it."));
}

/* A carved value may have been removed since: only what a person typed is worth that. */
static gboolean
save_value (Rescue *self, const AgentValue *value)
{
  if (g_str_equal (value->name, AGENT_JOURNAL_LAST_SEQ))
    {
      note_seq (self, g_ascii_strtoll (value->text, NULL, 10));
      return FALSE;
    }
  return !self->carving || g_str_has_prefix (value->name, "draft/");
}

static void
save_row (Rescue *self, const AgentRows *rows, gpointer row)
{
  if (rows == &agent_operation_rows)
    {
      note_seq (self, ((AgentOperation *) row)->seq);
      note_seq (self, ((AgentOperation *) row)->undoes);
      if (self->carving)
        doubt (self, row);
    }
  else if (rows == &agent_attempt_rows)
    note_seq (self, ((AgentAttemptRow *) row)->attempt.seq);
  else if (rows == &agent_conflict_rows)
    note_seq (self, ((AgentConflict *) row)->seq);
  else if (!save_value (self, row))
    return;
  /* One that is there already is the same, or newer. */
  agent_journal_insert (self->to, rows, row, NULL);
}

/* A row of the running statement. */
static void
take_row (Rescue *self, const AgentRows *rows, sqlite3_stmt *statement)
{
  gpointer row = agent_rows_read (rows, statement, NULL);

  if (row == NULL)
    {
      self->unreadable++;
      return;
    }
  save_row (self, rows, row);
  rows->free (row);
}

/* ---- As SQLite finds them ---- */

/* Reads until the end or damage; *last gets the rowid last read. */
static gboolean
read_until_damage (Rescue *self, const AgentRows *rows, const char *order, gint64 *last)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s, rowid FROM %s NOT INDEXED %s",
                                          rows->names,
                                          rows->table,
                                          order);
  g_autoptr (sqlite3_stmt) statement = agent_db_prepare (self->from, sql, NULL);
  gboolean have_row;

  if (statement == NULL)
    return FALSE;
  while (agent_db_next (self->from, statement, &have_row, NULL))
    {
      if (!have_row)
        return TRUE;
      *last = sqlite3_column_int64 (statement, rows->n_columns + 1);
      take_row (self, rows, statement);
    }
  return FALSE;
}

/* One by one: rows of whole pages behind a damaged one are found from above. */
static void
probe (Rescue *self, const AgentRows *rows, gint64 first, gint64 end)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE rowid = ?",
                                          rows->names,
                                          rows->table);
  g_autoptr (sqlite3_stmt) statement = agent_db_prepare (self->from, sql, NULL);
  gboolean have_row;

  if (statement == NULL || end - first > PROBES_MOST)
    return;
  for (gint64 rowid = first; rowid < end; rowid++)
    {
      sqlite3_bind_int64 (statement, 1, rowid);
      if (agent_db_next (self->from, statement, &have_row, NULL) && have_row)
        take_row (self, rows, statement);
      sqlite3_reset (statement);
    }
}

static void
read_table (Rescue *self, const AgentRows *rows)
{
  gint64 first = 0, last = 0;

  if (read_until_damage (self, rows, "ORDER BY rowid", &first))
    return;
  self->is_torn = TRUE;
  read_until_damage (self, rows, "ORDER BY rowid DESC", &last);
  probe (self, rows, first + 1, last);
}

/* ---- As the bytes have them ---- */

static sqlite3_stmt *
ensure_carver (Rescue *self, const AgentRows *rows)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->carvers, rows);
  g_autoptr (GString) sql = NULL;

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      return statement;
    }
  sql = g_string_new ("SELECT ?");
  for (guint i = 0; i < rows->n_columns; i++)
    g_string_append (sql, ", ?");
  statement = agent_db_prepare (self->to->db, sql->str, NULL);
  g_hash_table_insert (self->carvers, (gpointer) rows, statement);
  return statement;
}

static void
carved_cb (gint64 rowid, const AgentCarved *values, guint n_values, gpointer data)
{
  Rescue *self = data;
  const AgentRows *rows = NULL;
  sqlite3_stmt *statement;
  gboolean have_row;

  /* A row of an older schema ends before the columns that came since. */
  for (guint i = 0; i < G_N_ELEMENTS (tables) && rows == NULL; i++)
    if (n_values > tables[i]->n_first && n_values <= tables[i]->n_columns + 1)
      rows = tables[i];
  statement = rows == NULL ? NULL : ensure_carver (self, rows);
  if (statement == NULL)
    return;

  sqlite3_clear_bindings (statement);
  for (guint i = 0; i < n_values; i++)
    if (values[i].is_text)
      sqlite3_bind_text (statement, i + 1, values[i].text, values[i].length, SQLITE_STATIC);
    else if (values[i].is_absent)
      sqlite3_bind_null (statement, i + 1);
    else
      sqlite3_bind_int64 (statement, i + 1, values[i].number);
  /* An INTEGER PRIMARY KEY is kept as the rowid. */
  if (values[0].is_absent)
    sqlite3_bind_int64 (statement, 1, rowid);
  if (agent_db_next (self->to->db, statement, &have_row, NULL) && have_row &&
      agent_rows_is_whole (rows, statement))
    take_row (self, rows, statement);
  sqlite3_reset (statement);
}

static GBytes *
map_file (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  return file == NULL ? NULL : g_mapped_file_get_bytes (file);
}

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
carve_file (Rescue *self, const char *path)
{
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  g_autoptr (GBytes) file = map_file (path);
  g_autoptr (GBytes) log = map_file (log_path);

  if (file == NULL)
    return;
  self->carving = TRUE;
  self->carvers = g_hash_table_new_full (NULL, NULL, NULL, finalize_cb);
  agent_carve (file, log, carved_cb, self);
  g_clear_pointer (&self->carvers, g_hash_table_unref);
}

/* ---- What it comes to ---- */

/* An operation that was tried more often than attempts are left may have been applied by one
 * that was lost: it does not go again by itself. */
static gboolean
hold_doubtful (Rescue *self, GError **error)
{
  static const char *const sql = AGENT_OPERATION_SELECT
      "WHERE state = 0 AND tries > (SELECT count (*) FROM attempt WHERE attempt.seq = "
      "operation.seq)";
  sqlite3_stmt *statement = agent_db_keep (self->to->db, sql, error);
  g_autoptr (GPtrArray) found = NULL;

  if (statement == NULL)
    return FALSE;
  found = agent_journal_read (self->to, &agent_operation_rows, statement, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      doubt (self, found->pdata[i]);
      if (!agent_journal_replace (self->to, &agent_operation_rows, found->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_last_seq (Rescue *self, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, self->last_seq);

  return agent_journal_put (self->to, AGENT_JOURNAL_LAST_SEQ, text, error);
}

static gboolean
put_notice (Rescue *self, const char *corrupt, GError **error)
{
  static const char *const sql = "SELECT count (*) FROM operation";
  sqlite3_stmt *statement = agent_db_keep (self->to->db, sql, error);
  g_autoptr (GString) notice = g_string_new (NULL);
  gint64 saved, lost;

  if (statement == NULL || !agent_db_int (self->to->db, statement, 0, &saved, error))
    return FALSE;
  lost = MAX (self->last_seq - saved, 0);
  g_string_append_printf (notice,
                          _ ("The record of your changes was damaged. %" G_GINT64_FORMAT
                             " of %" G_GINT64_FORMAT " changes were saved."),
                          saved,
                          saved + lost);
  if (lost > 0)
    g_string_append_printf (notice,
                            ngettext (" %" G_GINT64_FORMAT " change could not be read.",
                                      " %" G_GINT64_FORMAT " changes could not be read.",
                                      lost),
                            lost);
  else if (self->is_torn || self->unreadable > 0)
    g_string_append (notice, _ (" Some drafts or details may be missing."));
  g_string_append_printf (notice,
                          _ (" Look at m77 outbox for what is not sent yet. The damaged file is "
                             "kept as %s."),
                          corrupt);
  return agent_journal_put (self->to, AGENT_JOURNAL_RESCUE_NOTICE, notice->str, error);
}

static gboolean
fill (Rescue *self, const char *salvage, const char *corrupt, GError **error)
{
  if (!agent_db_begin (self->to->db, error))
    return FALSE;
  if (self->from != NULL)
    {
      /* Of an older program: what cannot be brought up to date is carved below. */
      agent_db_migrate (self->from, agent_journal_steps, agent_journal_n_steps, NULL, NULL, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
        read_table (self, tables[i]);
      agent_db_checkpoint (self->from, NULL, NULL);
    }
  carve_file (self, salvage);
  if (agent_journal_revive (self->to, error) && hold_doubtful (self, error) &&
      set_last_seq (self, error) && put_notice (self, corrupt, error))
    return agent_db_commit (self->to->db, error);
  agent_db_rollback (self->to->db);
  return FALSE;
}

gboolean
agent_journal_salvage (const char *salvage,
                       const char *rescue,
                       const char *corrupt,
                       const char *vfs,
                       const M77Runtime *runtime,
                       GError **error)
{
  g_autoptr (AgentDb) from = agent_db_open (salvage, vfs, AGENT_DB_FAST, NULL);
  g_autoptr (AgentJournal) to = g_new0 (AgentJournal, 1);
  Rescue self = { .from = from, .to = to };

  AgentJournal old = { .db = from, .runtime = runtime };

  to->runtime = runtime;
  to->db = agent_db_open (rescue, vfs, AGENT_DB_DURABLE, error);
  return to->db != NULL &&
         agent_db_migrate (to->db, agent_journal_steps, agent_journal_n_steps, NULL, NULL, error) &&
         (from == NULL || agent_journal_audit_leave (to, &old, error)) &&
         agent_journal_audit_begin (to, AGENT_AUDIT_RESCUED, error) &&
         fill (&self, salvage, corrupt, error) && agent_db_checkpoint (to->db, NULL, error);
}
