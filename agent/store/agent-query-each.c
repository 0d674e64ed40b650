/* Rows one after the other, and counts: without a vector.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-query"

#include "config.h"

#include "agent/store/agent-query-private.h"

static gboolean
give_rows (AgentQueryCursor *cursor, AgentRowFunc func, gpointer data, char **next, GError **error)
{
  gint64 rowid;

  for (;;)
    {
      AgentRow row;
      g_autoptr (GError) local = NULL;

      if (!agent_query_cursor_next (cursor, &rowid, error))
        return FALSE;
      if (rowid == 0)
        return TRUE;
      if (!agent_query_cursor_row (cursor, rowid, &row, error))
        return FALSE;
      if (row.doc == NULL || func (&row, data, &local))
        continue;
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (next != NULL)
        *next = agent_query_cursor_key (cursor, rowid);
      return TRUE;
    }
}

gboolean
agent_query_each (AgentQuery *self,
                  AgentCache *reader,
                  AgentSearch *search,
                  gint64 now,
                  const char *after,
                  AgentRowFunc func,
                  gpointer data,
                  char **next,
                  GError **error)
{
  gboolean begun, ok;

  if (next != NULL)
    *next = NULL;
  if (!agent_query_snapshot (reader, &begun, error))
    return FALSE;
  {
    g_auto (AgentQueryCursor) cursor = { 0 };

    ok = agent_query_cursor_open (&cursor, self, reader, search, now, after, 0, TRUE, error) &&
         give_rows (&cursor, func, data, next, error);
  }
  agent_query_leave (reader, begun);
  return ok;
}

/* One by one, where SQL cannot tell. */
static gboolean
count_rows (AgentQueryCursor *cursor, gint64 cap, gint64 *count, GError **error)
{
  gint64 row;

  for (*count = 0; cap == 0 || *count < cap; ++*count)
    {
      if (!agent_query_cursor_next (cursor, &row, error))
        return FALSE;
      if (row == 0)
        break;
    }
  return TRUE;
}

static gboolean
count_by_sql (AgentQueryCursor *cursor, gint64 cap, gint64 *count, GError **error)
{
  g_autoptr (GString) sql = NULL;
  g_autoptr (sqlite3_stmt) query = NULL;

  if (!agent_query_cursor_add_words (cursor, error))
    return FALSE;
  sql = agent_query_cursor_select (cursor, cap > 0 ? "1" : "count (*)");
  if (cap > 0)
    {
      g_string_prepend (sql, "SELECT count (*) FROM (");
      g_string_append_printf (sql, " LIMIT %" G_GINT64_FORMAT ")", cap);
    }
  query = agent_db_prepare (cursor->reader->db, sql->str, error);
  if (query == NULL)
    return FALSE;
  agent_dialect_bind (query, cursor->binds);
  return agent_db_int (cursor->reader->db, query, 0, count, error);
}

static gboolean
count_within (AgentQuery *self,
              AgentCache *reader,
              AgentSearch *search,
              gint64 now,
              gint64 cap,
              gint64 *count,
              GError **error)
{
  g_auto (AgentQueryCursor) cursor = { 0 };

  if (!agent_query_cursor_compile (&cursor, self, reader, search, now, error))
    return FALSE;
  if (cursor.residual->len == 0 && cursor.words->len == 0)
    return count_by_sql (&cursor, cap, count, error);
  agent_query_cursor_close (&cursor);
  return agent_query_cursor_open (&cursor, self, reader, search, now, NULL, 0, FALSE, error) &&
         count_rows (&cursor, cap, count, error);
}

gboolean
agent_query_count (AgentQuery *self,
                   AgentCache *reader,
                   AgentSearch *search,
                   gint64 now,
                   gint64 cap,
                   gint64 *count,
                   GError **error)
{
  gboolean begun, ok;

  if (!agent_query_snapshot (reader, &begun, error))
    return FALSE;
  /* Of a whole kind the count is kept. */
  if (self->kind != NULL && *self->filter == '\0')
    ok = agent_cache_count (reader, self->kind->name, count, error);
  else
    ok = count_within (self, reader, search, now, cap, count, error);
  agent_query_leave (reader, begun);
  if (ok && cap > 0)
    *count = MIN (*count, cap);
  return ok;
}
