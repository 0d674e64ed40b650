/* A query over one reader, row by row.
 *
 * The filter's parts go where they are cheapest: words to the index of words, what has a
 * column to SQL, the rest is tested in memory on the rows that are left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-query"

#include "config.h"

#include <string.h>

#include "agent/store/agent-cache-row.h"
#include "agent/store/agent-query-private.h"

static gboolean
add_part (AgentQueryCursor *self, M77Predicate *part, GError **error)
{
  gsize length = self->where->len;

  if (part->kind == M77_PREDICATE_ALL)
    return TRUE;
  if (part->kind == M77_PREDICATE_WORDS)
    {
      g_ptr_array_add (self->words, part);
      return TRUE;
    }
  if (length > 0)
    g_string_append (self->where, " AND ");
  if (m77_predicate_to_sql (part, &self->dialect.base, self->where, self->binds))
    return TRUE;
  g_string_truncate (self->where, length);
  if (self->dialect.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->dialect.error));
      return FALSE;
    }
  g_ptr_array_add (self->residual, part);
  return TRUE;
}

static gboolean
add_parts (AgentQueryCursor *self, GError **error)
{
  const char *condition;

  agent_dialect_from (&self->dialect, &condition);
  g_string_append (self->where, condition);
  if (self->predicate->kind != M77_PREDICATE_AND)
    return add_part (self, self->predicate, error);
  for (guint i = 0; i < self->predicate->children->len; i++)
    if (!add_part (self, self->predicate->children->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
agent_query_cursor_compile (AgentQueryCursor *self,
                            AgentQuery *query,
                            AgentCache *reader,
                            AgentSearch *search,
                            gint64 now,
                            GError **error)
{
  M77FilterContext context = { .now = now, .me = query->me, .zone = query->zone };

  *self = (AgentQueryCursor){ .query = query, .reader = reader, .search = search };
  agent_dialect_init (&self->dialect, query->table, reader, search);
  self->words = g_ptr_array_new ();
  self->residual = g_ptr_array_new ();
  self->where = g_string_new (NULL);
  self->binds = m77_binds_new ();
  self->predicate = m77_filter_parse (query->filter, query->kind, &context, NULL, error);
  return self->predicate != NULL && add_parts (self, error);
}

gboolean
agent_query_cursor_add_words (AgentQueryCursor *self, GError **error)
{
  g_autoptr (AgentHits) hits = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 row = 1;

  if (self->words->len == 0)
    return TRUE;
  hits = agent_hits_new (self->search, self->reader, self->words, error);
  while (row != 0)
    {
      if (hits == NULL || !agent_hits_next (hits, &row, error))
        return FALSE;
      if (row != 0)
        g_array_append_val (rows, row);
    }
  if (self->where->len > 0)
    g_string_append (self->where, " AND ");
  agent_dialect_put_hits (self->reader, rows, self->where, self->binds);
  return TRUE;
}

GString *
agent_query_cursor_select (const AgentQueryCursor *self, const char *what)
{
  const char *condition;
  const char *from = agent_dialect_from (&self->dialect, &condition);
  GString *sql = g_string_new (NULL);

  g_string_printf (sql,
                   "SELECT %s FROM %s%s%s%s%s",
                   what,
                   from,
                   self->query->table != NULL ? " AS k" : "",
                   self->is_whole ? " CROSS JOIN record AS r ON r.row = k.row"
                                    " LEFT JOIN overlay AS o ON o.row = k.row"
                                  : "",
                   self->where->len > 0 ? " WHERE " : "",
                   self->where->str);
  return sql;
}

static gboolean
prepare (AgentQueryCursor *self, const GString *sql, GError **error)
{
  self->statement = agent_db_prepare (self->reader->db, sql->str, error);
  if (self->statement == NULL)
    return FALSE;
  agent_dialect_bind (self->statement, self->binds);
  return TRUE;
}

/* Rows come from the words' own order; each is tested for the rest. */
static gboolean
open_hits (AgentQueryCursor *self, const char *after, GError **error)
{
  g_autoptr (GString) sql = NULL;
  gint64 last = 0;

  if (after != NULL &&
      !agent_query_keys_after (self, after, self->where, self->binds, &last, error))
    return FALSE;
  if (self->where->len > 0)
    g_string_append (self->where, " AND ");
  g_string_append (self->where, "k.row = ?");
  m77_binds_add_integer (self->binds, 0);
  sql = agent_query_cursor_select (self, "1");
  self->hits = agent_hits_new (self->search, self->reader, self->words, error);
  return self->hits != NULL && prepare (self, sql, error);
}

/* Whether the rows are all read before the first is given. */
static gboolean
is_sorted_first (AgentQueryCursor *self, const char *sql, gboolean *sorted, GError **error)
{
  AgentDb *db = self->reader->db;
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (sqlite3_stmt) plan = agent_db_prepare (db, explain, error);
  gboolean have_step = plan != NULL;

  *sorted = FALSE;
  while (have_step)
    {
      if (!agent_db_next (db, plan, &have_step, error))
        return FALSE;
      if (have_step && strstr ((const char *) sqlite3_column_text (plan, 3), "TEMP B-TREE") != NULL)
        *sorted = TRUE;
    }
  return plan != NULL;
}

/* Rows with what they hold, where an index has the order: to sort whole documents takes all their
 * memory. Returns a statement not prepared, or NULL. */
static GString *
select_whole (AgentQueryCursor *self, const char *what, const char *order, GError **error)
{
  g_autofree char *all = g_strconcat (what, ", " AGENT_CACHE_ROW_COLUMNS, NULL);
  g_autoptr (GString) sql = NULL;
  gboolean sorted;

  self->is_whole = self->query->table != NULL;
  if (!self->is_whole)
    return NULL;
  sql = agent_query_cursor_select (self, all);
  g_string_append (sql, order);
  self->is_whole = is_sorted_first (self, sql->str, &sorted, error) && !sorted;
  return self->is_whole ? g_steal_pointer (&sql) : NULL;
}

static gboolean
open_rows (AgentQueryCursor *self,
           const char *after,
           guint limit,
           gboolean with_rows,
           GError **error)
{
  const GArray *sorts = self->query->sorts;
  g_autoptr (GString) what = g_string_new ("k.row");
  g_autoptr (GString) order = g_string_new (" ORDER BY ");
  g_autoptr (GString) sql = NULL;
  g_autoptr (GError) local = NULL;
  gint64 last;

  for (guint i = 0; i < sorts->len; i++)
    {
      const M77Sort *sort = &g_array_index (sorts, M77Sort, i);
      g_autoptr (GString) expression = g_string_new (NULL);

      agent_dialect_sort (&self->dialect, sort->field, expression);
      g_string_append_printf (what, ", %s", expression->str);
      g_string_append_printf (order, "%s%s, ", expression->str, sort->descending ? " DESC" : "");
    }
  self->n_keys = sorts->len;
  agent_query_grouped_select (self, what);
  if (!agent_query_cursor_add_words (self, error) ||
      (after != NULL &&
       !agent_query_keys_after (self, after, self->where, self->binds, &last, error)))
    return FALSE;
  g_string_append (order, self->query->newest_first ? "k.row DESC" : "k.row");
  if (limit > 0 && self->residual->len == 0)
    g_string_append_printf (order, " LIMIT %u", limit);
  if (with_rows)
    sql = select_whole (self, what->str, order->str, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (sql == NULL)
    {
      sql = agent_query_cursor_select (self, what->str);
      g_string_append (sql, order->str);
    }
  return prepare (self, sql, error);
}

gboolean
agent_query_cursor_open (AgentQueryCursor *self,
                         AgentQuery *query,
                         AgentCache *reader,
                         AgentSearch *search,
                         gint64 now,
                         const char *after,
                         guint limit,
                         gboolean with_rows,
                         GError **error)
{
  if (!agent_query_cursor_compile (self, query, reader, search, now, error))
    return FALSE;
  with_rows = with_rows || self->residual->len > 0;
  if (with_rows)
    {
      self->row = agent_cache_row_statement (reader, error);
      if (self->row == NULL)
        return FALSE;
    }
  if (query->newest_first && self->words->len > 0 && query->group == NULL)
    return open_hits (self, after, error);
  return open_rows (self, after, limit, with_rows, error);
}

gboolean
agent_query_cursor_row (AgentQueryCursor *self, gint64 rowid, AgentRow *row, GError **error)
{
  if (self->is_whole)
    return agent_cache_fill_row (self->reader,
                                 self->statement,
                                 sqlite3_column_count (self->statement) - AGENT_CACHE_ROW_WIDTH,
                                 rowid,
                                 row,
                                 error);
  return agent_cache_borrow_row (self->reader, self->row, rowid, row, error);
}

/* What SQL could not tell. */
static gboolean
passes (AgentQueryCursor *self, gint64 rowid, gboolean *passed, GError **error)
{
  AgentRow row;
  M77Record record;

  *passed = self->residual->len == 0;
  if (*passed)
    return TRUE;
  if (!agent_query_cursor_row (self, rowid, &row, error))
    return FALSE;
  record = (M77Record){ .kind = row.kind,
                        .id = row.id,
                        .version = row.version,
                        .created_at = row.created_at,
                        .updated_at = row.updated_at,
                        .updated_by = row.updated_by,
                        .deleted = row.deleted };
  m77_json_pool_reset (self->reader->pool);
  if (row.doc != NULL)
    record.doc = m77_json_parse (self->reader->pool, row.doc, -1, NULL);
  *passed = record.doc != NULL;
  for (guint i = 0; *passed && i < self->residual->len; i++)
    *passed = m77_predicate_matches (self->residual->pdata[i],
                                     self->query->kind,
                                     &record,
                                     row.state);
  return TRUE;
}

/* *row 0 at the end; of hits each is tested by the statement. */
static gboolean
next_candidate (AgentQueryCursor *self, gint64 *row, GError **error)
{
  gboolean found = FALSE;

  while (!found)
    {
      if (self->hits != NULL)
        {
          if (!agent_hits_next (self->hits, row, error))
            return FALSE;
          if (*row == 0)
            return TRUE;
          sqlite3_reset (self->statement);
          sqlite3_bind_int64 (self->statement, (int) self->binds->len, *row);
        }
      if (!agent_db_next (self->reader->db, self->statement, &found, error))
        return FALSE;
      if (self->hits == NULL)
        {
          *row = found ? sqlite3_column_int64 (self->statement, 0) : 0;
          return TRUE;
        }
    }
  return TRUE;
}

gboolean
agent_query_cursor_next (AgentQueryCursor *self, gint64 *row, GError **error)
{
  gboolean passed = FALSE;

  while (!passed)
    {
      if (!next_candidate (self, row, error))
        return FALSE;
      if (*row == 0)
        return TRUE;
      if (!passes (self, *row, &passed, error))
        return FALSE;
    }
  return TRUE;
}

void
agent_query_cursor_close (AgentQueryCursor *self)
{
  g_clear_pointer (&self->statement, sqlite3_finalize);
  if (self->row != NULL)
    sqlite3_reset (self->row);
  g_clear_pointer (&self->hits, agent_hits_free);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->residual, g_ptr_array_unref);
  if (self->where != NULL)
    g_string_free (g_steal_pointer (&self->where), TRUE);
  g_clear_pointer (&self->binds, g_array_unref);
  g_clear_pointer (&self->predicate, m77_predicate_unref);
  g_clear_error (&self->dialect.error);
  if (self->reader != NULL)
    agent_dialect_forget (self->reader);
}
