/* Reading a source from its beginning: mark and sweep.
 *
 * Rows seen carry the source's new generation; what has not been seen when the snapshot ends
 * is gone. The very first load leaves the indexes to its end. Each step is one transaction,
 * so that a load that is cut goes on from its cursor.
 *
 * Lines that could not be read are counted from one snapshot to the next. While there are any,
 * nobody knows which records they were: what was not seen stays, unless the platform itself
 * started over, and the source is read anew, at most every REREAD_MS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-cache"

#include "config.h"

#include "agent/store/agent-cache-private.h"

#include "shared/base/m77-time.h"

#define INDEXES_MS 50 /* after which people get their turn */
#define REREAD_MS  (6 * 60 * 60 * G_GINT64_CONSTANT (1000))

gboolean
agent_cache_source (AgentCache *self, const char *source, AgentSourceState *state, GError **error)
{
  static const char
      *const sql = "SELECT cursor, synced_at, complete, sweeping FROM source WHERE name = ?";
  g_autoptr (AgentDbKept) query = agent_db_keep (self->db, sql, error);
  gboolean found;

  *state = (AgentSourceState){ .synced_at = M77_TIME_NONE };
  if (query == NULL)
    return FALSE;
  sqlite3_bind_text (query, 1, source, -1, SQLITE_STATIC);
  if (!agent_db_next (self->db, query, &found, error))
    return FALSE;
  if (found)
    {
      state->cursor = g_strdup ((const char *) sqlite3_column_text (query, 0));
      state->synced_at = agent_cache_column_time (query, 1);
      state->complete = sqlite3_column_int (query, 2) != 0;
      state->sweeping = sqlite3_column_int (query, 3) != 0;
    }
  return TRUE;
}

static gboolean
run_for_source (AgentCache *self, const char *sql, const char *source, int value, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = agent_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, source, -1, SQLITE_STATIC);
  if (sqlite3_bind_parameter_count (statement) > 1)
    sqlite3_bind_int (statement, 2, value);
  return agent_db_run (self->db, statement, error);
}

/* Nothing has come from any source yet: the load may be done without indexes. */
static gboolean
is_empty (AgentCache *self, gboolean *empty, GError **error)
{
  g_autoptr (sqlite3_stmt)
      query = agent_db_prepare (self->db, "SELECT 1 FROM record WHERE version > 0 LIMIT 1", error);
  gint64 any;

  if (query == NULL || !agent_db_int (self->db, query, 0, &any, error))
    return FALSE;
  *empty = any == 0;
  return TRUE;
}

static gboolean
note_told (AgentCache *self, const char *source, AgentJournal *journal, GError **error)
{
  g_autofree char *name = g_strconcat ("told/", source, NULL);
  gint64 told = 0;

  return (journal == NULL || agent_journal_told (journal, &told, error)) &&
         agent_cache_set_meta (self, name, told, error);
}

static gboolean
begin_within (AgentCache *self,
              const char *source,
              gboolean drop_guards,
              AgentJournal *journal,
              GError **error)
{
  gint64 now = m77_runtime_now (self->runtime);
  gboolean empty;

  if (!note_told (self, source, journal, error) ||
      !agent_cache_set_meta (self, "bad_lines", 0, error) ||
      !agent_cache_set_meta (self, "snapshot_at", now, error) ||
      !run_for_source (self, "INSERT OR IGNORE INTO source (name) VALUES (?)", source, 0, error) ||
      !run_for_source (self,
                       "UPDATE source SET cursor = NULL, generation = generation + 1,"
                       " sweeping = 1, drop_guards = ?2 WHERE name = ?1",
                       source,
                       drop_guards,
                       error) ||
      !is_empty (self, &empty, error))
    return FALSE;
  if (!empty || self->loading)
    return TRUE;
  self->loading = TRUE;
  self->n_made = 0;
  return agent_cache_set_meta (self, "loading", 1, error) &&
         agent_cache_schema_drop_indexes (self->db, error);
}

gboolean
agent_cache_begin_snapshot (AgentCache *self,
                            const char *source,
                            gboolean drop_guards,
                            AgentJournal *journal,
                            GError **error)
{
  if (!agent_cache_begin (self, error))
    return FALSE;
  if (!begin_within (self, source, drop_guards, journal, error))
    return agent_cache_abandon (self);
  return agent_cache_commit (self, error);
}

gboolean
agent_cache_wants_reread (AgentCache *self, gboolean *wants, GError **error)
{
  gint64 bad, at;

  if (!agent_cache_meta (self, "bad_lines", &bad, error) ||
      !agent_cache_meta (self, "snapshot_at", &at, error))
    return FALSE;
  *wants = bad > 0 && ABS (m77_runtime_now (self->runtime) - at) >= REREAD_MS;
  return TRUE;
}

typedef struct
{
  gint64 row, kind;
  char *id;
} Gone;

static void
clear_gone (gpointer data)
{
  g_free (((Gone *) data)->id);
}

/* Rows of the statement: row, kind, id. */
static GArray *
read_gone (AgentCache *self, sqlite3_stmt *query, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Gone));
  gboolean have_row = TRUE;

  g_array_set_clear_func (rows, clear_gone);
  while (have_row)
    {
      if (!agent_db_next (self->db, query, &have_row, error))
        return NULL;
      if (have_row)
        {
          Gone gone = { sqlite3_column_int64 (query, 0),
                        sqlite3_column_int64 (query, 1),
                        g_strdup ((const char *) sqlite3_column_text (query, 2)) };

          g_array_append_val (rows, gone);
        }
    }
  return g_steal_pointer (&rows);
}

static gboolean
sweep_row (AgentCache *self, const Gone *gone, AgentJournal *journal, GError **error)
{
  static const char *const sql = "UPDATE record SET deleted = 1 WHERE row = ?";
  AgentKindCode *kind = agent_cache_kind_of_code (self, gone->kind, error);
  sqlite3_stmt *update;

  if (kind == NULL || !agent_cache_note_gone (self, journal, kind, gone->id, G_MAXINT64, error))
    return FALSE;
  if (!agent_cache_is_overlaid (self, gone->row, NULL))
    return agent_cache_remove_row (self, kind, gone->row, error);
  update = agent_db_keep (self->db, sql, error);
  if (update == NULL)
    return FALSE;
  sqlite3_bind_int64 (update, 1, gone->row);
  return agent_db_run (self->db, update, error) &&
         agent_cache_lay_over (self, journal, kind, gone->id, gone->row, error);
}

/* A first load that began with nothing has nothing to sweep. */
static gboolean
sweep (AgentCache *self, const char *source, AgentJournal *journal, GError **error)
{
  g_autoptr (sqlite3_stmt)
      query = agent_db_prepare (self->db,
                                "SELECT r.row, r.kind, r.id FROM record AS r, source AS s"
                                " WHERE s.name = ? AND r.source = s.code AND r.version > 0"
                                " AND (s.generation > 1 OR ?2) AND r.generation <> s.generation"
                                " AND (s.drop_guards OR ?3)",
                                error);
  g_autoptr (GArray) rows = NULL;
  gint64 bad;

  if (query == NULL || !agent_cache_meta (self, "bad_lines", &bad, error))
    return FALSE;
  sqlite3_bind_text (query, 1, source, -1, SQLITE_STATIC);
  sqlite3_bind_int (query, 2, !self->loading);
  sqlite3_bind_int (query, 3, bad == 0);
  rows = read_gone (self, query, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!sweep_row (self, &g_array_index (rows, Gone, i), journal, error))
      return FALSE;
  return TRUE;
}

/* Of records no source has told of: what is in the journal as applied is gone from there. */
static gboolean
sweep_unseen (AgentCache *self, AgentJournal *journal, GError **error)
{
  g_autoptr (sqlite3_stmt)
      query = agent_db_prepare (self->db,
                                "SELECT r.row, r.kind, r.id FROM overlay AS o"
                                " CROSS JOIN record AS r ON r.row = o.row WHERE r.version = 0",
                                error);
  g_autoptr (GArray) rows = query != NULL ? read_gone (self, query, error) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const Gone *gone = &g_array_index (rows, Gone, i);
      AgentKindCode *kind = agent_cache_kind_of_code (self, gone->kind, error);

      if (kind == NULL ||
          !agent_cache_note_gone (self, journal, kind, gone->id, G_MAXINT64, error) ||
          !agent_cache_lay_over (self, journal, kind, gone->id, gone->row, error))
        return FALSE;
    }
  return rows != NULL;
}

gboolean
agent_cache_make_indexes (AgentCache *self, gboolean *more, GError **error)
{
  const GPtrArray *indexes = agent_cache_schema ()->indexes;
  gint64 until = m77_runtime_monotonic (self->runtime) + INDEXES_MS;

  while (self->loading && self->n_made < indexes->len &&
         m77_runtime_monotonic (self->runtime) < until)
    {
      if (!agent_db_exec (self->db, indexes->pdata[self->n_made], error))
        return FALSE;
      self->n_made++;
    }
  *more = self->loading && self->n_made < indexes->len;
  return TRUE;
}

static gboolean
end_within (AgentCache *self, const char *source, AgentJournal *journal, GError **error)
{
  if (self->loading && (!agent_cache_schema_make_indexes (self->db, error) ||
                        !agent_cache_set_meta (self, "loading", 0, error)))
    return FALSE;
  if (!sweep (self, source, journal, error) || !sweep_unseen (self, journal, error))
    return FALSE;
  return run_for_source (self,
                         "UPDATE source SET complete = 1, sweeping = 0, drop_guards = 0"
                         " WHERE name = ?",
                         source,
                         0,
                         error);
}

gboolean
agent_cache_end_snapshot (AgentCache *self,
                          const char *source,
                          AgentJournal *journal,
                          GError **error)
{
  if (!agent_cache_begin (self, error))
    return FALSE;
  if (!end_within (self, source, journal, error))
    return agent_cache_abandon (self);
  if (!agent_cache_commit (self, error))
    return FALSE;
  self->loading = FALSE;
  return TRUE;
}

static gboolean
purge_within (AgentCache *self, AgentKindCode *kind, GError **error)
{
  g_autoptr (sqlite3_stmt)
      query = agent_db_prepare (self->db, "SELECT row, kind, id FROM record WHERE kind = ?", error);
  g_autoptr (GArray) rows = NULL;
  gint64 purges;

  if (query == NULL)
    return FALSE;
  sqlite3_bind_int64 (query, 1, kind->code);
  rows = read_gone (self, query, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!agent_cache_remove_row (self, kind, g_array_index (rows, Gone, i).row, error))
      return FALSE;
  /* Its words must not stay in full text either, which keeps what is dead. */
  return agent_cache_meta (self, "purges", &purges, error) &&
         agent_cache_set_meta (self, "purges", purges + 1, error);
}

gboolean
agent_cache_purge_kind (AgentCache *self, const char *kind, GError **error)
{
  AgentKindCode *code = agent_cache_kind (self, kind, FALSE, error);

  if (code == NULL)
    return TRUE;
  if (!agent_cache_begin (self, error))
    return FALSE;
  if (!purge_within (self, code, error))
    return agent_cache_abandon (self);
  return agent_cache_commit (self, error);
}
