/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-db"

#include "config.h"

#include "platform/store/platform-db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "platform/store/platform-schema.h"
#include "shared/base/m77-error.h"

#define BUSY_MS   10000  /* how long to wait for another connection's transaction */
#define LOG_PAGES "8000" /* of a log that is written back even where nobody rests: 32 MiB */

struct _PlatformDb
{
  sqlite3 *db;
  int lock;               /* -1: somebody else checkpoints */
  GHashTable *statements; /* SQL, by its place → sqlite3_stmt */
  gint64 data_version;
};

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

static M77Error
error_code (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return M77_ERROR_STORAGE_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return M77_ERROR_STORAGE_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return M77_ERROR_STORAGE_CORRUPT;
    default:
      return M77_ERROR_STORAGE;
    }
}

static gboolean
check (PlatformDb *self, int result, GError **error)
{
  if (result == SQLITE_OK)
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               error_code (result),
               _ ("The platform's database failed: %s"),
               sqlite3_errmsg (self->db));
  return FALSE;
}

gboolean
platform_db_exec (PlatformDb *self, const char *sql, GError **error)
{
  return check (self, sqlite3_exec (self->db, sql, NULL, NULL, NULL), error);
}

sqlite3_stmt *
platform_db_prepare (PlatformDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  check (self, sqlite3_prepare_v3 (self->db, sql, -1, 0, &statement, NULL), error);
  return statement;
}

/* kept: what is bound stays as it is until the statement is done. */
static void
bind_all (sqlite3_stmt *statement, gboolean kept, const char *types, va_list arguments)
{
  sqlite3_destructor_type until = kept ? SQLITE_STATIC : SQLITE_TRANSIENT;
  int i = 0;

  for (const char *type = types; *type != '\0'; type++)
    if (*type == 'i')
      sqlite3_bind_int64 (statement, ++i, va_arg (arguments, gint64));
    else if (*type == 't')
      sqlite3_bind_text (statement, ++i, va_arg (arguments, const char *), -1, until);
    else
      {
        GBytes *bytes = va_arg (arguments, GBytes *);
        gsize size;
        const void *data = g_bytes_get_data (bytes, &size);

        sqlite3_bind_blob64 (statement, ++i, data, size, until);
      }
}

static PlatformQuery *
query_va (PlatformDb *self,
          gboolean kept,
          GError **error,
          const char *sql,
          const char *types,
          va_list arguments)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL)
    {
      if (!check (
              self,
              sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL),
              error))
        return NULL;
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  bind_all (statement, kept, types, arguments);
  return statement;
}

PlatformQuery *
platform_db_query (PlatformDb *self, GError **error, const char *sql, const char *types, ...)
{
  va_list arguments;
  PlatformQuery *query;

  va_start (arguments, types);
  query = query_va (self, FALSE, error, sql, types, arguments);
  va_end (arguments);
  return query;
}

void
platform_query_done (PlatformQuery *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}

gboolean
platform_db_next (PlatformDb *self, PlatformQuery *query, gboolean *have_row, GError **error)
{
  int result = sqlite3_step (query);

  *have_row = result == SQLITE_ROW;
  return result == SQLITE_DONE || *have_row || check (self, result, error);
}

gboolean
platform_db_run (PlatformDb *self, GError **error, const char *sql, const char *types, ...)
{
  va_list arguments;
  g_autoptr (PlatformQuery) query = NULL;
  gboolean have_row;

  va_start (arguments, types);
  query = query_va (self, TRUE, error, sql, types, arguments);
  va_end (arguments);
  return query != NULL && platform_db_next (self, query, &have_row, error);
}

gboolean
platform_db_integer (PlatformDb *self,
                     gint64 *value,
                     gint64 otherwise,
                     GError **error,
                     const char *sql,
                     const char *types,
                     ...)
{
  va_list arguments;
  g_autoptr (PlatformQuery) query = NULL;
  gboolean have_row;

  va_start (arguments, types);
  query = query_va (self, TRUE, error, sql, types, arguments);
  va_end (arguments);
  *value = otherwise;
  if (query == NULL || !platform_db_next (self, query, &have_row, error))
    return FALSE;
  if (have_row && sqlite3_column_type (query, 0) != SQLITE_NULL)
    *value = sqlite3_column_int64 (query, 0);
  return TRUE;
}

const char *
platform_query_text (PlatformQuery *self, int column)
{
  return (const char *) sqlite3_column_text (self, column);
}

gint64
platform_query_integer (PlatformQuery *self, int column)
{
  return sqlite3_column_int64 (self, column);
}

gint64
platform_db_written (PlatformDb *self)
{
  return sqlite3_total_changes64 (self->db);
}

gboolean
platform_db_was_changed (PlatformDb *self)
{
  gint64 version;

  if (!platform_db_integer (self, &version, 0, NULL, "PRAGMA data_version", ""))
    return TRUE;
  if (version == self->data_version)
    return FALSE;
  self->data_version = version;
  return TRUE;
}

gboolean
platform_db_migrate (PlatformDb *self, GError **error)
{
  gint64 version;

  if (!platform_db_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!platform_db_integer (self, &version, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  if (version > (gint64) platform_schema_version ())
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_VERSION,
                   _ ("The data was written by a newer version: update m77-platform."));
      return FALSE;
    }
  for (; version < (gint64) platform_schema_version (); version++)
    {
      g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", (int) version + 1);

      if (!platform_db_exec (self, platform_schema_step ((guint) version), error) ||
          !platform_db_exec (self, mark, error))
        {
          g_prefix_error (error, _ ("Schema step %d: "), (int) version + 1);
          return FALSE;
        }
    }
  return platform_db_exec (self, "COMMIT", error);
}

/* Who gets the lock is the one that checkpoints; the lock goes with the process. */
static int
take_lock (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "platform.lock", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      fd = -1;
    }
  return fd;
}

static gboolean
prepare_file (PlatformDb *self, GError **error)
{
  sqlite3_busy_timeout (self->db, BUSY_MS);
  if (self->lock < 0)
    sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return platform_db_exec (self,
                           "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                           "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;"
                           /* What a savepoint may have to put back stays in memory. */
                           "PRAGMA temp_store = MEMORY;"
                           "PRAGMA journal_size_limit = 67108864;",
                           error) &&
         platform_db_exec (self,
                           self->lock >= 0 ? "PRAGMA wal_autocheckpoint = " LOG_PAGES
                                           : "PRAGMA wal_autocheckpoint = 0",
                           error) &&
         platform_db_migrate (self, error);
}

PlatformDb *
platform_db_open (const char *directory, const char *vfs, GError **error)
{
  g_autoptr (PlatformDb) self = g_new0 (PlatformDb, 1);
  g_autofree char *path = g_build_filename (directory, "platform.db", NULL);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
              SQLITE_OPEN_PRIVATECACHE;

  self->lock = -1;
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize);
  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error,
                   M77_ERROR,
                   errno == EROFS || errno == EACCES ? M77_ERROR_STORAGE_READ_ONLY
                                                     : M77_ERROR_STORAGE,
                   _ ("Could not make the directory %s: %s"),
                   directory,
                   g_strerror (errno));
      return NULL;
    }
  self->lock = take_lock (directory);
  if (!check (self, sqlite3_open_v2 (path, &self->db, flags, vfs), error) ||
      !prepare_file (self, error))
    {
      g_prefix_error (error, _ ("Could not open %s: "), path);
      return NULL;
    }
  /* Keys that sign webhooks are in it; its companions get the same mode. */
  if (vfs == NULL)
    g_chmod (path, 0600);
  platform_db_was_changed (self);
  return g_steal_pointer (&self);
}

sqlite3 *
platform_db_handle (PlatformDb *self)
{
  return self->db;
}

void
platform_db_rest (PlatformDb *self)
{
  int result;

  if (self->lock < 0)
    return;
  result = sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  if (result != SQLITE_OK && result != SQLITE_BUSY)
    g_warning ("Writing the log back failed: %s", sqlite3_errmsg (self->db));
}

gboolean
platform_db_is_first (const PlatformDb *self)
{
  return self->lock >= 0;
}

void
platform_db_close (PlatformDb *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->db);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self);
}
