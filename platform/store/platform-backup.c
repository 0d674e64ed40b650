/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-backup"

#include "config.h"

#include "platform/store/platform-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "platform/store/platform-mark.h"
#include "platform/store/platform-schema.h"
#include "shared/base/m77-error.h"

static gboolean
fail (const char *path, const char *why, GError **error)
{
  g_set_error (error, M77_ERROR, M77_ERROR_STORAGE, _ ("%s: %s"), path, why);
  return FALSE;
}

static gboolean
copy (sqlite3 *from, sqlite3 *to, const char *path, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int result = SQLITE_OK;

  /* All with one step, which sees one state: between two steps another process may write, and it
   * would begin anew each time. Nobody waits for it: a reader stops no writer. */
  while (backup != NULL && (result == SQLITE_OK || result == SQLITE_BUSY))
    result = sqlite3_backup_step (backup, -1);
  if (backup == NULL || sqlite3_backup_finish (backup) != SQLITE_OK)
    return fail (path, sqlite3_errmsg (to), error);
  return TRUE;
}

/* The first column of the first row as text; NULL: there is none. Free with g_free. */
static char *
ask (sqlite3 *db, const char *sql)
{
  g_autoptr (sqlite3_stmt) query = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &query, NULL) != SQLITE_OK ||
      sqlite3_step (query) != SQLITE_ROW)
    return NULL;
  return g_strdup ((const char *) sqlite3_column_text (query, 0));
}

/* Whether db is a platform's, whole, and of a version that we know. */
static gboolean
check (sqlite3 *db, const char *path, GError **error)
{
  g_autofree char *whole = ask (db, "PRAGMA quick_check (1)");
  g_autofree char *tenants = ask (db, "SELECT count (*) FROM tenant");
  g_autofree char *version = ask (db, "PRAGMA user_version");

  if (tenants == NULL)
    return fail (path, _ ("it is no backup of a platform"), error);
  if (g_strcmp0 (whole, "ok") != 0)
    return fail (path, _ ("it is damaged"), error);
  if (g_ascii_strtoull (version, NULL, 10) > platform_schema_version ())
    return fail (path, _ ("it is of a newer version: use that one's m77-platform"), error);
  return TRUE;
}

static gboolean
write_copy (PlatformDb *db, const char *path, GError **error)
{
  sqlite3 *file = NULL;
  gboolean done;

  done = sqlite3_open_v2 (path, &file, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK ||
         fail (path, sqlite3_errmsg (file), error);
  done = done && copy (platform_db_handle (db), file, path, error);
  if (done && sqlite3_exec (file,
                            "PRAGMA journal_mode = DELETE;"
                            "INSERT INTO mark (one, mark) VALUES (1, '" PLATFORM_MARK_COPY "')"
                            " ON CONFLICT DO UPDATE SET before = NULL, mark = excluded.mark",
                            NULL,
                            NULL,
                            NULL) != SQLITE_OK)
    done = fail (path, sqlite3_errmsg (file), error);
  done = done && check (file, path, error);
  sqlite3_close (file);
  return done;
}

gboolean
platform_backup_write (PlatformDb *db, const char *path, GError **error)
{
  g_autofree char *unfinished = g_strconcat (path, ".part", NULL);
  int fd;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, M77_ERROR, M77_ERROR_USAGE, _ ("%s is there already"), path);
      return FALSE;
    }
  g_unlink (unfinished);
  fd = g_open (unfinished, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (unfinished, g_strerror (errno), error);
  close (fd);
  if (write_copy (db, unfinished, error) &&
      (g_rename (unfinished, path) == 0 || fail (path, g_strerror (errno), error)))
    return TRUE;
  g_unlink (unfinished);
  return FALSE;
}

gboolean
platform_backup_read (PlatformDb *db, const char *path, GError **error)
{
  sqlite3 *file = NULL;
  gboolean done;

  done = sqlite3_open_v2 (path, &file, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK ||
         fail (path, sqlite3_errmsg (file), error);
  done = done && check (file, path, error) && copy (file, platform_db_handle (db), path, error);
  sqlite3_close (file);
  return done;
}
