/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-db"

#include "config.h"

#include "agent/store/agent-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "agent/store/agent-storage.h"
#include "shared/base/m77-error.h"

#define BUSY_TIMEOUT 5000              /* ms: a reader meets a log that is being recovered */
#define LOG_KEPT     (8 * 1024 * 1024) /* bytes of an emptied log left on the disk */
#define FILE_MODE    0600
#define VERSION_MOST 1000 /* more is no newer program but damage */

static M77Error
code_of_result (int result, int system_errno, const char *why)
{
  switch (result & 0xff)
    {
    case SQLITE_ERROR:
      /* A header that says what no SQLite writes. */
      return g_strcmp0 (why, "unsupported file format") == 0 ? M77_ERROR_STORAGE_CORRUPT
                                                             : M77_ERROR_STORAGE;
    case SQLITE_FULL:
      return M77_ERROR_STORAGE_FULL;
    case SQLITE_READONLY:
      return M77_ERROR_STORAGE_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return M77_ERROR_STORAGE_CORRUPT;
    case SQLITE_INTERRUPT:
      return M77_ERROR_CANCELLED;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return agent_storage_code (system_errno);
    default:
      return M77_ERROR_STORAGE;
    }
}

void
agent_db_set_error (AgentDb *self, int result, GError **error)
{
  int number = sqlite3_system_errno (self->db);
  const char *why = sqlite3_errmsg (self->db);

  if ((result & 0xff) == SQLITE_CANTOPEN && number != 0)
    why = g_strerror (number);
  agent_storage_set_error (error, code_of_result (result, number, why), self->path, why);
}

static gboolean
check (AgentDb *self, int result, GError **error)
{
  if (result == SQLITE_OK)
    return TRUE;
  agent_db_set_error (self, result, error);
  return FALSE;
}

static int
committed_cb (void *data, sqlite3 *db, const char *name, int pages)
{
  AgentDb *self = data;

  self->log_pages = pages;
  return SQLITE_OK;
}

/* SQLite makes files by the umask, and the log with the mode of its file. */
static void
make_private (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, FILE_MODE);

  if (fd >= 0)
    close (fd);
}

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

static gboolean
set_up_writer (AgentDb *self, AgentDbMode mode, GError **error)
{
  const char *sql = "PRAGMA journal_mode = WAL;"
                    "PRAGMA fullfsync = ON;"
                    "PRAGMA checkpoint_fullfsync = ON;"
                    "PRAGMA foreign_keys = ON;";
  g_autofree char *limit = g_strdup_printf ("PRAGMA journal_size_limit = %d;", LOG_KEPT);

  if (sqlite3_db_readonly (self->db, "main") == 1)
    {
      agent_storage_set_error (error, M77_ERROR_STORAGE_READ_ONLY, self->path, NULL);
      return FALSE;
    }
  if (!agent_db_exec (self, sql, error) || !agent_db_exec (self, limit, error))
    return FALSE;
  sqlite3_wal_hook (self->db, committed_cb, self);
  return agent_db_exec (self,
                        mode == AGENT_DB_DURABLE ? "PRAGMA synchronous = FULL"
                                                 : "PRAGMA synchronous = NORMAL",
                        error);
}

static gboolean
set_up (AgentDb *self, AgentDbMode mode, GError **error)
{
  const char *sql = "PRAGMA trusted_schema = OFF;"
                    "PRAGMA cell_size_check = ON;"
                    "PRAGMA mmap_size = 0;"
                    "PRAGMA temp_store = MEMORY;";

  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT);
  if (!agent_db_exec (self, sql, error))
    return FALSE;
  if (mode != AGENT_DB_READ)
    return set_up_writer (self, mode, error);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return TRUE;
}

AgentDb *
agent_db_open (const char *path, const char *vfs, AgentDbMode mode, GError **error)
{
  int flags = mode == AGENT_DB_READ ? SQLITE_OPEN_READONLY
                                    : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  g_autoptr (AgentDb) self = g_new0 (AgentDb, 1);

  self->path = g_strdup (path);
  self->vfs = g_strdup (vfs);
  self->kept = g_hash_table_new_full (NULL, NULL, NULL, finalize_cb);
  if (mode != AGENT_DB_READ)
    make_private (path);
  if (!check (self, sqlite3_open_v2 (path, &self->db, flags | SQLITE_OPEN_NOMUTEX, vfs), error) ||
      !set_up (self, mode, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
agent_db_close (AgentDb *self)
{
  g_hash_table_unref (self->kept);
  if (sqlite3_close (self->db) != SQLITE_OK)
    {
      g_critical ("%s is closed with statements left", self->path);
      sqlite3_close_v2 (self->db);
    }
  g_free (self->path);
  g_free (self->vfs);
  g_free (self);
}

sqlite3 *
agent_db_handle (AgentDb *self)
{
  return self->db;
}

gboolean
agent_db_exec (AgentDb *self, const char *sql, GError **error)
{
  return check (self, sqlite3_exec (self->db, sql, NULL, NULL, NULL), error);
}

static sqlite3_stmt *
prepare (AgentDb *self, const char *sql, guint flags, GError **error)
{
  sqlite3_stmt *statement = NULL;

  check (self, sqlite3_prepare_v3 (self->db, sql, -1, flags, &statement, NULL), error);
  return statement;
}

sqlite3_stmt *
agent_db_prepare (AgentDb *self, const char *sql, GError **error)
{
  return prepare (self, sql, 0, error);
}

sqlite3_stmt *
agent_db_keep (AgentDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->kept, sql);

  if (statement == NULL)
    {
      statement = prepare (self, sql, SQLITE_PREPARE_PERSISTENT, error);
      if (statement != NULL)
        g_hash_table_insert (self->kept, (gpointer) sql, statement);
      return statement;
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return statement;
}

gboolean
agent_db_next (AgentDb *self, sqlite3_stmt *statement, gboolean *have_row, GError **error)
{
  int result = sqlite3_step (statement);

  *have_row = result == SQLITE_ROW;
  if (*have_row)
    return TRUE;
  if (result != SQLITE_DONE)
    agent_db_set_error (self, result, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

gboolean
agent_db_run (AgentDb *self, sqlite3_stmt *statement, GError **error)
{
  gboolean have_row = TRUE;

  while (have_row)
    if (!agent_db_next (self, statement, &have_row, error))
      return FALSE;
  return TRUE;
}

gboolean
agent_db_int (AgentDb *self,
              sqlite3_stmt *statement,
              gint64 otherwise,
              gint64 *value,
              GError **error)
{
  gboolean have_row;

  *value = otherwise;
  if (!agent_db_next (self, statement, &have_row, error))
    return FALSE;
  if (have_row)
    *value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
run_kept (AgentDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = agent_db_keep (self, sql, error);

  return statement != NULL && agent_db_run (self, statement, error);
}

gboolean
agent_db_begin (AgentDb *self, GError **error)
{
  static const char *const sql = "BEGIN IMMEDIATE";

  return run_kept (self, sql, error);
}

gboolean
agent_db_commit (AgentDb *self, GError **error)
{
  static const char *const sql = "COMMIT";

  if (run_kept (self, sql, error))
    return TRUE;
  agent_db_rollback (self);
  return FALSE;
}

void
agent_db_rollback (AgentDb *self)
{
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
agent_db_check (AgentDb *self, GError **error)
{
  g_autoptr (sqlite3_stmt) query = agent_db_prepare (self, "PRAGMA quick_check (1)", error);
  gboolean have_row;
  const char *found;

  if (query == NULL || !agent_db_next (self, query, &have_row, error))
    return FALSE;
  found = have_row ? (const char *) sqlite3_column_text (query, 0) : NULL;
  if (g_strcmp0 (found, "ok") == 0)
    return TRUE;
  agent_storage_set_error (error,
                           M77_ERROR_STORAGE_CORRUPT,
                           self->path,
                           found == NULL ? "" : found);
  return FALSE;
}

void
agent_db_interrupt (AgentDb *self)
{
  sqlite3_interrupt (self->db);
}

static gboolean
read_version (AgentDb *self, gint64 *version, GError **error)
{
  g_autoptr (sqlite3_stmt) query = agent_db_prepare (self, "PRAGMA user_version", error);

  return query != NULL && agent_db_int (self, query, 0, version, error);
}

static gboolean
migrate_step (AgentDb *self, const char *step, guint version, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %u", version);

  if (!agent_db_begin (self, error))
    return FALSE;
  if (agent_db_exec (self, step, error) && agent_db_exec (self, sql, error))
    return agent_db_commit (self, error);
  agent_db_rollback (self);
  return FALSE;
}

gboolean
agent_db_migrate (AgentDb *self,
                  const char *const *steps,
                  guint n_steps,
                  gboolean (*before_first) (AgentDb *self, gpointer data, GError **error),
                  gpointer data,
                  GError **error)
{
  gint64 version;

  if (!read_version (self, &version, error))
    return FALSE;
  if (version < 0 || version > VERSION_MOST)
    {
      agent_storage_set_error (error, M77_ERROR_STORAGE_CORRUPT, self->path, "user_version");
      return FALSE;
    }
  if (version > n_steps)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_VERSION,
                   _ ("The file %s is from a newer version of this program. Update the program."),
                   self->path);
      return FALSE;
    }
  if (version > 0 && version < n_steps && before_first != NULL && !before_first (self, data, error))
    return FALSE;

  for (; version < n_steps; version++)
    if (!migrate_step (self, steps[version], version + 1, error))
      return FALSE;
  return TRUE;
}

static gboolean
copy_to (AgentDb *self, const char *path, GError **error)
{
  g_autoptr (AgentDb) copy = g_new0 (AgentDb, 1);
  sqlite3_backup *backup;
  int result;

  copy->path = g_strdup (path);
  copy->kept = g_hash_table_new (NULL, NULL);
  make_private (path);
  result = sqlite3_open_v2 (path, &copy->db, SQLITE_OPEN_READWRITE, self->vfs);
  if (!check (copy, result, error))
    return FALSE;
  sqlite3_extended_result_codes (copy->db, 1);
  backup = sqlite3_backup_init (copy->db, "main", self->db, "main");
  if (backup == NULL)
    return check (copy, sqlite3_errcode (copy->db), error);
  sqlite3_backup_step (backup, -1);
  return check (copy, sqlite3_backup_finish (backup), error);
}

gboolean
agent_db_backup (AgentDb *self, const char *path, GError **error)
{
  g_autofree char *unfinished = g_strconcat (path, ".part", NULL);
  g_autofree char *directory = g_path_get_dirname (path);

  g_unlink (unfinished);
  if (!copy_to (self, unfinished, error))
    {
      g_unlink (unfinished);
      return FALSE;
    }
  if (g_rename (unfinished, path) != 0)
    {
      agent_storage_set_errno (error, errno, path);
      g_unlink (unfinished);
      return FALSE;
    }
  agent_storage_sync_directory (directory);
  return TRUE;
}
