/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal-audit"

#include "config.h"

#include "agent/store/agent-journal-audit.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/store/agent-journal-audit-private.h"

static void
finding_free (gpointer data)
{
  AgentAuditFinding *finding = data;

  g_free (finding->text);
  g_free (finding);
}

AgentAudit *
agent_audit_new (void)
{
  AgentAudit *self = g_new0 (AgentAudit, 1);

  self->findings = g_ptr_array_new_with_free_func (finding_free);
  self->before = g_array_new (FALSE, FALSE, sizeof (AgentAuditPlace));
  g_array_set_clear_func (self->before, (GDestroyNotify) agent_audit_place_clear);
  return self;
}

void
agent_audit_free (AgentAudit *self)
{
  if (self == NULL)
    return;
  g_free (self->chain);
  g_free (self->why);
  g_free (self->hash);
  g_ptr_array_unref (self->findings);
  g_array_unref (self->before);
  g_free (self);
}

void
agent_audit_find (AgentAudit *self, const char *code, gint64 number, const char *format, ...)
{
  AgentAuditFinding *finding;
  va_list args;

  if (self->findings->len == AGENT_AUDIT_FINDINGS_MOST)
    return;
  finding = g_new0 (AgentAuditFinding, 1);
  finding->code = code;
  finding->number = number;
  va_start (args, format);
  finding->text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->findings, finding);
}

/* ---- The chain ---- */

/* Along the chain. `rows` has, for each row that was ever written, the digest of its last
 * entry (char * → guint8 *). */
typedef struct
{
  AgentJournal *journal;
  AgentAudit *audit;
  GHashTable *rows;
  gint64 number; /* of the entry before */
  guint8 hash[AGENT_AUDIT_HASH];
} Walk;

static char *
name_row (const char *table, gint64 seq, const char *subject)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %s", table, seq, subject);
}

static const char *
column_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

static gboolean
column_hash (sqlite3_stmt *statement, int column, guint8 *hash)
{
  memset (hash, 0, AGENT_AUDIT_HASH);
  if (sqlite3_column_bytes (statement, column) != AGENT_AUDIT_HASH)
    return FALSE;
  memcpy (hash, sqlite3_column_blob (statement, column), AGENT_AUDIT_HASH);
  return TRUE;
}

static void
check_genesis (Walk *self, const AgentAuditEntry *entry)
{
  AgentAudit *audit = self->audit;

  if (!g_str_equal (entry->what, AGENT_AUDIT_GENESIS))
    {
      agent_audit_find (audit, "no-beginning", entry->number, _ ("The chain has no beginning."));
      return;
    }
  audit->chain = g_strdup (entry->subject);
  audit->why = g_strdup (entry->detail);
  audit->began_at = entry->at;
  if (g_strcmp0 (entry->detail, agent_audit_why_name (AGENT_AUDIT_LOST)) == 0)
    agent_audit_find (audit,
                      "no-beginning",
                      entry->number,
                      _ ("The chain that was here before was removed; this one was begun then."));
}

static void
note_row (Walk *self, const AgentAuditEntry *entry)
{
  g_hash_table_replace (self->rows,
                        name_row (entry->what, entry->seq, entry->subject),
                        g_memdup2 (entry->digest, AGENT_AUDIT_HASH));
}

static void
note_before (Walk *self, const AgentAuditEntry *entry)
{
  const AgentAuditPlace place = { g_strdup (entry->subject), entry->seq, g_strdup (entry->detail) };

  g_array_append_val (self->audit->before, place);
}

static void
check_entry (Walk *self, sqlite3_stmt *statement)
{
  AgentAuditEntry entry = {
    .number = sqlite3_column_int64 (statement, 0),
    .at = sqlite3_column_int64 (statement, 1),
    .what = column_text (statement, 2),
    .seq = sqlite3_column_int64 (statement, 3),
    .subject = column_text (statement, 4),
    .detail = column_text (statement, 5),
  };
  guint8 written[AGENT_AUDIT_HASH], expected[AGENT_AUDIT_HASH];
  gboolean whole = column_hash (statement, 6, entry.digest);

  whole = column_hash (statement, 7, written) && whole;
  agent_audit_entry_hash (&entry, self->hash, expected);
  /* Behind a gap nothing says what an entry's hash must be: it is believed. */
  if (entry.number != self->number + 1)
    agent_audit_find (self->audit,
                      "gap",
                      entry.number,
                      _ ("Entries are missing: entry %" G_GINT64_FORMAT
                         " stands behind entry %" G_GINT64_FORMAT "."),
                      entry.number,
                      self->number);
  else if (!whole || memcmp (written, expected, AGENT_AUDIT_HASH) != 0)
    agent_audit_find (self->audit,
                      "changed",
                      entry.number,
                      _ ("Entry %" G_GINT64_FORMAT " is not as it was written, or not where."),
                      entry.number);
  if (self->audit->entries == 0)
    check_genesis (self, &entry);
  else if (g_str_equal (entry.what, AGENT_AUDIT_BEFORE))
    note_before (self, &entry);
  else
    note_row (self, &entry);
  self->audit->entries++;
  self->number = entry.number;
  memcpy (self->hash, written, AGENT_AUDIT_HASH);
}

static gboolean
walk (Walk *self, GError **error)
{
  static const char *const sql = "SELECT " AGENT_AUDIT_NAMES " FROM audit ORDER BY number";
  g_autoptr (sqlite3_stmt) statement = agent_db_prepare (self->journal->db, sql, error);
  gboolean have_row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (have_row)
    {
      if (!agent_db_next (self->journal->db, statement, &have_row, error))
        return FALSE;
      if (have_row)
        check_entry (self, statement);
    }
  if (self->audit->entries == 0)
    agent_audit_find (self->audit, "no-beginning", 0, _ ("There is no chain."));
  return TRUE;
}

/* ---- What it tells of ---- */

static void
check_row (Walk *self, const AgentRows *rows, sqlite3_stmt *statement)
{
  guint8 digest[AGENT_AUDIT_HASH];
  g_autofree char *name = NULL;
  const guint8 *entered;
  const char *subject;
  gint64 seq;

  agent_audit_name_row (rows, statement, &seq, &subject);
  name = name_row (rows->table, seq, subject);
  entered = g_hash_table_lookup (self->rows, name);
  agent_audit_digest_of (rows, statement, digest);
  if (entered == NULL)
    agent_audit_find (self->audit,
                      "row-unknown",
                      0,
                      /* Translators: a table of the journal and a row of it */
                      _ ("The journal has a row that was never entered: %s."),
                      name);
  else if (memcmp (entered, digest, AGENT_AUDIT_HASH) != 0)
    agent_audit_find (self->audit,
                      "row-changed",
                      0,
                      _ ("A row of the journal is not as it was written: %s."),
                      name);
  g_hash_table_remove (self->rows, name);
}

static gboolean
check_table (Walk *self, const AgentRows *rows, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s", rows->names, rows->table);
  g_autoptr (sqlite3_stmt) statement = agent_db_prepare (self->journal->db, sql, error);
  gboolean have_row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (have_row)
    {
      if (!agent_db_next (self->journal->db, statement, &have_row, error))
        return FALSE;
      if (have_row)
        check_row (self, rows, statement);
    }
  return TRUE;
}

static void
check_missing (Walk *self)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_str_has_prefix (name, AGENT_AUDIT_WITNESS " "))
      agent_audit_find (self->audit,
                        "row-missing",
                        0,
                        _ ("A row is missing from the journal: %s."),
                        (char *) name);
}

static gboolean
verify (Walk *self, GError **error)
{
  if (!walk (self, error) || !check_table (self, &agent_operation_rows, error) ||
      !check_table (self, &agent_attempt_rows, error) ||
      !check_table (self, &agent_conflict_rows, error))
    return FALSE;
  check_missing (self);
  self->audit->last = self->number;
  if (self->audit->entries > 0)
    self->audit->hash = agent_audit_hex (self->hash);
  return TRUE;
}

AgentAudit *
agent_journal_audit_verify (AgentJournal *self, GError **error)
{
  g_autoptr (AgentAudit) audit = agent_audit_new ();
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Walk state = { .journal = self, .audit = audit, .rows = rows };
  gboolean done;

  if (!agent_db_exec (self->db, "BEGIN", error))
    return NULL;
  done = verify (&state, error);
  agent_db_rollback (self->db);
  return done ? g_steal_pointer (&audit) : NULL;
}

void
agent_audit_hold_before (AgentAudit *audit,
                         const AgentAuditPlace *before,
                         gint64 number,
                         const char *hash)
{
  if (number > before->number)
    agent_audit_find (audit,
                      "cut",
                      number,
                      /* Translators: a number, the id of a chain, a number */
                      _ ("The platform has seen entry %" G_GINT64_FORMAT
                         " of the chain before this one (%s), which ended at %" G_GINT64_FORMAT
                         ": what was done between is gone."),
                      number,
                      before->chain,
                      before->number);
  else if (number == before->number && g_strcmp0 (hash, before->hash) != 0)
    agent_audit_find (audit,
                      "differs",
                      number,
                      _ ("The last entry (%" G_GINT64_FORMAT
                         ") of the chain before this one (%s) is not the one the platform has "
                         "seen."),
                      number,
                      before->chain);
}

gboolean
agent_journal_audit_hold (AgentJournal *self,
                          AgentAudit *audit,
                          gint64 number,
                          const char *hash,
                          GError **error)
{
  static const char *const sql = "SELECT lower (hex (hash)) FROM audit WHERE number = ?";
  g_autoptr (AgentDbKept) statement = NULL;
  gboolean have_row;

  if (number > audit->last)
    {
      agent_audit_find (audit,
                        "cut",
                        number,
                        _ ("The end was cut: the platform has seen entry %" G_GINT64_FORMAT
                           ", and the last one here is %" G_GINT64_FORMAT "."),
                        number,
                        audit->last);
      return TRUE;
    }
  statement = agent_db_keep (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  if (!agent_db_next (self->db, statement, &have_row, error))
    return FALSE;
  if (!have_row || g_strcmp0 (column_text (statement, 0), hash) != 0)
    agent_audit_find (audit,
                      "differs",
                      number,
                      _ ("Entry %" G_GINT64_FORMAT " is not the one the platform has seen."),
                      number);
  return TRUE;
}
