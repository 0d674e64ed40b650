/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal-audit"

#include "config.h"

#include "agent/store/agent-journal-audit.h"

#include <string.h>

#include "agent/store/agent-journal-audit-private.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-json.h"

static const AgentRows *const chained[] = { &agent_operation_rows,
                                            &agent_attempt_rows,
                                            &agent_conflict_rows };

static const char *const why_names[] = { "new", "upgraded", "rescued", "restored", "lost" };

const char *
agent_audit_why_name (AgentAuditWhy why)
{
  return why_names[why];
}

void
agent_audit_place_clear (AgentAuditPlace *place)
{
  g_clear_pointer (&place->chain, g_free);
  g_clear_pointer (&place->hash, g_free);
}

/* ---- Hashes ---- */

static void
add_int (GChecksum *sum, gint64 number)
{
  number = GINT64_TO_LE (number);
  g_checksum_update (sum, (const guchar *) &number, sizeof number);
}

/* A length goes before each text, so that nothing can move from one to the next. */
static void
add_text (GChecksum *sum, const char *text)
{
  gsize length = text == NULL ? 0 : strlen (text);

  add_int (sum, text == NULL ? -1 : (gint64) length);
  g_checksum_update (sum, (const guchar *) text, length);
}

static void
take_digest (GChecksum *sum, guint8 *digest)
{
  gsize size = AGENT_AUDIT_HASH;

  g_checksum_get_digest (sum, digest, &size);
  g_checksum_free (sum);
}

void
agent_audit_entry_hash (const AgentAuditEntry *entry, const guint8 *before, guint8 *hash)
{
  GChecksum *sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, before, AGENT_AUDIT_HASH);
  add_int (sum, entry->number);
  add_int (sum, entry->at);
  add_text (sum, entry->what);
  add_int (sum, entry->seq);
  add_text (sum, entry->subject);
  add_text (sum, entry->detail);
  g_checksum_update (sum, entry->digest, AGENT_AUDIT_HASH);
  take_digest (sum, hash);
}

/* As agent-journal-rows.c sums rows up. */
static void
digest (const AgentRows *rows, gconstpointer row, sqlite3_stmt *statement, guint8 *into)
{
  GChecksum *sum = g_checksum_new (G_CHECKSUM_SHA256);
  AgentCell cell;

  for (guint i = 0; i < rows->n_columns; i++)
    {
      if (!agent_rows_cell (rows, i, row, statement, &cell))
        continue;
      if (i >= rows->n_first)
        add_int (sum, i);
      if (rows->columns[i].type == AGENT_COLUMN_TEXT)
        add_text (sum, cell.text);
      else
        add_int (sum, cell.number);
    }
  take_digest (sum, into);
}

void
agent_audit_digest (const AgentRows *rows, gconstpointer row, guint8 *into)
{
  digest (rows, row, NULL, into);
}

void
agent_audit_digest_of (const AgentRows *rows, sqlite3_stmt *statement, guint8 *into)
{
  digest (rows, NULL, statement, into);
}

void
agent_audit_name_row (const AgentRows *rows,
                      sqlite3_stmt *statement,
                      gint64 *seq,
                      const char **subject)
{
  gboolean is_attempt = rows == &agent_attempt_rows;

  *seq = sqlite3_column_int64 (statement, is_attempt ? 1 : 0);
  *subject = is_attempt                      ? (const char *) sqlite3_column_text (statement, 0)
             : rows == &agent_operation_rows ? (const char *) sqlite3_column_text (statement, 1)
                                             : "";
}

/* ---- The end of the chain ---- */

static gboolean
read_end (AgentJournal *self, GError **error)
{
  static const char *const sql = "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1";
  g_autoptr (AgentDbKept) statement = agent_db_keep (self->db, sql, error);
  gboolean have_row;

  self->audit_known = FALSE;
  self->audit_number = 0;
  memset (self->audit_hash, 0, AGENT_AUDIT_HASH);
  if (statement == NULL || !agent_db_next (self->db, statement, &have_row, error))
    return FALSE;
  if (!have_row)
    return TRUE;
  self->audit_number = sqlite3_column_int64 (statement, 0);
  if (sqlite3_column_bytes (statement, 1) == AGENT_AUDIT_HASH)
    memcpy (self->audit_hash, sqlite3_column_blob (statement, 1), AGENT_AUDIT_HASH);
  return TRUE;
}

char *
agent_audit_hex (const guint8 *hash)
{
  GString *hex = g_string_sized_new (2 * AGENT_AUDIT_HASH);

  for (guint i = 0; i < AGENT_AUDIT_HASH; i++)
    g_string_append_printf (hex, "%02x", hash[i]);
  return g_string_free (hex, FALSE);
}

static char *
read_text (AgentJournal *self, const char *sql, GError **error)
{
  g_autoptr (AgentDbKept) statement = agent_db_keep (self->db, sql, error);
  gboolean have_row;

  if (statement == NULL || !agent_db_next (self->db, statement, &have_row, error) || !have_row)
    return NULL;
  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}

gboolean
agent_journal_audit_end (AgentJournal *self, AgentAuditPlace *end, GError **error)
{
  static const char *const
      sql = "SELECT subject FROM audit WHERE number = 1 AND what = '" AGENT_AUDIT_GENESIS "'";
  g_autoptr (GError) local = NULL;

  *end = (AgentAuditPlace){ 0 };
  if (!read_end (self, error))
    return FALSE;
  end->chain = read_text (self, sql, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  end->number = self->audit_number;
  end->hash = agent_audit_hex (self->audit_hash);
  return TRUE;
}

/* ---- Entering ---- */

static gboolean
append (AgentJournal *self, AgentAuditEntry *entry, GError **error)
{
  static const char *const sql = "INSERT INTO audit (" AGENT_AUDIT_NAMES
                                 ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  guint8 hash[AGENT_AUDIT_HASH];
  sqlite3_stmt *statement;

  if (!self->audit_known && !read_end (self, error))
    return FALSE;
  self->audit_known = FALSE; /* until it is there */
  entry->number = self->audit_number + 1;
  entry->at = m77_runtime_now (self->runtime);
  agent_audit_entry_hash (entry, self->audit_hash, hash);

  statement = agent_db_keep (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->number);
  sqlite3_bind_int64 (statement, 2, entry->at);
  sqlite3_bind_text (statement, 3, entry->what, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 4, entry->seq);
  sqlite3_bind_text (statement, 5, entry->subject, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 6, entry->detail, -1, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 7, entry->digest, AGENT_AUDIT_HASH, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 8, hash, AGENT_AUDIT_HASH, SQLITE_STATIC);
  if (!agent_db_run (self->db, statement, error))
    return FALSE;
  self->audit_number = entry->number;
  memcpy (self->audit_hash, hash, AGENT_AUDIT_HASH);
  self->audit_known = TRUE;
  return TRUE;
}

/* What a person reads of it: the digest has all of it. */
static const char *
describe (const AgentRows *rows, gconstpointer row, AgentAuditEntry *entry)
{
  if (rows == &agent_operation_rows)
    {
      const AgentOperation *operation = row;

      entry->seq = operation->seq;
      entry->subject = operation->id;
      return agent_op_state_name (operation->state);
    }
  if (rows == &agent_attempt_rows)
    {
      const AgentAttemptRow *attempt = row;

      entry->seq = attempt->attempt.seq;
      entry->subject = attempt->attempt.key;
      return attempt->closed_at == 0        ? "sent"
             : attempt->applied_version > 0 ? "answered applied"
                                            : "answered";
    }
  entry->seq = ((const AgentConflict *) row)->seq;
  entry->subject = "";
  return ((const AgentConflict *) row)->decision != NULL ? "decided" : "open";
}

static gboolean
is_chained (const AgentRows *rows)
{
  for (guint i = 0; i < G_N_ELEMENTS (chained); i++)
    if (chained[i] == rows)
      return TRUE;
  return FALSE;
}

gboolean
agent_journal_audit_row (AgentJournal *self,
                         const AgentRows *rows,
                         gconstpointer row,
                         GError **error)
{
  AgentAuditEntry entry = { .what = rows->table };

  if (!is_chained (rows))
    return TRUE;
  entry.detail = describe (rows, row, &entry);
  agent_audit_digest (rows, row, entry.digest);
  return append (self, &entry, error);
}

/* ---- Beginning ---- */

/* Rows from before the chain, in the order of their keys. */
static gboolean
enter_table (AgentJournal *self, const AgentRows *rows, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY 1", rows->names, rows->table);
  g_autoptr (sqlite3_stmt) statement = agent_db_prepare (self->db, sql, error);
  gboolean have_row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (have_row)
    {
      AgentAuditEntry entry = { .what = rows->table, .detail = "found" };

      if (!agent_db_next (self->db, statement, &have_row, error))
        return FALSE;
      if (!have_row)
        return TRUE;
      agent_audit_name_row (rows, statement, &entry.seq, &entry.subject);
      agent_audit_digest_of (rows, statement, entry.digest);
      if (!append (self, &entry, error))
        return FALSE;
    }
  return TRUE;
}

/* JSON; what could not be carried over when the chain began is gone for good. */
static gboolean
enter_before (AgentJournal *self, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *text = agent_journal_get_value (self, AGENT_AUDIT_BEFORE_VALUE);
  const M77Json *list = text == NULL ? NULL : m77_json_parse (pool, text, -1, NULL), *place;

  for (place = m77_json_first (list); place != NULL; place = m77_json_next (place))
    {
      AgentAuditEntry entry = { .what = AGENT_AUDIT_BEFORE,
                                .seq = m77_json_get_int (place, "number", 0),
                                .subject = m77_json_get_string (place, "chain"),
                                .detail = m77_json_get_string (place, "hash") };

      if (!append (self, &entry, error))
        return FALSE;
    }
  return text == NULL || agent_journal_put (self, AGENT_AUDIT_BEFORE_VALUE, NULL, error);
}

typedef struct
{
  AgentAuditWhy why;
  const char *lost; /* the chain that is gone; NULL: none */
} Beginning;

/* Its end is not known. */
static gboolean
enter_lost (AgentJournal *self, const char *lost, GError **error)
{
  AgentAuditEntry entry = { .what = AGENT_AUDIT_BEFORE, .subject = lost };

  return lost == NULL || append (self, &entry, error);
}

static gboolean
begin_cb (AgentJournal *self, gpointer data, GError **error)
{
  const Beginning *beginning = data;
  g_autofree char *chain = m77_id_new (self->runtime);
  AgentAuditEntry genesis = { .what = AGENT_AUDIT_GENESIS,
                              .subject = chain,
                              .detail = agent_audit_why_name (beginning->why) };

  if (!append (self, &genesis, error) || !enter_before (self, error) ||
      !enter_lost (self, beginning->lost, error) ||
      !agent_journal_put (self, AGENT_AUDIT_CHAIN_VALUE, chain, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (chained); i++)
    if (!enter_table (self, chained[i], error))
      return FALSE;
  return TRUE;
}

gboolean
agent_journal_audit_begin (AgentJournal *self, AgentAuditWhy why, GError **error)
{
  Beginning beginning = { .why = why };
  g_autofree char *lost = NULL;

  if (!read_end (self, error))
    return FALSE;
  if (self->audit_number > 0)
    return TRUE;
  lost = agent_journal_get_value (self, AGENT_AUDIT_CHAIN_VALUE);
  if (lost != NULL && why == AGENT_AUDIT_NEW)
    beginning = (Beginning){ AGENT_AUDIT_LOST, lost };
  else if (why == AGENT_AUDIT_NEW && agent_journal_last_seq (self) > 0)
    beginning.why = AGENT_AUDIT_UPGRADED;
  return agent_journal_transact (self, begin_cb, &beginning, error);
}

/* ---- The other side's chain ---- */

static gboolean
witness_cb (AgentJournal *self, gpointer data, GError **error)
{
  AgentAuditEntry entry = { .what = AGENT_AUDIT_WITNESS, .subject = "", .detail = data };

  return append (self, &entry, error);
}

gboolean
agent_journal_audit_witness (AgentJournal *self, const char *witness, GError **error)
{
  return agent_journal_transact (self, witness_cb, (gpointer) witness, error);
}

char *
agent_journal_audit_last_witness (AgentJournal *self, GError **error)
{
  static const char *const sql = "SELECT detail FROM audit WHERE what = '" AGENT_AUDIT_WITNESS
                                 "' ORDER BY number DESC LIMIT 1";

  return read_text (self, sql, error);
}
