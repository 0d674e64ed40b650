/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-search"

#include "config.h"

#include "agent/store/agent-search-private.h"

#include <glib/gstdio.h>

#include "shared/base/m77-error.h"

#define SEARCH_FILE "search.db"
#define TITLES_MOST 500 /* candidates looked at for one answer */

static const char *const steps[] = {
  "CREATE TABLE mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE current (row INTEGER PRIMARY KEY, number INTEGER NOT NULL);"
  "CREATE INDEX current_number ON current (number);"
  "CREATE VIRTUAL TABLE words USING fts5 (body, content = '', columnsize = 0,"
  " prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2');"
  "CREATE VIRTUAL TABLE titles USING fts5 (title, content = '', columnsize = 0,"
  " prefix = '1 2 3 4 5', tokenize = 'unicode61 remove_diacritics 2');",
};

static AgentSearch *
new_search (const char *directory, const char *vfs)
{
  AgentSearch *self = g_new0 (AgentSearch, 1);

  self->directory = g_strdup (directory);
  self->vfs = g_strdup (vfs);
  self->pool = m77_json_pool_new ();
  return self;
}

static gboolean
connect (AgentSearch *self, AgentDbMode mode, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, SEARCH_FILE, NULL);

  self->db = agent_db_open (path, self->vfs, mode, error);
  return self->db != NULL &&
         agent_db_exec (self->db, "PRAGMA temp_store = FILE; PRAGMA cache_size = -4000", error);
}

static gboolean
open_writer (AgentSearch *self, GError **error)
{
  AgentSearchMark mark;

  if (!connect (self, AGENT_DB_FAST, error) ||
      !agent_db_migrate (self->db, steps, G_N_ELEMENTS (steps), NULL, NULL, error))
    return FALSE;
  agent_db_write_gently (self->db);
  return agent_search_mark (self, &mark, error);
}

static void
throw_away (AgentSearch *self)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  g_clear_pointer (&self->db, agent_db_close);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (SEARCH_FILE, suffixes[i], NULL);
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_unlink (path);
    }
}

AgentSearch *
agent_search_open (const char *directory, const char *vfs, GError **error)
{
  g_autoptr (AgentSearch) self = new_search (directory, vfs);
  g_autoptr (GError) why = NULL;

  if (open_writer (self, &why))
    return g_steal_pointer (&self);
  if (!g_error_matches (why, M77_ERROR, M77_ERROR_STORAGE_CORRUPT) &&
      !g_error_matches (why, M77_ERROR, M77_ERROR_VERSION))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  throw_away (self);
  return open_writer (self, error) ? g_steal_pointer (&self) : NULL;
}

AgentSearch *
agent_search_open_reader (const char *directory, const char *vfs, GError **error)
{
  g_autoptr (AgentSearch) self = new_search (directory, vfs);

  return connect (self, AGENT_DB_READ, error) ? g_steal_pointer (&self) : NULL;
}

void
agent_search_close (AgentSearch *self)
{
  g_clear_pointer (&self->db, agent_db_close);
  m77_json_pool_free (self->pool);
  g_free (self->directory);
  g_free (self->vfs);
  g_free (self);
}

void
agent_search_rest (AgentSearch *self)
{
  agent_db_rest (self->db);
}

static gboolean
read_mark (AgentSearch *self, const char *name, gint64 *value, GError **error)
{
  static const char *const sql = "SELECT value FROM mark WHERE name = ?";
  sqlite3_stmt *query = agent_db_keep (self->db, sql, error);

  if (query == NULL)
    return FALSE;
  sqlite3_bind_text (query, 1, name, -1, SQLITE_STATIC);
  return agent_db_int (self->db, query, 0, value, error);
}

gboolean
agent_search_mark (AgentSearch *self, AgentSearchMark *mark, GError **error)
{
  if (!read_mark (self, "epoch", &mark->epoch, error) ||
      !read_mark (self, "schema", &mark->schema, error) ||
      !read_mark (self, "stamp", &mark->stamp, error) ||
      !read_mark (self, "number", &mark->number, error) ||
      !read_mark (self, "row", &mark->row, error) ||
      !read_mark (self, "moved", &mark->moved, error) ||
      !read_mark (self, "again", &mark->next_again, error))
    return FALSE;
  mark->next_again = MAX (mark->next_again, AGENT_SEARCH_AGAIN);
  return TRUE;
}

static gboolean
read_number (AgentCache *reader, const char *sql, gint64 *number, GError **error)
{
  sqlite3_stmt *query = agent_db_keep (reader->db, sql, error);

  return query != NULL && agent_db_int (reader->db, query, 0, number, error);
}

gboolean
agent_search_mark_cache (AgentSearchMark *mark, AgentCache *reader, GError **error)
{
  static const char *const sql = "SELECT stamp FROM opened ORDER BY serial DESC LIMIT 1";
  gint64 purges;

  if (!agent_cache_meta (reader, "epoch", &mark->epoch, error) ||
      !agent_cache_meta (reader, "purges", &purges, error) ||
      !agent_cache_meta (reader, "number", &mark->number, error))
    return FALSE;
  mark->epoch += purges;
  mark->schema = (gint64) (g_ascii_strtoull (agent_cache_schema ()->hash + 48, NULL, 16) >> 1);
  return read_number (reader, sql, &mark->stamp, error);
}

/* Whether all that was read is still there: the cache was not opened since, or when it was it
 * had lost nothing of it. */
static gboolean
is_unbroken (const AgentSearchMark *mark, AgentCache *reader, gboolean *unbroken, GError **error)
{
  static const char *const
      sql = "SELECT coalesce ((SELECT min (number) FROM opened WHERE serial > o.serial), ?2) >= ?2"
            " FROM opened AS o WHERE stamp = ?1";
  sqlite3_stmt *query = agent_db_keep (reader->db, sql, error);
  gint64 whole;

  if (query == NULL)
    return FALSE;
  sqlite3_bind_int64 (query, 1, mark->stamp);
  sqlite3_bind_int64 (query, 2, mark->number);
  if (!agent_db_int (reader->db, query, 0, &whole, error))
    return FALSE;
  *unbroken = whole != 0;
  return TRUE;
}

gboolean
agent_search_fits (const AgentSearchMark *mark, AgentCache *reader, gboolean *fits, GError **error)
{
  static const char *const sql = "SELECT min (number) FROM moved";
  AgentSearchMark now = { 0 };
  gint64 oldest;

  if (!read_number (reader, sql, &oldest, error) || !agent_search_mark_cache (&now, reader, error))
    return FALSE;
  *fits = mark->epoch == now.epoch && mark->schema == now.schema && mark->moved + 1 >= oldest;
  return !*fits || is_unbroken (mark, reader, fits, error);
}

gboolean
agent_search_behind (AgentSearch *self, AgentCache *reader, gint64 *rows, GError **error)
{
  static const char *const moved_sql = "SELECT count (*) FROM moved WHERE number > ?";
  static const char *const new_sql = "SELECT max (row) - ? FROM record";
  AgentSearchMark mark;
  gboolean fits;
  gint64 moved, fresh;
  sqlite3_stmt *query;

  if (!agent_search_mark (self, &mark, error) || !agent_search_fits (&mark, reader, &fits, error))
    return FALSE;
  if (!fits)
    return agent_cache_count (reader, NULL, rows, error);
  query = agent_db_keep (reader->db, moved_sql, error);
  if (query == NULL)
    return FALSE;
  sqlite3_bind_int64 (query, 1, mark.moved);
  if (!agent_db_int (reader->db, query, 0, &moved, error))
    return FALSE;
  query = agent_db_keep (reader->db, new_sql, error);
  if (query == NULL)
    return FALSE;
  sqlite3_bind_int64 (query, 1, mark.row);
  if (!agent_db_int (reader->db, query, 0, &fresh, error))
    return FALSE;
  *rows = moved + MAX (fresh, 0);
  return TRUE;
}

/* "disk ful" as a match of every word, the last by its beginning; NULL if there is no word. */
static char *
title_match (const char *typed)
{
  g_autoptr (GString) match = g_string_new (NULL);
  gboolean in_word = FALSE;

  for (const char *c = typed; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);
      gboolean is_letter = g_unichar_isalnum (letter) || g_unichar_ismark (letter);

      if (is_letter && !in_word)
        g_string_append (match, match->len > 0 ? " AND \"" : "\"");
      if (!is_letter && in_word)
        g_string_append_c (match, '"');
      if (is_letter)
        g_string_append_unichar (match, letter);
      in_word = is_letter;
    }
  if (match->len == 0)
    return NULL;
  g_string_append (match, in_word ? "\" *" : "");
  return g_string_free (g_steal_pointer (&match), FALSE);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first < second) - (first > second);
}

GArray *
agent_search_titles (AgentSearch *self, const char *typed, guint limit, GError **error)
{
  static const char *const sql =
      "SELECT CASE WHEN t.rowid < 1099511627776 THEN t.rowid ELSE a.row END FROM titles AS t"
      " LEFT JOIN current AS c ON c.row = t.rowid LEFT JOIN current AS a ON a.number = t.rowid"
      " WHERE titles MATCH ? AND c.row IS NULL ORDER BY t.rowid DESC LIMIT ?";
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *match = title_match (typed);
  g_autoptr (AgentDbKept) query = NULL;
  gboolean have_row = match != NULL;

  if (!have_row)
    return g_steal_pointer (&rows);
  query = agent_db_keep (self->db, sql, error);
  if (query == NULL)
    return NULL;
  sqlite3_bind_text (query, 1, match, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (query, 2, MIN (limit, TITLES_MOST));
  while (have_row)
    {
      gint64 row;

      if (!agent_db_next (self->db, query, &have_row, error))
        return NULL;
      row = sqlite3_column_int64 (query, 0);
      if (have_row && row > 0)
        g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_newest_first);
  return g_steal_pointer (&rows);
}
