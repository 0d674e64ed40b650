/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/faults/faults-vfs-private.h"
#include "tests/faults/vfs-methods.h"

static gsize
real_size (File *file)
{
  sqlite3_int64 size = 0;

  file->real->pMethods->xFileSize (file->real, &size);
  return size;
}

static void
log_change (File *file, gsize offset, gsize replaced_end, const void *written, gsize length)
{
  Change *change;
  g_autofree char *old = NULL;

  if (file->log == NULL)
    return;
  change = g_new0 (Change, 1);
  change->old_size = real_size (file);
  change->offset = offset;
  replaced_end = MIN (replaced_end, change->old_size);
  if (replaced_end > offset)
    {
      old = g_malloc (replaced_end - offset);
      file->real->pMethods->xRead (file->real, old, replaced_end - offset, offset);
      change->replaced = g_bytes_new_take (g_steal_pointer (&old), replaced_end - offset);
    }
  if (written != NULL)
    change->written = g_bytes_new (written, length);
  g_ptr_array_add (file->log->changes, change);
}

static int
close_cb (sqlite3_file *base)
{
  File *file = (File *) base;

  return file->real->pMethods->xClose (file->real);
}

static int
read_cb (sqlite3_file *base, void *buffer, int count, sqlite3_int64 offset)
{
  File *file = (File *) base;

  return file->real->pMethods->xRead (file->real, buffer, count, offset);
}

static int
write_cb (sqlite3_file *base, const void *buffer, int count, sqlite3_int64 offset)
{
  File *file = (File *) base;
  Step step = faults_vfs_take_step (file->faults);
  int written = step == STEP_FAILS ? count / 2 : count;
  int result;

  if (step == STEP_DEAD)
    return SQLITE_IOERR_WRITE;
  log_change (file, offset, offset + written, buffer, written);
  result = file->real->pMethods->xWrite (file->real, buffer, written, offset);
  if (step == STEP_FAILS)
    return file->faults->fail_result;
  return step == STEP_DIES ? SQLITE_IOERR_WRITE : result;
}

static int
truncate_cb (sqlite3_file *base, sqlite3_int64 size)
{
  File *file = (File *) base;
  Step step = faults_vfs_take_step (file->faults);

  if (step == STEP_FAILS)
    return file->faults->fail_result;
  if (step != STEP_GOES)
    return SQLITE_IOERR_TRUNCATE;
  log_change (file, size, G_MAXSIZE, NULL, 0);
  return file->real->pMethods->xTruncate (file->real, size);
}

/* The unix VFS syncs the directory with the first sync of a file it made: names made and
 * deleted there are then safe. The files of a test are in one directory. */
static void
sync_names (FaultsVfs *self)
{
  GHashTableIter iter;
  Log *log;

  g_hash_table_iter_init (&iter, self->logs);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &log))
    {
      log->is_new = FALSE;
      g_clear_pointer (&log->deleted, g_bytes_unref);
    }
}

static int
sync_cb (sqlite3_file *base, int flags)
{
  File *file = (File *) base;
  Step step = faults_vfs_take_step (file->faults);

  if (step == STEP_FAILS)
    return file->faults->fail_result;
  if (step != STEP_GOES)
    return SQLITE_IOERR_FSYNC;
  if (file->log != NULL)
    {
      g_ptr_array_set_size (file->log->changes, 0);
      if (file->log->is_new)
        sync_names (file->faults);
    }
  return SQLITE_OK;
}

static int
size_cb (sqlite3_file *base, sqlite3_int64 *size)
{
  File *file = (File *) base;

  return file->real->pMethods->xFileSize (file->real, size);
}

static int
lock_cb (sqlite3_file *base, int lock)
{
  File *file = (File *) base;

  return file->real->pMethods->xLock (file->real, lock);
}

static int
unlock_cb (sqlite3_file *base, int lock)
{
  File *file = (File *) base;

  return file->real->pMethods->xUnlock (file->real, lock);
}

static int
check_lock_cb (sqlite3_file *base, int *is_locked)
{
  File *file = (File *) base;

  return file->real->pMethods->xCheckReservedLock (file->real, is_locked);
}

static int
control_cb (sqlite3_file *base, int what, void *argument)
{
  File *file = (File *) base;

  return file->real->pMethods->xFileControl (file->real, what, argument);
}

static int
sector_cb (sqlite3_file *base)
{
  File *file = (File *) base;

  return file->real->pMethods->xSectorSize (file->real);
}

static int
device_cb (sqlite3_file *base)
{
  File *file = (File *) base;

  return file->real->pMethods->xDeviceCharacteristics (file->real);
}

static int
shm_map_cb (sqlite3_file *base, int page, int size, int extend, void volatile **memory)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmMap (file->real, page, size, extend, memory);
}

static int
shm_lock_cb (sqlite3_file *base, int offset, int n, int flags)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmLock (file->real, offset, n, flags);
}

static void
shm_barrier_cb (sqlite3_file *base)
{
  File *file = (File *) base;

  file->real->pMethods->xShmBarrier (file->real);
}

static int
shm_unmap_cb (sqlite3_file *base, int remove)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmUnmap (file->real, remove);
}

const sqlite3_io_methods faults_vfs_methods = VFS_METHODS;
