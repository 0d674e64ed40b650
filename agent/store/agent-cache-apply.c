/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-cache"

#include "config.h"

#include "agent/store/agent-cache-private.h"

#include <string.h>

#include "agent/store/agent-feed-line.h"
#include "agent/store/agent-pace.h"

#define BAD_LINE_KEPT 200 /* bytes of a malformed line, for a report */

/* One feed's lines, being applied in one transaction. */
typedef struct
{
  AgentCache *cache;
  AgentJournal *journal;
  gint64 source, generation;
  gboolean sweeping, drop_guards;
  guint bad;
  const char *bad_line;
  gsize bad_length;
} Apply;

typedef struct
{
  gint64 row, version, generation, source;
} Known;

static gboolean
look_up (Apply *self,
         const AgentKindCode *kind,
         const char *id,
         Known *known,
         gboolean *found,
         GError **error)
{
  static const char
      *const sql = "SELECT row, version, generation, source FROM record WHERE id = ? AND kind = ?";
  g_autoptr (AgentDbKept) query = agent_db_keep (self->cache->db, sql, error);

  if (query == NULL)
    return FALSE;
  sqlite3_bind_text (query, 1, id, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (query, 2, kind->code);
  if (!agent_db_next (self->cache->db, query, found, error))
    return FALSE;
  if (*found)
    {
      known->row = sqlite3_column_int64 (query, 0);
      known->version = sqlite3_column_int64 (query, 1);
      known->generation = sqlite3_column_int64 (query, 2);
      known->source = sqlite3_column_int64 (query, 3);
    }
  return TRUE;
}

/* Whether the cache has what the line says: then it is only seen. */
static gboolean
is_known (const Apply *self, const Known *known, const M77Record *record)
{
  if (known->source != self->source)
    return FALSE;
  if (self->drop_guards && known->generation != self->generation)
    return FALSE;
  return known->version >= record->version;
}

static gboolean
mark_seen (Apply *self, gint64 row, GError **error)
{
  static const char *const sql = "UPDATE record SET generation = ?, deleted = 0 WHERE row = ?";
  sqlite3_stmt *update = agent_db_keep (self->cache->db, sql, error);

  if (update == NULL)
    return FALSE;
  sqlite3_bind_int64 (update, 1, self->generation);
  sqlite3_bind_int64 (update, 2, row);
  return agent_db_run (self->cache->db, update, error);
}

static void
bind_record (const Apply *self,
             sqlite3_stmt *statement,
             gint64 row,
             const M77Record *record,
             const char *doc,
             gsize length)
{
  sqlite3_bind_int64 (statement, 1, row);
  sqlite3_bind_int64 (statement, 2, self->source);
  sqlite3_bind_int64 (statement, 3, record->version);
  sqlite3_bind_int64 (statement, 4, self->generation);
  agent_cache_bind_time (statement, 5, record->created_at);
  agent_cache_bind_time (statement, 6, record->updated_at);
  sqlite3_bind_text (statement, 7, record->updated_by, -1, SQLITE_STATIC);
  sqlite3_bind_text64 (statement, 8, doc, length, SQLITE_STATIC, SQLITE_UTF8);
}

/* *inserted FALSE: there is one with this id. */
static gboolean
insert_record (Apply *self,
               const AgentKindCode *kind,
               const M77Record *record,
               const char *doc,
               gsize length,
               gboolean *inserted,
               GError **error)
{
  static const char *const sql =
      "INSERT OR IGNORE INTO record (row, source, version, generation, created_at, updated_at,"
      " updated_by, doc, kind, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  AgentCache *cache = self->cache;
  sqlite3_stmt *insert = agent_db_keep (cache->db, sql, error);

  if (insert == NULL)
    return FALSE;
  bind_record (self, insert, cache->next_row, record, doc, length);
  sqlite3_bind_int64 (insert, 9, kind->code);
  sqlite3_bind_text (insert, 10, record->id, -1, SQLITE_STATIC);
  if (!agent_db_run (cache->db, insert, error))
    return FALSE;
  *inserted = sqlite3_changes (agent_db_handle (cache->db)) > 0;
  return TRUE;
}

static gboolean
update_record (Apply *self,
               gint64 row,
               const M77Record *record,
               const char *doc,
               gsize length,
               GError **error)
{
  static const char
      *const sql = "UPDATE record SET source = ?2, version = ?3, generation = ?4, created_at = ?5,"
                   " updated_at = ?6, updated_by = ?7, deleted = 0, doc = ?8 WHERE row = ?1";
  sqlite3_stmt *update = agent_db_keep (self->cache->db, sql, error);

  if (update == NULL)
    return FALSE;
  bind_record (self, update, row, record, doc, length);
  return agent_db_run (self->cache->db, update, error);
}

static gboolean
derive_record (Apply *self,
               const AgentKindCode *kind,
               gint64 row,
               const M77Record *record,
               GError **error)
{
  AgentDerived derived = { .row = row,
                           .doc = record->doc,
                           .created_at = record->created_at,
                           .updated_at = record->updated_at,
                           .updated_by = record->updated_by };

  return agent_cache_derive (self->cache, kind->table, &derived, error);
}

static gboolean
put_new (Apply *self,
         AgentKindCode *kind,
         const M77Record *record,
         const char *doc,
         gsize length,
         gboolean *inserted,
         GError **error)
{
  AgentCache *cache = self->cache;
  gint64 row = cache->next_row;

  if (!insert_record (self, kind, record, doc, length, inserted, error))
    return FALSE;
  if (!*inserted)
    return TRUE;
  cache->next_row++;
  kind->added++;
  return derive_record (self, kind, row, record, error) &&
         agent_cache_note_moved (cache, kind, row, AGENT_MOVED_NEW, error);
}

static gboolean
put_known (Apply *self,
           AgentKindCode *kind,
           const Known *known,
           const M77Record *record,
           const char *doc,
           gsize length,
           GError **error)
{
  AgentCache *cache = self->cache;

  if (is_known (self, known, record))
    return known->generation == self->generation || mark_seen (self, known->row, error);
  if (!update_record (self, known->row, record, doc, length, error))
    return FALSE;
  if (agent_cache_is_overlaid (cache, known->row, NULL))
    return agent_cache_lay_over (cache, self->journal, kind, record->id, known->row, error);
  return agent_cache_underive (cache, kind->table, known->row, error) &&
         derive_record (self, kind, known->row, record, error) &&
         agent_cache_note_moved (cache, kind, known->row, AGENT_MOVED_CHANGED, error);
}

/* A person's work on a record that is gone is shown, not thrown away with it. */
static gboolean
put_tombstone (Apply *self,
               AgentKindCode *kind,
               const Known *known,
               const M77Record *record,
               GError **error)
{
  static const char *const sql = "UPDATE record SET deleted = 1, version = ?, generation = ?,"
                                 " updated_at = ?, updated_by = ? WHERE row = ?";
  AgentCache *cache = self->cache;
  sqlite3_stmt *update;

  if (known->source == self->source && known->version > record->version && !self->drop_guards)
    return TRUE;
  if (!agent_cache_is_overlaid (cache, known->row, NULL))
    return agent_cache_note_gone (cache, self->journal, kind, record->id, record->version, error) &&
           agent_cache_remove_row (cache, kind, known->row, error);
  update = agent_db_keep (cache->db, sql, error);
  if (update == NULL)
    return FALSE;
  sqlite3_bind_int64 (update, 1, record->version);
  sqlite3_bind_int64 (update, 2, self->generation);
  agent_cache_bind_time (update, 3, record->updated_at);
  sqlite3_bind_text (update, 4, record->updated_by, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (update, 5, known->row);
  return agent_db_run (cache->db, update, error) &&
         agent_cache_lay_over (cache, self->journal, kind, record->id, known->row, error);
}

static gboolean
put_record (Apply *self, const M77Record *record, const char *doc, gsize length, GError **error)
{
  AgentKindCode *kind = agent_cache_kind (self->cache, record->kind, TRUE, error);
  Known known = { 0 };
  gboolean found = FALSE;

  if (kind == NULL)
    return FALSE;
  /* In a first load nearly all are new: the look-up is the insert's own. */
  if (self->cache->loading && !record->deleted &&
      !put_new (self, kind, record, doc, length, &found, error))
    return FALSE;
  if (found)
    return TRUE;
  if (!look_up (self, kind, record->id, &known, &found, error))
    return FALSE;
  if (record->deleted && found)
    return put_tombstone (self, kind, &known, record, error);
  if (record->deleted)
    return agent_cache_note_gone (self->cache,
                                  self->journal,
                                  kind,
                                  record->id,
                                  record->version,
                                  error);
  if (found)
    return put_known (self, kind, &known, record, doc, length, error);
  return put_new (self, kind, record, doc, length, &found, error);
}

static gboolean
apply_line (Apply *self, const char *line, gsize length, GError **error)
{
  g_auto (AgentFeedLine) read = { 0 };

  m77_json_pool_reset (self->cache->pool);
  if (!agent_feed_line_read (&read, self->cache->pool, line, length, NULL))
    {
      if (self->bad++ == 0)
        {
          self->bad_line = line;
          self->bad_length = MIN (length, BAD_LINE_KEPT);
        }
      return TRUE;
    }
  return put_record (self, &read.record, read.doc, read.length, error);
}

static gboolean
apply_lines (Apply *self, GBytes *lines, GError **error)
{
  gsize size;
  const char *at = g_bytes_get_data (lines, &size), *end = at + size;

  while (at < end)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      const char *line_end = newline != NULL ? newline : end;

      agent_pace_give_way ();
      if (line_end > at && !apply_line (self, at, (gsize) (line_end - at), error))
        return FALSE;
      at = line_end + 1;
    }
  return TRUE;
}

static gboolean
note_bad (Apply *self, GError **error)
{
  static const char *const sql = "INSERT OR REPLACE INTO meta VALUES ('bad_line', ?)";
  g_autofree char *start = NULL;
  sqlite3_stmt *put;
  gint64 before;

  if (self->bad == 0)
    return TRUE;
  start = g_utf8_make_valid (self->bad_line, (gssize) self->bad_length);
  put = agent_db_keep (self->cache->db, sql, error);
  if (put == NULL)
    return FALSE;
  sqlite3_bind_text (put, 1, start, -1, SQLITE_TRANSIENT);
  return agent_db_run (self->cache->db, put, error) &&
         agent_cache_meta (self->cache, "bad_lines", &before, error) &&
         agent_cache_set_meta (self->cache, "bad_lines", before + self->bad, error);
}

static gboolean
find_source (Apply *self, const char *source, GError **error)
{
  static const char *const make_sql = "INSERT OR IGNORE INTO source (name) VALUES (?)";
  static const char
      *const sql = "SELECT code, generation, sweeping, drop_guards FROM source WHERE name = ?";
  AgentDb *db = self->cache->db;
  sqlite3_stmt *make = agent_db_keep (db, make_sql, error);
  g_autoptr (AgentDbKept) query = NULL;
  gboolean found;

  if (make == NULL)
    return FALSE;
  sqlite3_bind_text (make, 1, source, -1, SQLITE_STATIC);
  if (!agent_db_run (db, make, error))
    return FALSE;
  query = agent_db_keep (db, sql, error);
  if (query == NULL)
    return FALSE;
  sqlite3_bind_text (query, 1, source, -1, SQLITE_STATIC);
  if (!agent_db_next (db, query, &found, error))
    return FALSE;
  self->source = sqlite3_column_int64 (query, 0);
  self->generation = sqlite3_column_int64 (query, 1);
  self->sweeping = sqlite3_column_int (query, 2) != 0;
  self->drop_guards = sqlite3_column_int (query, 3) != 0;
  return TRUE;
}

static gboolean
move_cursor (Apply *self, const char *cursor, gint64 synced_at, GError **error)
{
  static const char *const sql = "UPDATE source SET cursor = coalesce (?2, cursor),"
                                 " synced_at = coalesce (?3, synced_at) WHERE code = ?1";
  sqlite3_stmt *update = agent_db_keep (self->cache->db, sql, error);

  if (update == NULL)
    return FALSE;
  sqlite3_bind_int64 (update, 1, self->source);
  sqlite3_bind_text (update, 2, cursor, -1, SQLITE_STATIC);
  agent_cache_bind_time (update, 3, synced_at);
  return agent_db_run (self->cache->db, update, error);
}

gboolean
agent_cache_apply (AgentCache *self,
                   const char *source,
                   GBytes *lines,
                   const char *cursor,
                   gint64 synced_at,
                   AgentJournal *journal,
                   guint *bad,
                   GError **error)
{
  Apply apply = { .cache = self, .journal = journal };

  if (bad != NULL)
    *bad = 0;
  if (!agent_cache_begin (self, error))
    return FALSE;
  if (!find_source (&apply, source, error) || !apply_lines (&apply, lines, error) ||
      !note_bad (&apply, error) || !move_cursor (&apply, cursor, synced_at, error))
    return agent_cache_abandon (self);
  if (!agent_cache_commit (self, error))
    return FALSE;
  if (bad != NULL)
    *bad = apply.bad;
  return TRUE;
}
