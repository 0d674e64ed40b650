/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-cache"

#include "config.h"

#include "agent/store/agent-cache-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

const char *
agent_row_state_name (AgentRowState state)
{
  static const char *const names[] = {
    "clean", "pending", "waiting", "held", "rejected", "conflict"
  };

  return state < G_N_ELEMENTS (names) ? names[state] : names[AGENT_ROW_CONFLICT];
}

void
agent_cache_bind_time (sqlite3_stmt *statement, int parameter, gint64 instant)
{
  if (instant == M77_TIME_NONE)
    sqlite3_bind_null (statement, parameter);
  else
    sqlite3_bind_int64 (statement, parameter, instant);
}

gint64
agent_cache_column_time (sqlite3_stmt *statement, int column)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL
             ? M77_TIME_NONE
             : sqlite3_column_int64 (statement, column);
}

gboolean
agent_cache_meta (AgentCache *self, const char *name, gint64 *value, GError **error)
{
  static const char *const sql = "SELECT value FROM meta WHERE name = ?";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  return agent_db_int (self->db, statement, 0, value, error);
}

gboolean
agent_cache_set_meta (AgentCache *self, const char *name, gint64 value, GError **error)
{
  static const char *const sql = "INSERT OR REPLACE INTO meta VALUES (?, ?)";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, value);
  return agent_db_run (self->db, statement, error);
}

static void
free_kind_cb (gpointer data)
{
  AgentKindCode *kind = data;

  g_free (kind->name);
  g_free (kind);
}

/* A reader learns of kinds as they come. */
static gboolean
read_kinds (AgentCache *self, GError **error)
{
  static const char *const sql = "SELECT code, name FROM kind";
  g_autoptr (AgentDbKept) statement = agent_db_keep (self->db, sql, error);
  gboolean have_row;

  if (statement == NULL)
    return FALSE;
  g_ptr_array_set_size (self->kinds, 0);
  for (;;)
    {
      AgentKindCode *kind;

      if (!agent_db_next (self->db, statement, &have_row, error))
        return FALSE;
      if (!have_row)
        return TRUE;
      kind = g_new0 (AgentKindCode, 1);
      kind->code = sqlite3_column_int64 (statement, 0);
      kind->name = g_strdup ((const char *) sqlite3_column_text (statement, 1));
      kind->table = agent_cache_schema_find (kind->name);
      g_ptr_array_add (self->kinds, kind);
    }
}

static AgentKindCode *
look_for_kind (AgentCache *self, const char *name, gint64 code)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      AgentKindCode *kind = self->kinds->pdata[i];

      if (name != NULL ? g_str_equal (kind->name, name) : kind->code == code)
        return kind;
    }
  return NULL;
}

AgentKindCode *
agent_cache_kind (AgentCache *self, const char *name, gboolean make, GError **error)
{
  static const char *const sql = "INSERT INTO kind (name) VALUES (?)";
  AgentKindCode *kind = look_for_kind (self, name, 0);
  sqlite3_stmt *statement;

  if (kind != NULL)
    return kind;
  if (!make)
    return self->is_reader && read_kinds (self, error) ? look_for_kind (self, name, 0) : NULL;
  statement = agent_db_keep (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  if (!agent_db_run (self->db, statement, error))
    return NULL;
  kind = g_new0 (AgentKindCode, 1);
  kind->code = sqlite3_last_insert_rowid (agent_db_handle (self->db));
  kind->name = g_strdup (name);
  kind->table = agent_cache_schema_find (name);
  g_ptr_array_add (self->kinds, kind);
  return kind;
}

AgentKindCode *
agent_cache_kind_of_code (AgentCache *self, gint64 code, GError **error)
{
  AgentKindCode *kind = look_for_kind (self, NULL, code);

  if (kind == NULL && read_kinds (self, error))
    kind = look_for_kind (self, NULL, code);
  if (kind == NULL && error != NULL && *error == NULL)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_STORAGE_CORRUPT,
                 _ ("The local copy does not fit together; run m77 sync --repair."));
  return kind;
}

static gboolean
read_overlaid (AgentCache *self, GError **error)
{
  static const char *const sql = "SELECT row, hidden FROM overlay";
  g_autoptr (AgentDbKept) statement = agent_db_keep (self->db, sql, error);
  gboolean have_row;

  if (statement == NULL)
    return FALSE;
  g_hash_table_remove_all (self->overlaid);
  for (;;)
    {
      gint64 *row;

      if (!agent_db_next (self->db, statement, &have_row, error))
        return FALSE;
      if (!have_row)
        return TRUE;
      row = g_new (gint64, 1);
      *row = sqlite3_column_int64 (statement, 0);
      g_hash_table_insert (self->overlaid,
                           row,
                           GINT_TO_POINTER (sqlite3_column_int (statement, 1)));
    }
}

gboolean
agent_cache_load_state (AgentCache *self, GError **error)
{
  gint64 loading;

  if (!agent_cache_meta (self, "epoch", &self->epoch, error) ||
      !agent_cache_meta (self, "number", &self->number, error) ||
      !agent_cache_meta (self, "next_row", &self->next_row, error) ||
      !agent_cache_meta (self, "loading", &loading, error))
    return FALSE;
  self->next_row = MAX (self->next_row, 1);
  self->loading = loading != 0;
  return read_kinds (self, error) && read_overlaid (self, error);
}

static AgentCache *
new_cache (const char *directory, const char *vfs)
{
  AgentCache *self = g_new0 (AgentCache, 1);

  self->directory = g_strdup (directory);
  self->vfs = g_strdup (vfs);
  self->kinds = g_ptr_array_new_with_free_func (free_kind_cb);
  self->pool = m77_json_pool_new ();
  self->folded = g_string_new (NULL);
  self->overlaid = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->moved = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

static gboolean
connect (AgentCache *self, AgentDbMode mode, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, AGENT_CACHE_FILE, NULL);

  /* What is sorted beyond the page cache goes to unnamed files, not to memory. */
  self->db = agent_db_open (path, self->vfs, mode, error);
  return self->db != NULL &&
         agent_db_exec (self->db, "PRAGMA temp_store = FILE; PRAGMA cache_size = -8000", error);
}

static gint64
roll_dice (AgentCache *self)
{
  guint64 dice;

  self->runtime->random (self->runtime, (guint8 *) &dice, sizeof dice);
  return (gint64) (dice >> 12) + 1;
}

static gboolean
note_opened (AgentCache *self, GError **error)
{
  static const char *const put_sql = "INSERT INTO opened (number, stamp) VALUES (?, ?)";
  static const char *const
      prune_sql = "DELETE FROM opened WHERE serial <= (SELECT max (serial) FROM opened) - 64";
  sqlite3_stmt *put = agent_db_keep (self->db, put_sql, error);
  sqlite3_stmt *prune = agent_db_keep (self->db, prune_sql, error);
  g_autoptr (GError) local = NULL;

  if (put == NULL || prune == NULL)
    return FALSE;
  sqlite3_bind_int64 (put, 1, self->number);
  sqlite3_bind_int64 (put, 2, roll_dice (self));
  if (agent_db_run (self->db, put, &local) && agent_db_run (self->db, prune, &local))
    return TRUE;
  /* On a full disk what is here can still be read. */
  if (g_error_matches (local, M77_ERROR, M77_ERROR_STORAGE_FULL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The part of opening that finds out whether the file can be used. */
static gboolean
open_writer (AgentCache *self, GError **error)
{
  gint64 epoch;

  if (!connect (self, AGENT_DB_FAST, error) || !agent_cache_schema_migrate (self->db, error) ||
      !agent_cache_meta (self, "epoch", &epoch, error))
    return FALSE;
  if (epoch == 0 && !agent_cache_set_meta (self, "epoch", roll_dice (self), error))
    return FALSE;
  return agent_cache_load_state (self, error) && note_opened (self, error);
}

static gboolean
is_known_damaged (AgentCache *self)
{
  g_autofree char *path = g_build_filename (self->directory, AGENT_CACHE_DAMAGED, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The mark of damage last. */
static void
throw_away (AgentCache *self)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal", "-damaged" };

  g_clear_pointer (&self->db, agent_db_close);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (AGENT_CACHE_FILE, suffixes[i], NULL);
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_unlink (path);
    }
}

/* Columns of another table of kinds are made anew. */
static gboolean
check_derived (AgentCache *self, GError **error)
{
  g_autoptr (sqlite3_stmt)
      query = agent_db_prepare (self->db, "SELECT value FROM meta WHERE name = 'schema'", error);
  gboolean have_row;

  if (query == NULL || !agent_db_next (self->db, query, &have_row, error))
    return FALSE;
  if (have_row &&
      g_strcmp0 ((const char *) sqlite3_column_text (query, 0), agent_cache_schema ()->hash) == 0)
    return TRUE;
  g_clear_pointer (&query, sqlite3_finalize);
  return agent_cache_derive_all (self, error);
}

static gboolean
is_worthless (const GError *error)
{
  return g_error_matches (error, M77_ERROR, M77_ERROR_STORAGE_CORRUPT) ||
         g_error_matches (error, M77_ERROR, M77_ERROR_VERSION);
}

AgentCache *
agent_cache_open (const char *directory,
                  const char *vfs,
                  const M77Runtime *runtime,
                  gboolean *rebuilt,
                  GError **error)
{
  g_autoptr (AgentCache) self = new_cache (directory, vfs);
  g_autoptr (GError) why = NULL;

  self->runtime = runtime;
  *rebuilt = FALSE;
  if (!is_known_damaged (self) && open_writer (self, &why) && check_derived (self, &why))
    return g_steal_pointer (&self);
  if (why != NULL && !is_worthless (why))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  g_message ("The local copy is made anew: %s",
             why != NULL ? why->message : "it was found damaged");
  throw_away (self);
  *rebuilt = TRUE;
  if (!open_writer (self, error) || !check_derived (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

AgentCache *
agent_cache_open_reader (const char *directory, const char *vfs, GError **error)
{
  g_autoptr (AgentCache) self = new_cache (directory, vfs);

  self->is_reader = TRUE;
  if (!connect (self, AGENT_DB_READ, error) || !read_kinds (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
agent_cache_close (AgentCache *self)
{
  g_clear_pointer (&self->db, agent_db_close);
  g_ptr_array_unref (self->kinds);
  g_hash_table_unref (self->overlaid);
  g_array_unref (self->moved);
  m77_json_pool_free (self->pool);
  g_string_free (self->folded, TRUE);
  g_free (self->directory);
  g_free (self->vfs);
  g_free (self);
}

AgentDb *
agent_cache_db (AgentCache *self)
{
  return self->db;
}

void
agent_cache_set_changed_func (AgentCache *self, AgentChangedFunc func, gpointer data)
{
  self->changed_func = func;
  self->changed_data = data;
}

gint64
agent_cache_overlay_seq (AgentCache *self)
{
  return atomic_load (&self->overlay_seq);
}

gboolean
agent_cache_revision (AgentCache *self, AgentRevision *revision, GError **error)
{
  gint64 epoch, number;

  if (!agent_cache_meta (self, "epoch", &epoch, error) ||
      !agent_cache_meta (self, "number", &number, error))
    return FALSE;
  revision->epoch = (guint64) epoch;
  revision->number = (guint64) number;
  return TRUE;
}

gboolean
agent_cache_count (AgentCache *self, const char *kind, gint64 *count, GError **error)
{
  static const char *const sql = "SELECT sum (count) FROM kind WHERE name = ?1 OR ?1 IS NULL";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, kind, -1, SQLITE_STATIC);
  return agent_db_int (self->db, statement, 0, count, error);
}

static gboolean
describe_bad_lines (AgentCache *self, M77JsonPool *pool, M77Json *about, GError **error)
{
  g_autoptr (sqlite3_stmt)
      query = agent_db_prepare (self->db, "SELECT value FROM meta WHERE name = 'bad_line'", error);
  gint64 bad;
  gboolean have_row;

  if (query == NULL || !agent_cache_meta (self, "bad_lines", &bad, error) ||
      !agent_db_next (self->db, query, &have_row, error))
    return FALSE;
  m77_json_set_int (pool, about, "bad_lines", bad);
  if (have_row)
    m77_json_set_string (pool, about, "bad_line", (const char *) sqlite3_column_text (query, 0));
  return TRUE;
}

char *
agent_cache_describe (AgentCache *self, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (sqlite3_stmt)
      query = agent_db_prepare (self->db, "SELECT name, count FROM kind ORDER BY name", error);
  g_autofree char *path = g_build_filename (self->directory, AGENT_CACHE_FILE, NULL);
  M77Json *about = m77_json_object_new (pool), *kinds = m77_json_object_new (pool);
  gboolean have_row = TRUE;
  GStatBuf file;

  if (query == NULL)
    return NULL;
  while (have_row)
    {
      if (!agent_db_next (self->db, query, &have_row, error))
        return NULL;
      if (have_row)
        m77_json_set_int (pool,
                          kinds,
                          (const char *) sqlite3_column_text (query, 0),
                          sqlite3_column_int64 (query, 1));
    }
  m77_json_set (pool, about, "kinds", kinds);
  m77_json_set_int (pool, about, "bytes", g_stat (path, &file) == 0 ? file.st_size : 0);
  if (!describe_bad_lines (self, pool, about, error))
    return NULL;
  return m77_json_to_text (about);
}

void
agent_source_state_clear (AgentSourceState *state)
{
  g_clear_pointer (&state->cursor, g_free);
}
