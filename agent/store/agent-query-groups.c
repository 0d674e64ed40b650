/* Counts by the values of a field.
 *
 * Columns hold text case-folded and ranks; the value as it is written comes from the document
 * of one row of each group.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-query"

#include "config.h"

#include "agent/store/agent-cache-row.h"
#include "agent/store/agent-query-private.h"

static void
clear_group (gpointer data)
{
  g_free (((AgentGroup *) data)->value);
}

static char *
scalar_text (const M77Json *value)
{
  const char *text = m77_json_string (value);
  gboolean flag;

  if (text == NULL)
    text = m77_json_number_text (value);
  if (text == NULL && m77_json_bool (value, &flag))
    text = flag ? "true" : "false";
  return g_strdup (text);
}

/* The element that is `folded` in the index. */
static char *
element_text (const M77Json *container, const char *folded)
{
  for (const M77Json *e = m77_json_first (container); e != NULL; e = m77_json_next (e))
    {
      g_autofree char *text = m77_predicate_element (e);

      if (g_strcmp0 (text, folded) == 0)
        return m77_json_name (e) != NULL ? g_strdup (folded) : scalar_text (e);
    }
  return g_strdup (folded);
}

/* As a document has it. */
char *
agent_query_written_value (AgentCache *reader,
                           const M77Field *field,
                           gint64 rowid,
                           const char *folded,
                           GError **error)
{
  g_autoptr (AgentRow) row = NULL;
  const M77Json *value;

  if (field->values != NULL && folded != NULL && *folded != '-')
    return g_strdup (field->values[g_ascii_strtoll (folded, NULL, 10)].name);
  if (m77_field_is_envelope (field))
    return g_strdup (folded);
  row = agent_cache_row (reader, rowid, error);
  if (row == NULL)
    return NULL;
  m77_json_pool_reset (reader->pool);
  value = m77_json_get (m77_json_parse (reader->pool, row->doc, -1, NULL), field->name);
  return field->type == M77_TYPE_SET || field->type == M77_TYPE_MAP ? element_text (value, folded)
                                                                    : scalar_text (value);
}

/* Value, count, one row of it. */
static sqlite3_stmt *
prepare_groups (AgentQueryCursor *cursor, const M77Field *field, guint limit, GError **error)
{
  const AgentKindTable *table = cursor->query->table;
  const AgentColumn *column = table != NULL ? agent_kind_table_column (table, field) : NULL;
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autoptr (GString) sql = NULL;
  sqlite3_stmt *query;

  if (column != NULL && column->elements != 0)
    {
      g_autoptr (GString) rows = agent_query_cursor_select (cursor, "k.row");

      sql = g_string_new (NULL);
      g_string_printf (sql,
                       "SELECT value, count (*), min (row) FROM element WHERE field = %u"
                       " AND row IN (%s) GROUP BY 1",
                       column->elements,
                       rows->str);
    }
  else
    {
      g_autofree char *what = NULL;

      agent_dialect_sort (&cursor->dialect, field, expression);
      what = g_strconcat (expression->str, ", count (*), min (k.row)", NULL);
      sql = agent_query_cursor_select (cursor, what);
      g_string_append (sql, " GROUP BY 1");
    }
  g_string_append_printf (sql, " ORDER BY 2 DESC, 1 LIMIT %d", limit > 0 ? (int) limit : -1);
  query = agent_db_prepare (cursor->reader->db, sql->str, error);
  if (query != NULL)
    agent_dialect_bind (query, cursor->binds);
  return query;
}

/* Rows that SQL cannot tell are told beforehand, and put there as hits. */
static gboolean
settle_residual (AgentQueryCursor *cursor, gint64 now, GError **error)
{
  g_auto (AgentQueryCursor) rows = { 0 };
  g_autoptr (GArray) passed = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 row = 1;

  if (cursor->residual->len == 0)
    return agent_query_cursor_add_words (cursor, error);
  if (!agent_query_cursor_open (
          &rows, cursor->query, cursor->reader, cursor->search, now, NULL, 0, FALSE, error))
    return FALSE;
  while (row != 0)
    {
      if (!agent_query_cursor_next (&rows, &row, error))
        return FALSE;
      if (row != 0)
        g_array_append_val (passed, row);
    }
  agent_query_cursor_close (&rows);
  /* What passed has passed the rest too, and hits of the first compiling are forgotten. */
  g_string_truncate (cursor->where, 0);
  g_array_set_size (cursor->binds, 0);
  agent_dialect_put_hits (cursor->reader, passed, cursor->where, cursor->binds);
  return TRUE;
}

static gboolean
read_groups (AgentQueryCursor *cursor,
             const M77Field *field,
             guint limit,
             GArray *groups,
             GError **error)
{
  g_autoptr (sqlite3_stmt) query = prepare_groups (cursor, field, limit, error);
  gboolean have_row = TRUE;

  while (query != NULL && have_row)
    {
      AgentGroup group = { 0 };

      if (!agent_db_next (cursor->reader->db, query, &have_row, error))
        return FALSE;
      if (!have_row)
        break;
      group.count = sqlite3_column_int64 (query, 1);
      if (sqlite3_column_type (query, 0) != SQLITE_NULL)
        {
          g_autoptr (GError) local = NULL;

          group.value = agent_query_written_value (cursor->reader,
                                                   field,
                                                   sqlite3_column_int64 (query, 2),
                                                   (const char *) sqlite3_column_text (query, 0),
                                                   &local);
          if (local != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local));
              return FALSE;
            }
        }
      g_array_append_val (groups, group);
    }
  return query != NULL;
}

GArray *
agent_query_groups (AgentQuery *self,
                    AgentCache *reader,
                    AgentSearch *search,
                    gint64 now,
                    const M77Field *field,
                    guint limit,
                    GError **error)
{
  g_autoptr (GArray) groups = g_array_new (FALSE, TRUE, sizeof (AgentGroup));
  gboolean begun, ok;

  g_array_set_clear_func (groups, clear_group);
  if (!agent_query_snapshot (reader, &begun, error))
    return NULL;
  {
    g_auto (AgentQueryCursor) cursor = { 0 };

    ok = agent_query_cursor_compile (&cursor, self, reader, search, now, error) &&
         settle_residual (&cursor, now, error) &&
         read_groups (&cursor, field, limit, groups, error);
  }
  agent_query_leave (reader, begun);
  return ok ? g_steal_pointer (&groups) : NULL;
}
