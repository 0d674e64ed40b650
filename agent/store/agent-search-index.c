/* Reading the cache into the index, a little at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-search"

#include "config.h"

#include "agent/store/agent-cache-row.h"
#include "agent/store/agent-pace.h"
#include "agent/store/agent-search-private.h"
#include "shared/model/m77-predicate.h"

#define DEAD_LEAST 2000 /* numbers given up, and a third of all, before the index is begun anew */
#define LOG_MOST   4096 /* pages */

/* Between texts, so that no phrase is found across two: a letter to FTS5, to nobody else. */
#define BREAK " \xee\x80\x80 "

typedef struct
{
  AgentSearch *search;
  AgentCache *reader;
  AgentSearchMark mark;
  GString *body, *title;
} Index;

static gboolean
write_mark (AgentSearch *self, const char *name, gint64 value, GError **error)
{
  static const char *const sql = "INSERT OR REPLACE INTO mark VALUES (?, ?)";
  sqlite3_stmt *put = agent_db_keep (self->db, sql, error);

  if (put == NULL)
    return FALSE;
  sqlite3_bind_text (put, 1, name, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (put, 2, value);
  return agent_db_run (self->db, put, error);
}

static gboolean
write_marks (Index *self, GError **error)
{
  return write_mark (self->search, "epoch", self->mark.epoch, error) &&
         write_mark (self->search, "schema", self->mark.schema, error) &&
         write_mark (self->search, "stamp", self->mark.stamp, error) &&
         write_mark (self->search, "number", self->mark.number, error) &&
         write_mark (self->search, "row", self->mark.row, error) &&
         write_mark (self->search, "moved", self->mark.moved, error) &&
         write_mark (self->search, "again", self->mark.next_again, error);
}

static gboolean
newest_moved (Index *self, gint64 *number, GError **error)
{
  static const char *const sql = "SELECT max (number) FROM moved";
  sqlite3_stmt *query = agent_db_keep (self->reader->db, sql, error);

  return query != NULL && agent_db_int (self->reader->db, query, 0, number, error);
}

/* All that changed before is in the documents that are read from now on. */
static gboolean
begin_anew (Index *self, GError **error)
{
  self->mark = (AgentSearchMark){ .next_again = AGENT_SEARCH_AGAIN };
  return agent_db_exec (self->search->db,
                        "INSERT INTO words (words) VALUES ('delete-all');"
                        "INSERT INTO titles (titles) VALUES ('delete-all');"
                        "INSERT INTO words (words, rank) VALUES ('hashsize', 4194304);"
                        "INSERT INTO titles (titles, rank) VALUES ('hashsize', 4194304);"
                        "DELETE FROM current;",
                        error) &&
         newest_moved (self, &self->mark.moved, error);
}

static void
add_text_cb (const char *text, gpointer data)
{
  GString *body = data;

  if (body->len > 0)
    g_string_append (body, BREAK);
  g_string_append (body, text);
}

static gboolean
insert (AgentSearch *self, const char *sql, gint64 number, const GString *text, GError **error)
{
  sqlite3_stmt *put;

  if (text->len == 0)
    return TRUE;
  put = agent_db_keep (self->db, sql, error);
  if (put == NULL)
    return FALSE;
  sqlite3_bind_int64 (put, 1, number);
  sqlite3_bind_text (put, 2, text->str, (int) text->len, SQLITE_STATIC);
  return agent_db_run (self->db, put, error);
}

static gboolean
index_document (Index *self, const AgentRow *row, gint64 number, GError **error)
{
  static const char *const words_sql = "INSERT INTO words (rowid, body) VALUES (?, ?)";
  static const char *const titles_sql = "INSERT INTO titles (rowid, title) VALUES (?, ?)";
  const M77Kind *kind = m77_kind_find (row->kind);
  g_autofree char *key = NULL;
  g_autofree char *title = NULL;
  const M77Json *doc;

  agent_pace_give_way ();
  m77_json_pool_reset (self->search->pool);
  doc = m77_json_parse (self->search->pool, row->doc, -1, NULL);
  g_string_truncate (self->body, 0);
  m77_predicate_searched (kind, doc, add_text_cb, self->body);
  key = m77_record_key (kind, doc, row->id, row->local_number);
  title = m77_record_title (kind, doc, row->id);
  g_string_printf (self->title, "%s%s%s", title, BREAK, key);
  return insert (self->search, words_sql, number, self->body, error) &&
         insert (self->search, titles_sql, number, self->title, error);
}

static gboolean
set_current (Index *self, gint64 row, gint64 number, GError **error)
{
  static const char *const sql = "INSERT OR REPLACE INTO current VALUES (?, ?)";
  sqlite3_stmt *put = agent_db_keep (self->search->db, sql, error);

  if (put == NULL)
    return FALSE;
  sqlite3_bind_int64 (put, 1, row);
  sqlite3_bind_int64 (put, 2, number);
  return agent_db_run (self->search->db, put, error);
}

/* New rows in order. *count is lowered by those read. */
static gboolean
index_new (Index *self, guint *count, GError **error)
{
  static const char *const sql = "SELECT row FROM record WHERE row > ? ORDER BY row LIMIT ?";
  g_autoptr (AgentDbKept) query = agent_db_keep (self->reader->db, sql, error);
  g_autoptr (AgentDbKept) read = agent_cache_row_statement (self->reader, error);
  gboolean have_row = TRUE;

  if (query == NULL || read == NULL)
    return FALSE;
  sqlite3_bind_int64 (query, 1, self->mark.row);
  sqlite3_bind_int64 (query, 2, *count);
  for (;;)
    {
      AgentRow row;

      if (!agent_db_next (self->reader->db, query, &have_row, error))
        return FALSE;
      if (!have_row)
        return TRUE;
      self->mark.row = sqlite3_column_int64 (query, 0);
      if (!agent_cache_borrow_row (self->reader, read, self->mark.row, &row, error) ||
          (row.doc != NULL && !index_document (self, &row, row.rowid, error)))
        return FALSE;
      --*count;
    }
}

static gboolean
index_again (Index *self, sqlite3_stmt *read, gint64 rowid, GError **error)
{
  AgentRow row;
  gint64 number = 0;

  /* One not read yet will be read as it then is. */
  if (rowid > self->mark.row)
    return TRUE;
  if (!agent_cache_borrow_row (self->reader, read, rowid, &row, error))
    return FALSE;
  if (row.doc != NULL)
    {
      number = self->mark.next_again++;
      if (!index_document (self, &row, number, error))
        return FALSE;
    }
  return set_current (self, rowid, number, error);
}

/* Changed rows; before the new ones, so that each is read once. */
static gboolean
index_moved (Index *self, guint *count, GError **error)
{
  static const char
      *const sql = "SELECT number, row FROM moved WHERE number > ? ORDER BY number LIMIT ?";
  g_autoptr (AgentDbKept) query = agent_db_keep (self->reader->db, sql, error);
  g_autoptr (AgentDbKept) read = agent_cache_row_statement (self->reader, error);
  gboolean have_row;

  if (query == NULL || read == NULL)
    return FALSE;
  sqlite3_bind_int64 (query, 1, self->mark.moved);
  sqlite3_bind_int64 (query, 2, *count);
  for (;;)
    {
      if (!agent_db_next (self->reader->db, query, &have_row, error))
        return FALSE;
      if (!have_row)
        return TRUE;
      self->mark.moved = sqlite3_column_int64 (query, 0);
      if (!index_again (self, read, sqlite3_column_int64 (query, 1), error))
        return FALSE;
      --*count;
    }
}

static gboolean
is_too_dead (const AgentSearchMark *mark)
{
  gint64 dead = mark->next_again - AGENT_SEARCH_AGAIN;

  return dead > DEAD_LEAST && dead > mark->row / 3;
}

static gboolean
index_some (Index *self, guint most, gboolean *more, GError **error)
{
  guint left = most;
  gboolean fits;

  if (!agent_search_mark (self->search, &self->mark, error) ||
      !agent_search_fits (&self->mark, self->reader, &fits, error))
    return FALSE;
  if ((!fits || is_too_dead (&self->mark)) && !begin_anew (self, error))
    return FALSE;
  if (!index_moved (self, &left, error) || (left > 0 && !index_new (self, &left, error)) ||
      !agent_search_mark_cache (&self->mark, self->reader, error) || !write_marks (self, error))
    return FALSE;
  *more = left == 0;
  return TRUE;
}

static gboolean
index_in_snapshot (Index *self, guint most, gboolean *more, GError **error)
{
  gboolean ok;

  if (!agent_db_exec (self->reader->db, "BEGIN", error))
    return FALSE;
  ok = index_some (self, most, more, error);
  agent_db_rollback (self->reader->db);
  return ok;
}

gboolean
agent_search_catch_up (AgentSearch *self,
                       AgentCache *reader,
                       guint most,
                       gboolean *more,
                       GError **error)
{
  Index index = { .search = self, .reader = reader };
  gboolean ok;

  *more = FALSE;
  if (!agent_db_begin (self->db, error))
    return FALSE;
  index.body = g_string_new (NULL);
  index.title = g_string_new (NULL);
  ok = index_in_snapshot (&index, most, more, error);
  g_string_free (index.body, TRUE);
  g_string_free (index.title, TRUE);
  if (!ok)
    {
      agent_db_rollback (self->db);
      return FALSE;
    }
  if (!agent_db_commit (self->db, error))
    return FALSE;
  if (agent_db_log_pages (self->db) > LOG_MOST)
    agent_db_checkpoint (self->db, NULL, NULL);
  return TRUE;
}
