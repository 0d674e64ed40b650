/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal"

#include "config.h"

#include "agent/store/agent-journal.h"

#include <glib/gi18n.h>

#include "agent/store/agent-journal-private.h"
#include "shared/base/m77-error.h"

void
agent_conflict_free (AgentConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_free (conflict->base);
  g_free (conflict->theirs);
  g_free (conflict->theirs_by);
  g_free (conflict->overlaps);
  g_free (conflict->decision);
  g_free (conflict);
}

AgentConflict *
agent_journal_conflict (AgentJournal *self, gint64 seq, GError **error)
{
  static const char *const sql = AGENT_CONFLICT_SELECT "WHERE seq = ?";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);
  g_autoptr (GPtrArray) found = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, seq);
  found = agent_journal_read (self, &agent_conflict_rows, statement, error);
  if (found == NULL)
    return NULL;
  if (found->len == 1)
    return g_ptr_array_steal_index (found, 0);
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_NOT_FOUND,
               _ ("Change %" G_GINT64_FORMAT " is in no conflict; m77 conflicts lists those that "
                  "are."),
               seq);
  return NULL;
}

GPtrArray *
agent_journal_in_conflict (AgentJournal *self, GError **error)
{
  static const char *const sql = AGENT_OPERATION_SELECT
      "WHERE state < 4 AND state = 2 ORDER BY seq";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  return statement != NULL ? agent_journal_read (self, &agent_operation_rows, statement, error)
                           : NULL;
}

/* ---- Decided before ---- */

/* The small value that the nth one is kept as. */
static char *
earlier_name (gint64 seq, guint n)
{
  return g_strdup_printf ("conflict/%" G_GINT64_FORMAT "/%u", seq, n);
}

gboolean
agent_journal_keep_earlier (AgentJournal *self, gint64 seq, GError **error)
{
  g_autoptr (AgentConflict) conflict = agent_journal_conflict (self, seq, NULL);
  g_autoptr (GPtrArray) earlier = NULL;
  g_autoptr (M77JsonPool) pool = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  M77Json *kept;

  if (conflict == NULL || conflict->decision == NULL)
    return TRUE;
  earlier = agent_journal_earlier_conflicts (self, seq);
  pool = m77_json_pool_new ();
  kept = m77_json_object_new (pool);
  m77_json_set_int (pool, kept, "found_at", conflict->found_at);
  if (conflict->theirs_by != NULL)
    m77_json_set_string (pool, kept, "by", conflict->theirs_by);
  m77_json_set_string (pool, kept, "overlaps", conflict->overlaps);
  m77_json_set_string (pool, kept, "decision", conflict->decision);
  name = earlier_name (seq, earlier->len);
  text = m77_json_to_text (kept);
  return agent_journal_put (self, name, text, error);
}

GPtrArray *
agent_journal_earlier_conflicts (AgentJournal *self, gint64 seq)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_conflict_free);

  while (TRUE)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autofree char *name = earlier_name (seq, found->len);
      g_autofree char *text = agent_journal_get_value (self, name);
      const M77Json *kept = text != NULL ? m77_json_parse (pool, text, -1, NULL) : NULL;
      AgentConflict *conflict;

      if (kept == NULL)
        return found;
      conflict = g_new0 (AgentConflict, 1);
      conflict->seq = seq;
      conflict->found_at = m77_json_get_int (kept, "found_at", 0);
      conflict->theirs_by = g_strdup (m77_json_get_string (kept, "by"));
      conflict->overlaps = g_strdup (m77_json_get_string (kept, "overlaps"));
      conflict->decision = g_strdup (m77_json_get_string (kept, "decision"));
      g_ptr_array_add (found, conflict);
    }
}

static gboolean
update_theirs_cb (AgentJournal *self, gpointer data, GError **error)
{
  const AgentConflict *newer = data;
  g_autoptr (AgentConflict) kept = agent_journal_conflict (self, newer->seq, error);
  AgentConflict row;

  if (kept == NULL)
    return FALSE;
  row = *newer;
  row.base = kept->base;
  row.decision = kept->decision;
  row.found_at = kept->found_at;
  return agent_journal_replace (self, &agent_conflict_rows, &row, error);
}

gboolean
agent_journal_update_theirs (AgentJournal *self, const AgentConflict *conflict, GError **error)
{
  return agent_journal_transact (self, update_theirs_cb, (gpointer) conflict, error);
}
