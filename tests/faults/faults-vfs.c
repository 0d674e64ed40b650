/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/faults/faults-vfs.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/faults/faults-vfs-private.h"

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->written, g_bytes_unref);
  g_clear_pointer (&change->replaced, g_bytes_unref);
  g_free (change);
}

static void
log_free (gpointer data)
{
  Log *log = data;

  g_free (log->path);
  g_ptr_array_unref (log->changes);
  g_clear_pointer (&log->deleted, g_bytes_unref);
  g_free (log);
}

static Log *
ensure_log (FaultsVfs *self, const char *path)
{
  Log *log = g_hash_table_lookup (self->logs, path);

  if (log == NULL)
    {
      log = g_new0 (Log, 1);
      log->path = g_strdup (path);
      log->changes = g_ptr_array_new_with_free_func (change_free);
      g_hash_table_insert (self->logs, log->path, log);
    }
  return log;
}

Step
faults_vfs_take_step (FaultsVfs *self)
{
  if (self->is_dead)
    return STEP_DEAD;
  self->steps++;
  if (self->steps == self->die_at)
    {
      self->is_dead = TRUE;
      return STEP_DIES;
    }
  if (self->fail_at > 0 && self->steps >= self->fail_at &&
      self->steps - self->fail_at < self->fail_times)
    return STEP_FAILS;
  return STEP_GOES;
}

/* ---- The file system ---- */

static void
begin_log (File *file, const char *path, gboolean existed)
{
  GStatBuf status;

  file->log = ensure_log (file->faults, path);
  if (g_stat (path, &status) != 0)
    return;
  if (file->log->inode != status.st_ino)
    g_ptr_array_set_size (file->log->changes, 0);
  if (!existed)
    {
      file->log->is_new = TRUE;
      g_clear_pointer (&file->log->deleted, g_bytes_unref);
    }
  file->log->inode = status.st_ino;
}

static int
open_cb (sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags)
{
  FaultsVfs *self = vfs->pAppData;
  File *file = (File *) base;
  gboolean existed = path != NULL && g_file_test (path, G_FILE_TEST_EXISTS);
  int result;

  memset (file, 0, sizeof *file);
  if (self->is_dead)
    return SQLITE_CANTOPEN;
  if (self->is_read_only)
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  file->faults = self;
  file->real = (sqlite3_file *) (file + 1);
  result = self->real->xOpen (self->real, path, file->real, flags, out_flags);
  if (result != SQLITE_OK)
    return result;
  file->base.pMethods = &faults_vfs_methods;
  if (path != NULL && (flags & SQLITE_OPEN_DELETEONCLOSE) == 0)
    begin_log (file, path, existed);
  return SQLITE_OK;
}

static int
delete_cb (sqlite3_vfs *vfs, const char *path, int sync_directory)
{
  FaultsVfs *self = vfs->pAppData;
  Step step = faults_vfs_take_step (self);
  Log *log = ensure_log (self, path);
  char *contents;
  gsize length;

  if (step == STEP_FAILS)
    return self->fail_result;
  if (step != STEP_GOES)
    return SQLITE_IOERR_DELETE;
  if (!sync_directory && !log->is_new && g_file_get_contents (path, &contents, &length, NULL))
    {
      g_clear_pointer (&log->deleted, g_bytes_unref);
      log->deleted = g_bytes_new_take (contents, length);
    }
  g_ptr_array_set_size (log->changes, 0);
  return self->real->xDelete (self->real, path, 0);
}

static int
access_cb (sqlite3_vfs *vfs, const char *path, int flags, int *answer)
{
  FaultsVfs *self = vfs->pAppData;

  return self->real->xAccess (self->real, path, flags, answer);
}

static int
full_path_cb (sqlite3_vfs *vfs, const char *path, int size, char *full)
{
  FaultsVfs *self = vfs->pAppData;

  return self->real->xFullPathname (self->real, path, size, full);
}

static int
random_cb (sqlite3_vfs *vfs, int count, char *bytes)
{
  FaultsVfs *self = vfs->pAppData;

  return self->real->xRandomness (self->real, count, bytes);
}

static int
sleep_cb (sqlite3_vfs *vfs, int microseconds)
{
  FaultsVfs *self = vfs->pAppData;

  return self->real->xSleep (self->real, microseconds);
}

static int
last_error_cb (sqlite3_vfs *vfs, int size, char *text)
{
  FaultsVfs *self = vfs->pAppData;

  return self->real->xGetLastError (self->real, size, text);
}

static int
time_cb (sqlite3_vfs *vfs, sqlite3_int64 *now)
{
  FaultsVfs *self = vfs->pAppData;

  return self->real->xCurrentTimeInt64 (self->real, now);
}

FaultsVfs *
faults_vfs_new (const char *name)
{
  FaultsVfs *self = g_new0 (FaultsVfs, 1);

  self->real = sqlite3_vfs_find ("unix");
  self->logs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, log_free);
  self->vfs.iVersion = 2;
  self->vfs.szOsFile = sizeof (File) + self->real->szOsFile;
  self->vfs.mxPathname = self->real->mxPathname;
  self->vfs.zName = g_strdup (name);
  self->vfs.pAppData = self;
  self->vfs.xOpen = open_cb;
  self->vfs.xDelete = delete_cb;
  self->vfs.xAccess = access_cb;
  self->vfs.xFullPathname = full_path_cb;
  self->vfs.xRandomness = random_cb;
  self->vfs.xSleep = sleep_cb;
  self->vfs.xGetLastError = last_error_cb;
  self->vfs.xCurrentTimeInt64 = time_cb;
  sqlite3_vfs_register (&self->vfs, 0);
  return self;
}

void
faults_vfs_free (FaultsVfs *self)
{
  sqlite3_vfs_unregister (&self->vfs);
  g_hash_table_unref (self->logs);
  g_free ((char *) self->vfs.zName);
  g_free (self);
}

void
faults_vfs_reset (FaultsVfs *self)
{
  GHashTableIter iter;
  Log *log;

  /* Open files point at their logs: these stay. */
  g_hash_table_iter_init (&iter, self->logs);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &log))
    {
      g_ptr_array_set_size (log->changes, 0);
      g_clear_pointer (&log->deleted, g_bytes_unref);
      log->is_new = FALSE;
    }
  self->steps = self->die_at = self->fail_at = self->fail_times = 0;
  self->is_dead = self->is_read_only = FALSE;
}

guint
faults_vfs_steps (const FaultsVfs *self)
{
  return self->steps;
}

void
faults_vfs_die_at (FaultsVfs *self, guint step)
{
  self->die_at = step;
}

void
faults_vfs_fail_at (FaultsVfs *self, guint step, int result, guint times)
{
  self->fail_at = step;
  self->fail_result = result;
  self->fail_times = times;
}

void
faults_vfs_set_read_only (FaultsVfs *self, gboolean read_only)
{
  self->is_read_only = read_only;
}
