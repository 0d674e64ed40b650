/* What the person did, laid over what the source said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-cache"

#include "config.h"

#include "agent/store/agent-cache-private.h"

#include <string.h>

#include "agent/store/agent-overlay.h"
#include "agent/store/agent-store.h"
#include "shared/base/m77-time.h"

gboolean
agent_cache_is_overlaid (AgentCache *self, gint64 row, gboolean *hidden)
{
  gpointer value;

  if (g_hash_table_size (self->overlaid) == 0 ||
      !g_hash_table_lookup_extended (self->overlaid, &row, NULL, &value))
    return FALSE;
  if (hidden != NULL)
    *hidden = GPOINTER_TO_INT (value);
  return TRUE;
}

gboolean
agent_cache_note_gone (AgentCache *self,
                       AgentJournal *journal,
                       const AgentKindCode *kind,
                       const char *id,
                       gint64 version,
                       GError **error)
{
  static const char *const sql = "INSERT INTO gone VALUES (?, ?, ?) ON CONFLICT (kind, id)"
                                 " DO UPDATE SET version = max (version, excluded.version)";
  g_autoptr (GPtrArray) history = journal != NULL
                                      ? agent_journal_history (journal, kind->name, id, 1, error)
                                      : g_ptr_array_new ();
  sqlite3_stmt *put;

  if (history == NULL || history->len == 0)
    return history != NULL;
  put = agent_db_keep (self->db, sql, error);
  if (put == NULL)
    return FALSE;
  sqlite3_bind_int64 (put, 1, kind->code);
  sqlite3_bind_text (put, 2, id, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (put, 3, version);
  return agent_db_run (self->db, put, error);
}

/* A row of the record table, with its strings. */
typedef struct
{
  gint64 version, created_at, updated_at;
  gint64 told; /* agent_journal_told (), of the reading that it was last seen in; 0: not known */
  gboolean deleted;
  char *updated_by;
  const M77Json *doc;
} Base;

static void
clear_base (Base *base)
{
  g_free (base->updated_by);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Base, clear_base)

static gboolean
read_base (AgentCache *self, M77JsonPool *pool, gint64 row, Base *base, GError **error)
{
  static const char
      *const sql = "SELECT r.version, r.deleted, r.created_at, r.updated_at, r.updated_by, r.doc,"
                   " (SELECT m.value FROM source AS s JOIN meta AS m ON m.name = 'told/' || s.name"
                   " WHERE s.code = r.source AND s.generation = r.generation)"
                   " FROM record AS r WHERE r.row = ?";
  g_autoptr (AgentDbKept) query = agent_db_keep (self->db, sql, error);
  gboolean found;

  if (query == NULL)
    return FALSE;
  sqlite3_bind_int64 (query, 1, row);
  if (!agent_db_next (self->db, query, &found, error))
    return FALSE;
  base->version = sqlite3_column_int64 (query, 0);
  base->deleted = sqlite3_column_int (query, 1) != 0;
  base->created_at = agent_cache_column_time (query, 2);
  base->updated_at = agent_cache_column_time (query, 3);
  base->updated_by = g_strdup ((const char *) sqlite3_column_text (query, 4));
  if (sqlite3_column_type (query, 5) != SQLITE_NULL)
    base->doc = m77_json_parse (pool,
                                (const char *) sqlite3_column_text (query, 5),
                                sqlite3_column_bytes (query, 5),
                                NULL);
  base->told = sqlite3_column_int64 (query, 6);
  return TRUE;
}

/* The version up to which the journal's applied operations are in what the source said. */
static gboolean
find_seen_version (AgentCache *self,
                   const AgentKindCode *kind,
                   const char *id,
                   gint64 version,
                   gint64 *seen,
                   GError **error)
{
  static const char *const sql = "SELECT version FROM gone WHERE kind = ? AND id = ?";
  sqlite3_stmt *query;

  *seen = version;
  if (version > 0)
    return TRUE;
  query = agent_db_keep (self->db, sql, error);
  if (query == NULL)
    return FALSE;
  sqlite3_bind_int64 (query, 1, kind->code);
  sqlite3_bind_text (query, 2, id, -1, SQLITE_STATIC);
  return agent_db_int (self->db, query, 0, seen, error);
}

static GPtrArray *
read_operations (AgentCache *self,
                 AgentJournal *journal,
                 const AgentKindCode *kind,
                 const char *id,
                 const Base *base,
                 GError **error)
{
  gint64 seen;

  if (journal == NULL)
    return g_ptr_array_new ();
  if (!find_seen_version (self, kind, id, base->version, &seen, error))
    return NULL;
  return agent_journal_overlay (journal, kind->name, id, seen, base->told, error);
}

static gboolean
store_overlay (AgentCache *self,
               const AgentKindCode *kind,
               gint64 row,
               const AgentOverlay *overlay,
               GError **error)
{
  static const char *const sql = "INSERT OR REPLACE INTO overlay (row, kind, doc, state,"
                                 " pending_action, seq, hidden, local_number)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  sqlite3_stmt *put = agent_db_keep (self->db, sql, error);
  gint64 *key = g_new (gint64, 1);

  *key = row;
  g_hash_table_replace (self->overlaid, key, GINT_TO_POINTER (overlay->hidden));
  if (put == NULL)
    return FALSE;
  sqlite3_bind_int64 (put, 1, row);
  sqlite3_bind_int64 (put, 2, kind->code);
  if (overlay->doc != NULL)
    sqlite3_bind_text (put, 3, m77_json_to_text (overlay->doc), -1, g_free);
  sqlite3_bind_int (put, 4, overlay->state);
  sqlite3_bind_text (put, 5, overlay->pending_action, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (put, 6, overlay->seq);
  sqlite3_bind_int (put, 7, overlay->hidden);
  sqlite3_bind_int64 (put, 8, overlay->local_number);
  return agent_db_run (self->db, put, error);
}

static gboolean
drop_overlay (AgentCache *self, gint64 row, GError **error)
{
  static const char *const sql = "DELETE FROM overlay WHERE row = ?";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row);
  g_hash_table_remove (self->overlaid, &row);
  return agent_db_run (self->db, statement, error);
}

/* What lists show of the row now takes the place of what they showed. */
static gboolean
show_row (AgentCache *self,
          AgentKindCode *kind,
          gint64 row,
          const Base *base,
          const AgentOverlay *overlay,
          gboolean was_hidden,
          GError **error)
{
  AgentDerived derived = { .row = row,
                           .doc = overlay->doc != NULL ? overlay->doc : base->doc,
                           .created_at = base->created_at,
                           .updated_at = base->updated_at,
                           .updated_by = base->updated_by,
                           .state = overlay->state };

  kind->added += was_hidden - overlay->hidden;
  return agent_cache_underive (self, kind->table, row, error) &&
         (overlay->hidden || agent_cache_derive (self, kind->table, &derived, error)) &&
         agent_cache_note_moved (self, kind, row, AGENT_MOVED_CHANGED, error);
}

gboolean
agent_cache_lay_over (AgentCache *self,
                      AgentJournal *journal,
                      AgentKindCode *kind,
                      const char *id,
                      gint64 row,
                      GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray) operations = NULL;
  g_auto (AgentOverlay) overlay = { 0 };
  g_auto (Base) base = { 0 };
  gboolean was_overlaid, was_hidden = FALSE;

  if (!read_base (self, pool, row, &base, error))
    return FALSE;
  operations = read_operations (self, journal, kind, id, &base, error);
  if (operations == NULL)
    return FALSE;
  if ((base.doc == NULL || base.deleted) && !agent_overlay_stands_alone (operations))
    return (base.version == 0 ||
            agent_cache_note_gone (self, journal, kind, id, base.version, error)) &&
           agent_cache_remove_row (self, kind, row, error);

  was_overlaid = agent_cache_is_overlaid (self, row, &was_hidden);
  if (operations->len == 0 && !was_overlaid)
    return TRUE;
  if (operations->len == 0)
    return drop_overlay (self, row, error) &&
           show_row (self, kind, row, &base, &overlay, was_hidden, error);
  agent_overlay_make (&overlay,
                      pool,
                      kind->table != NULL ? kind->table->kind : NULL,
                      base.doc,
                      base.deleted,
                      operations);
  return store_overlay (self, kind, row, &overlay, error) &&
         show_row (self, kind, row, &base, &overlay, was_hidden, error);
}

/* A row for a record that no source told of. */
static gboolean
make_row (AgentCache *self,
          AgentKindCode *kind,
          const char *id,
          const AgentOperation *first,
          gint64 *row,
          GError **error)
{
  static const char *const sql =
      "INSERT INTO record (row, source, kind, id, version, generation, created_at, updated_at,"
      " updated_by) VALUES (?, 0, ?, ?, 0, 0, ?, ?, ?)";
  sqlite3_stmt *insert = agent_db_keep (self->db, sql, error);

  if (insert == NULL)
    return FALSE;
  *row = self->next_row++;
  kind->added++;
  sqlite3_bind_int64 (insert, 1, *row);
  sqlite3_bind_int64 (insert, 2, kind->code);
  sqlite3_bind_text (insert, 3, id, -1, SQLITE_STATIC);
  agent_cache_bind_time (insert, 4, first->made_at);
  agent_cache_bind_time (insert, 5, first->made_at);
  sqlite3_bind_text (insert, 6, first->author, -1, SQLITE_STATIC);
  return agent_db_run (self->db, insert, error);
}

static gboolean
find_row (AgentCache *self, const AgentKindCode *kind, const char *id, gint64 *row, GError **error)
{
  static const char *const sql = "SELECT row FROM record WHERE id = ? AND kind = ?";
  sqlite3_stmt *query = agent_db_keep (self->db, sql, error);

  if (query == NULL)
    return FALSE;
  sqlite3_bind_text (query, 1, id, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (query, 2, kind->code);
  return agent_db_int (self->db, query, 0, row, error);
}

static gboolean
refresh_within (AgentCache *self,
                AgentJournal *journal,
                const char *kind_name,
                const char *id,
                GError **error)
{
  AgentKindCode *kind = agent_cache_kind (self, kind_name, TRUE, error);
  g_autoptr (GPtrArray) operations = NULL;
  gint64 row;

  if (kind == NULL || !find_row (self, kind, id, &row, error))
    return FALSE;
  if (row == 0)
    {
      operations = read_operations (self, journal, kind, id, &(Base){ 0 }, error);
      if (operations == NULL)
        return FALSE;
      if (!agent_overlay_stands_alone (operations))
        return TRUE;
      if (!make_row (self, kind, id, operations->pdata[0], &row, error))
        return FALSE;
    }
  return agent_cache_lay_over (self, journal, kind, id, row, error);
}

static void
raise_seq (AgentCache *self, gint64 seq)
{
  if (seq > atomic_load (&self->overlay_seq))
    atomic_store (&self->overlay_seq, seq);
}

/* The newest operation on the record, ended or not, as of before the overlay was made. */
static gboolean
find_newest (AgentJournal *journal, const char *kind, const char *id, gint64 *seq, GError **error)
{
  g_autoptr (GPtrArray) history = agent_journal_history (journal, kind, id, 1, error);

  if (history == NULL)
    return FALSE;
  *seq = history->len > 0 ? ((AgentOperation *) history->pdata[0])->seq : 0;
  return TRUE;
}

static gboolean
refresh_some (AgentCache *self,
              AgentJournal *journal,
              GPtrArray *records,
              guint from,
              guint to,
              gint64 *newest,
              GError **error)
{
  for (guint i = from; i < to; i++)
    {
      g_autofree char *kind = NULL, *id = NULL;
      gint64 seq;

      if (!agent_store_split (records->pdata[i], &kind, &id))
        continue;
      if (!find_newest (journal, kind, id, &seq, error) ||
          !refresh_within (self, journal, kind, id, error))
        return FALSE;
      *newest = MAX (*newest, seq);
    }
  return TRUE;
}

gboolean
agent_cache_refresh_together (AgentCache *self,
                              AgentJournal *journal,
                              GPtrArray *records,
                              guint from,
                              guint to,
                              GError **error)
{
  gint64 newest = 0;

  if (!agent_cache_begin (self, error))
    return FALSE;
  if (!refresh_some (self, journal, records, from, to, &newest, error))
    return agent_cache_abandon (self);
  if (!agent_cache_commit (self, error))
    return FALSE;
  raise_seq (self, newest);
  return TRUE;
}

/* "kind/id" of what is laid over now, whether or not the journal still knows it. */
static gboolean
add_overlaid (AgentCache *self, GHashTable *records, GError **error)
{
  g_autoptr (sqlite3_stmt)
      query = agent_db_prepare (self->db,
                                "SELECT k.name || '/' || r.id FROM overlay AS o JOIN record AS r"
                                " ON r.row = o.row JOIN kind AS k ON k.code = r.kind",
                                error);
  gboolean have_row = TRUE;

  while (query != NULL && have_row)
    {
      if (!agent_db_next (self->db, query, &have_row, error))
        return FALSE;
      if (have_row)
        g_hash_table_add (records, g_strdup ((const char *) sqlite3_column_text (query, 0)));
    }
  return query != NULL;
}

static gboolean
refresh_all (AgentCache *self, AgentJournal *journal, GHashTable *records, GError **error)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    {
      const char *slash = strchr (record, '/');
      g_autofree char *kind = slash != NULL ? g_strndup (record, slash - (char *) record) : NULL;

      if (kind != NULL && !refresh_within (self, journal, kind, slash + 1, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
agent_cache_refresh_overlays (AgentCache *self, AgentJournal *journal, GError **error)
{
  gint64 seq = agent_journal_last_seq (journal);
  g_autoptr (GPtrArray) overlaid = agent_journal_overlaid (journal, error);
  g_autoptr (GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (overlaid == NULL)
    return FALSE;
  for (guint i = 0; i < overlaid->len; i++)
    g_hash_table_add (records, g_strdup (overlaid->pdata[i]));
  if (!agent_cache_begin (self, error))
    return FALSE;
  if (!add_overlaid (self, records, error) || !refresh_all (self, journal, records, error))
    return agent_cache_abandon (self);
  if (!agent_cache_commit (self, error))
    return FALSE;
  raise_seq (self, seq);
  return TRUE;
}
