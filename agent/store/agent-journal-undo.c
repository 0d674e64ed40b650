/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal"

#include "config.h"

#include "agent/store/agent-journal.h"

#include "agent/store/agent-journal-private.h"

#define LOOK_BACK 2000 /* operations, of whatever session */

/* What undo needs to know of an operation. */
typedef struct
{
  gint64 seq, undoes;
  AgentOpState state;
} Deed;

/* It had, or may still have, its effect. */
static gboolean
is_standing (AgentOpState state)
{
  return state == AGENT_OP_QUEUED || state == AGENT_OP_HELD || state == AGENT_OP_CONFLICT ||
         state == AGENT_OP_APPLIED;
}

static GArray *
read_deeds (AgentJournal *self, const char *session, GError **error)
{
  static const char *const
      sql = "SELECT seq, undoes, state FROM (SELECT * FROM operation ORDER BY seq DESC LIMIT ?)"
            " WHERE ?2 IS NULL OR session = ?2";
  gboolean is_any = session == NULL || *session == '\0';
  g_autoptr (AgentDbKept) statement = agent_db_keep (self->db, sql, error);
  g_autoptr (GArray) deeds = g_array_new (FALSE, FALSE, sizeof (Deed));
  gboolean have_row = TRUE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, LOOK_BACK);
  if (!is_any)
    sqlite3_bind_text (statement, 2, session, -1, SQLITE_STATIC);
  while (have_row)
    {
      if (!agent_db_next (self->db, statement, &have_row, error))
        return NULL;
      if (have_row)
        {
          Deed deed = { sqlite3_column_int64 (statement, 0),
                        sqlite3_column_int64 (statement, 1),
                        sqlite3_column_int (statement, 2) };

          g_array_append_val (deeds, deed);
        }
    }
  return g_steal_pointer (&deeds);
}

/* The undo of a deed is one; the undo of an undo is a redo, and so is what does again
 * something that was withdrawn. undos: the seqs of those that are undos. */
static GHashTable *
find_undos (const GArray *deeds)
{
  g_autoptr (GHashTable) undos = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) withdrawn = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = deeds->len; i > 0; i--)
    {
      Deed *deed = &g_array_index (deeds, Deed, i - 1);

      if (deed->undoes != 0 && !g_hash_table_contains (undos, &deed->undoes) &&
          !g_hash_table_contains (withdrawn, &deed->undoes))
        g_hash_table_add (undos, &deed->seq);
      if (deed->state == AGENT_OP_WITHDRAWN)
        g_hash_table_add (withdrawn, &deed->seq);
    }
  return g_steal_pointer (&undos);
}

/* Newest first: what is taken back is met after what took it back. 0: none. */
static gint64
choose (const GArray *deeds, gboolean redo)
{
  g_autoptr (GHashTable) undos = find_undos (deeds);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_int64_hash, g_int64_equal);
  gint64 withdrawn = 0; /* of several in a row the oldest was withdrawn last */

  for (guint i = 0; i < deeds->len; i++)
    {
      Deed *deed = &g_array_index (deeds, Deed, i);
      gboolean is_undo = g_hash_table_contains (undos, &deed->seq);
      gboolean stands = is_standing (deed->state);
      gboolean is_taken = g_hash_table_contains (taken, &deed->seq);

      if (stands && deed->undoes != 0)
        g_hash_table_add (taken, &deed->undoes);
      if (is_taken)
        continue;
      if (!redo && stands && !is_undo)
        return deed->seq;
      if (redo && deed->state == AGENT_OP_WITHDRAWN && deed->undoes == 0)
        withdrawn = deed->seq;
      else if (redo && stands && (is_undo || deed->undoes == 0))
        return withdrawn != 0 ? withdrawn : is_undo ? deed->seq : 0;
    }
  return withdrawn;
}

AgentOperation *
agent_journal_undoable (AgentJournal *self, const char *session, gboolean redo, GError **error)
{
  g_autoptr (GArray) deeds = read_deeds (self, session, error);
  gint64 seq = deeds == NULL ? 0 : choose (deeds, redo);

  return seq == 0 ? NULL : agent_journal_get (self, seq, error);
}

gboolean
agent_journal_is_taken_back (AgentJournal *self,
                             const AgentOperation *operation,
                             gboolean *is_taken,
                             GError **error)
{
  static const char *const sql = "SELECT count (*) FROM operation"
                                 " WHERE record = ? AND kind = ? AND undoes = ? AND state < 4";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);
  gint64 count = 0;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, operation->record, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, operation->kind, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, operation->seq);
  if (!agent_db_int (self->db, statement, 0, &count, error))
    return FALSE;
  *is_taken = count > 0;
  return TRUE;
}
