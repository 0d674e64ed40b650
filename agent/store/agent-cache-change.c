/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-cache"

#include "config.h"

#include "agent/store/agent-cache-private.h"

#define ROWIDS_TOLD 200    /* above that only kinds are told */
#define MOVED_KEPT  200000 /* entries; full text further behind begins anew */
#define LOG_MOST    1000   /* pages of the log; more make the journal wait for the disk */

gboolean
agent_cache_begin (AgentCache *self, GError **error)
{
  g_array_set_size (self->moved, 0);
  self->moved_any = FALSE;
  return agent_db_begin (self->db, error);
}

/* Told at the next opening, which makes the file anew. */
void
agent_cache_note_damage (AgentCache *self)
{
  g_autofree char *path = g_build_filename (self->directory, AGENT_CACHE_DAMAGED, NULL);

  if ((sqlite3_errcode (agent_db_handle (self->db)) & 0xff) == SQLITE_CORRUPT)
    g_file_set_contents (path, "", 0, NULL);
}

gboolean
agent_cache_abandon (AgentCache *self)
{
  agent_cache_note_damage (self);
  agent_db_rollback (self->db);
  if (!agent_cache_load_state (self, NULL))
    g_warning ("The local copy could not be read after a failed change");
  return FALSE;
}

static gboolean
flush_counts (AgentCache *self, GError **error)
{
  static const char *const sql = "UPDATE kind SET count = count + ? WHERE code = ?";

  for (guint i = 0; i < self->kinds->len; i++)
    {
      AgentKindCode *kind = self->kinds->pdata[i];
      sqlite3_stmt *statement;

      if (kind->added == 0)
        continue;
      statement = agent_db_keep (self->db, sql, error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, kind->added);
      sqlite3_bind_int64 (statement, 2, kind->code);
      if (!agent_db_run (self->db, statement, error))
        return FALSE;
      kind->added = 0;
    }
  return TRUE;
}

static gboolean
flush_counters (AgentCache *self, GError **error)
{
  static const char *const sql = "DELETE FROM moved WHERE number <= (SELECT max (number) FROM"
                                 " moved) - ?";
  sqlite3_stmt *prune;

  if (!self->moved_any)
    return TRUE;
  self->number++;
  prune = agent_db_keep (self->db, sql, error);
  if (prune == NULL)
    return FALSE;
  sqlite3_bind_int64 (prune, 1, MOVED_KEPT);
  return agent_db_run (self->db, prune, error) && flush_counts (self, error) &&
         agent_cache_set_meta (self, "number", self->number, error) &&
         agent_cache_set_meta (self, "next_row", self->next_row, error);
}

static void
tell (AgentCache *self)
{
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();
  AgentRevision revision = { (guint64) self->epoch, (guint64) self->number };

  for (guint i = 0; i < self->kinds->len; i++)
    {
      AgentKindCode *kind = self->kinds->pdata[i];

      if (kind->changed)
        g_ptr_array_add (kinds, kind->name);
      kind->changed = FALSE;
    }
  g_ptr_array_add (kinds, NULL);
  if (self->changed_func != NULL)
    self->changed_func (revision,
                        (const char *const *) kinds->pdata,
                        self->moved->len <= ROWIDS_TOLD ? self->moved : NULL,
                        self->changed_data);
}

gboolean
agent_cache_commit (AgentCache *self, GError **error)
{
  if (!flush_counters (self, error) || !agent_db_commit (self->db, error))
    return agent_cache_abandon (self);
  if (self->moved_any)
    tell (self);
  if (agent_db_log_pages (self->db) > LOG_MOST)
    agent_db_checkpoint (self->db, NULL, NULL);
  return TRUE;
}

gboolean
agent_cache_note_moved (AgentCache *self,
                        AgentKindCode *kind,
                        gint64 row,
                        AgentMoved how,
                        GError **error)
{
  static const char *const sql = "INSERT INTO moved (row) VALUES (?)";
  sqlite3_stmt *statement;

  self->moved_any = TRUE;
  kind->changed = TRUE;
  if (self->moved->len <= ROWIDS_TOLD)
    g_array_append_val (self->moved, row);
  if (how == AGENT_MOVED_NEW)
    return TRUE;
  statement = agent_db_keep (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row);
  return agent_db_run (self->db, statement, error);
}

gboolean
agent_cache_remove_row (AgentCache *self, AgentKindCode *kind, gint64 row, GError **error)
{
  static const char *const record_sql = "DELETE FROM record WHERE row = ?";
  static const char *const overlay_sql = "DELETE FROM overlay WHERE row = ?";
  gboolean hidden = FALSE;

  if (agent_cache_is_overlaid (self, row, &hidden))
    {
      sqlite3_stmt *overlay = agent_db_keep (self->db, overlay_sql, error);

      if (overlay == NULL)
        return FALSE;
      sqlite3_bind_int64 (overlay, 1, row);
      if (!agent_db_run (self->db, overlay, error))
        return FALSE;
      g_hash_table_remove (self->overlaid, &row);
    }
  {
    sqlite3_stmt *record = agent_db_keep (self->db, record_sql, error);

    if (record == NULL)
      return FALSE;
    sqlite3_bind_int64 (record, 1, row);
    if (!agent_db_run (self->db, record, error))
      return FALSE;
  }
  if (!hidden)
    kind->added--;
  return agent_cache_underive (self, kind->table, row, error) &&
         agent_cache_note_moved (self, kind, row, AGENT_MOVED_CHANGED, error);
}
