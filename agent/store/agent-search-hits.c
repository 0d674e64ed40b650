/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-search"

#include "config.h"

#include "agent/store/agent-search-hits.h"

#include <string.h>

#include "agent/store/agent-cache-row.h"
#include "agent/store/agent-search-private.h"

#define UNREAD_MOST 2000 /* rows not indexed yet that are matched in memory */

struct _AgentHits
{
  AgentSearch *search;
  GPtrArray *words; /* not owned */
  GArray *extra;    /* rows found otherwise than by rowid in the index, newest first */
  guint at;
  GHashTable *unread;   /* rows matched in memory: what the index says of them is old */
  sqlite3_stmt *query;  /* of rows indexed once, newest first; NULL: the end */
  gboolean any_current; /* some numbers in the index no longer stand for their row */
  gint64 next;          /* the row read ahead from query; 0: none */
};

static gboolean
has_word (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      return TRUE;
  return FALSE;
}

/* All of the words as one FTS5 query; NULL where nothing can match. */
static char *
make_match (GPtrArray *words)
{
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const M77Predicate *predicate = words->pdata[i];

      if (!has_word (predicate->text))
        return NULL;
      g_string_append (match, i > 0 ? " AND \"" : "\"");
      for (const char *c = predicate->text; *c != '\0'; c++)
        if (*c == '"')
          g_string_append (match, "\"\"");
        else
          g_string_append_c (match, *c);
      g_string_append (match, g_str_has_suffix (predicate->text, "*") ? "\" *" : "\"");
    }
  return g_string_free (g_steal_pointer (&match), FALSE);
}

static gboolean
match_row (AgentHits *self, AgentCache *reader, const AgentRow *row)
{
  M77Record record = { .kind = row->kind, .id = row->id };

  m77_json_pool_reset (reader->pool);
  record.doc = m77_json_parse (reader->pool, row->doc, -1, NULL);
  for (guint i = 0; record.doc != NULL && i < self->words->len; i++)
    if (!m77_predicate_matches (self->words->pdata[i], NULL, &record, NULL))
      return FALSE;
  return record.doc != NULL;
}

/* Matches the rows of a statement in memory. */
static gboolean
read_unread (AgentHits *self, AgentCache *reader, sqlite3_stmt *query, GError **error)
{
  g_autoptr (AgentDbKept) read = agent_cache_row_statement (reader, error);
  gboolean have_row = TRUE;

  while (read != NULL && have_row)
    {
      gint64 rowid;
      AgentRow row;

      if (!agent_db_next (reader->db, query, &have_row, error))
        return FALSE;
      rowid = sqlite3_column_int64 (query, 0);
      if (!have_row || !g_hash_table_add (self->unread, g_memdup2 (&rowid, sizeof rowid)))
        continue;
      if (!agent_cache_borrow_row (reader, read, rowid, &row, error))
        return FALSE;
      if (row.doc != NULL && match_row (self, reader, &row))
        g_array_append_val (self->extra, rowid);
    }
  return read != NULL;
}

static gboolean
match_unread (AgentHits *self, AgentCache *reader, const AgentSearchMark *mark, GError **error)
{
  static const char *const overlay_sql =
      "SELECT row FROM overlay WHERE row > ?1"
      " OR row IN (SELECT row FROM moved WHERE number > ?2) ORDER BY row DESC LIMIT ?3";
  static const char
      *const moved_sql = "SELECT row FROM moved WHERE number > ?2 ORDER BY number DESC LIMIT ?3";
  static const char
      *const new_sql = "SELECT row FROM record WHERE row > ?1 ORDER BY row DESC LIMIT ?3";
  const char *const queries[] = { overlay_sql, moved_sql, new_sql };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (AgentDbKept) query = agent_db_keep (reader->db, queries[i], error);

      if (query == NULL)
        return FALSE;
      if (i != 1)
        sqlite3_bind_int64 (query, 1, mark->row);
      if (i != 2)
        sqlite3_bind_int64 (query, 2, mark->moved);
      sqlite3_bind_int64 (query, 3, UNREAD_MOST);
      if (!read_unread (self, reader, query, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_unread (AgentHits *self, gint64 row)
{
  return g_hash_table_size (self->unread) > 0 && g_hash_table_contains (self->unread, &row);
}

/* Rows that were indexed again, by the number that stands for them now. */
static gboolean
add_again (AgentHits *self, const char *match, GError **error)
{
  static const char
      *const sql = "SELECT c.row FROM words AS w CROSS JOIN current AS c ON c.number = w.rowid"
                   " WHERE words MATCH ? AND w.rowid >= 1099511627776";
  g_autoptr (AgentDbKept) query = agent_db_keep (self->search->db, sql, error);
  gboolean have_row = TRUE;

  if (query == NULL)
    return FALSE;
  sqlite3_bind_text (query, 1, match, -1, SQLITE_TRANSIENT);
  while (have_row)
    {
      gint64 row;

      if (!agent_db_next (self->search->db, query, &have_row, error))
        return FALSE;
      row = sqlite3_column_int64 (query, 0);
      if (have_row && !is_unread (self, row))
        g_array_append_val (self->extra, row);
    }
  return TRUE;
}

static gboolean
is_any_current (AgentHits *self, GError **error)
{
  static const char *const sql = "SELECT 1 FROM current LIMIT 1";
  sqlite3_stmt *query = agent_db_keep (self->search->db, sql, error);
  gint64 any;

  if (query == NULL || !agent_db_int (self->search->db, query, 0, &any, error))
    return FALSE;
  self->any_current = any != 0;
  return TRUE;
}

/* Whether a row's rowid no longer stands for it in the index. */
static gboolean
is_superseded (AgentHits *self, gint64 row, gboolean *superseded, GError **error)
{
  static const char *const sql = "SELECT 1 FROM current WHERE row = ?";
  sqlite3_stmt *query;
  gint64 found = 0;

  *superseded = FALSE;
  if (!self->any_current)
    return TRUE;
  query = agent_db_keep (self->search->db, sql, error);
  if (query == NULL)
    return FALSE;
  sqlite3_bind_int64 (query, 1, row);
  if (!agent_db_int (self->search->db, query, 0, &found, error))
    return FALSE;
  *superseded = found != 0;
  return TRUE;
}

static gboolean
read_ahead (AgentHits *self, GError **error)
{
  gboolean have_row;

  self->next = 0;
  while (self->query != NULL && self->next == 0)
    {
      gint64 row;
      gboolean superseded;

      if (!agent_db_next (self->search->db, self->query, &have_row, error))
        return FALSE;
      if (!have_row)
        {
          g_clear_pointer (&self->query, sqlite3_finalize);
          return TRUE;
        }
      row = sqlite3_column_int64 (self->query, 0);
      if (is_unread (self, row))
        continue;
      if (!is_superseded (self, row, &superseded, error))
        return FALSE;
      if (!superseded)
        self->next = row;
    }
  return TRUE;
}

static gboolean
open_query (AgentHits *self, const char *match, GError **error)
{
  if (!is_any_current (self, error) || (self->any_current && !add_again (self, match, error)))
    return FALSE;
  self->query = agent_db_prepare (self->search->db,
                                  "SELECT rowid FROM words WHERE words MATCH ?"
                                  " AND rowid < 1099511627776 ORDER BY rowid DESC",
                                  error);
  if (self->query == NULL)
    return FALSE;
  sqlite3_bind_text (self->query, 1, match, -1, SQLITE_TRANSIENT);
  return read_ahead (self, error);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first < second) - (first > second);
}

static gboolean
open_hits (AgentHits *self, AgentCache *reader, GError **error)
{
  g_autofree char *match = make_match (self->words);
  AgentSearchMark mark = { 0 };
  gboolean fits = FALSE;

  if (match == NULL)
    return TRUE;
  if (self->search != NULL && (!agent_search_mark (self->search, &mark, error) ||
                               !agent_search_fits (&mark, reader, &fits, error)))
    return FALSE;
  if (!fits)
    mark = (AgentSearchMark){ 0 };
  if (!match_unread (self, reader, &mark, error) || (fits && !open_query (self, match, error)))
    return FALSE;
  g_array_sort (self->extra, compare_newest_first);
  return TRUE;
}

AgentHits *
agent_hits_new (AgentSearch *search, AgentCache *reader, GPtrArray *words, GError **error)
{
  g_autoptr (AgentHits) self = g_new0 (AgentHits, 1);

  self->search = search;
  self->words = words;
  self->extra = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->unread = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return open_hits (self, reader, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
agent_hits_next (AgentHits *self, gint64 *row, GError **error)
{
  gint64 extra = self->at < self->extra->len ? g_array_index (self->extra, gint64, self->at) : 0;

  *row = MAX (extra, self->next);
  if (extra > self->next)
    {
      self->at++;
      return TRUE;
    }
  return self->next == 0 || read_ahead (self, error);
}

void
agent_hits_free (AgentHits *self)
{
  g_clear_pointer (&self->query, sqlite3_finalize);
  g_array_unref (self->extra);
  g_hash_table_unref (self->unread);
  g_free (self);
}
