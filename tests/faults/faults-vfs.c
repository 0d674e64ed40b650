/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/faults/faults-vfs.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#define SECTOR 512 /* bytes a disk writes whole */

/* One change of a file, with what it takes to undo it. */
typedef struct
{
  gsize offset;
  GBytes *written;  /* NULL: a truncation to offset */
  GBytes *replaced; /* what was there, up to the old end */
  gsize old_size;
} Change;

/* A path: what its file, open or not, has not been synced with. */
typedef struct
{
  char *path;
  guint64 inode;
  GPtrArray *changes; /* Change * */
  gboolean is_new;    /* its name has not been synced */
  GBytes *deleted;    /* its contents, where it was deleted and that was not synced */
} Log;

struct _FaultsVfs
{
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  GHashTable *logs; /* path → Log */
  guint steps, die_at, fail_at, fail_times;
  int fail_result;
  gboolean is_dead, is_read_only;
};

/* What SQLite sees of a file; the real one comes right behind it. */
typedef struct
{
  sqlite3_file base;
  FaultsVfs *faults;
  Log *log; /* NULL: a temporary file, nobody's loss */
  sqlite3_file *real;
} File;

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

typedef enum
{
  STEP_GOES,
  STEP_FAILS, /* with self->fail_result */
  STEP_DIES,  /* now, in the middle of it */
  STEP_DEAD   /* the power is off */
} Step;

static Step
take_step (FaultsVfs *self)
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

/* ---- Files ---- */

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
  Step step = take_step (file->faults);
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
  Step step = take_step (file->faults);

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
  Step step = take_step (file->faults);

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

/* Version 2: without xFetch there is no memory mapping. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = close_cb,
  .xRead = read_cb,
  .xWrite = write_cb,
  .xTruncate = truncate_cb,
  .xSync = sync_cb,
  .xFileSize = size_cb,
  .xLock = lock_cb,
  .xUnlock = unlock_cb,
  .xCheckReservedLock = check_lock_cb,
  .xFileControl = control_cb,
  .xSectorSize = sector_cb,
  .xDeviceCharacteristics = device_cb,
  .xShmMap = shm_map_cb,
  .xShmLock = shm_lock_cb,
  .xShmBarrier = shm_barrier_cb,
  .xShmUnmap = shm_unmap_cb,
};

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
  file->base.pMethods = &methods;
  if (path != NULL && (flags & SQLITE_OPEN_DELETEONCLOSE) == 0)
    begin_log (file, path, existed);
  return SQLITE_OK;
}

static int
delete_cb (sqlite3_vfs *vfs, const char *path, int sync_directory)
{
  FaultsVfs *self = vfs->pAppData;
  Step step = take_step (self);
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

/* ---- The cut ---- */

static void
undo_changes (const Log *log, GByteArray *contents)
{
  for (guint i = log->changes->len; i > 0; i--)
    {
      const Change *change = log->changes->pdata[i - 1];
      gsize length = 0;
      const void *old = change->replaced == NULL ? NULL
                                                 : g_bytes_get_data (change->replaced, &length);

      g_byte_array_set_size (contents, change->old_size);
      if (length > 0)
        memcpy (contents->data + change->offset, old, length);
    }
}

/* is_torn: of a write, only some of its sectors. */
static void
redo_change (const Change *change, GByteArray *contents, gboolean is_torn, GRand *rand)
{
  gsize length;
  const guint8 *bytes;

  if (change->written == NULL)
    {
      if (change->offset < contents->len)
        g_byte_array_set_size (contents, change->offset);
      return;
    }
  bytes = g_bytes_get_data (change->written, &length);
  for (gsize at = 0; at < length;)
    {
      gsize sector_end = (change->offset + at) / SECTOR * SECTOR + SECTOR;
      gsize part = MIN (sector_end - change->offset - at, length - at);
      gsize end = change->offset + at + part;

      if (!is_torn || g_rand_boolean (rand))
        {
          guint old = contents->len;

          if (end > old)
            {
              g_byte_array_set_size (contents, end);
              memset (contents->data + old, 0, end - old);
            }
          memcpy (contents->data + change->offset + at, bytes + at, part);
        }
      at += part;
    }
}

static void
redo_changes (const Log *log, GByteArray *contents, FaultsCut cut, GRand *rand)
{
  guint n = log->changes->len;
  guint prefix = n == 0 ? 0 : g_rand_int_range (rand, 0, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const Change *change = log->changes->pdata[i];

      if (cut == FAULTS_KEEP_ALL || (cut == FAULTS_KEEP_PREFIX && i < prefix))
        redo_change (change, contents, FALSE, rand);
      else if (cut == FAULTS_KEEP_PREFIX && i == prefix)
        redo_change (change, contents, TRUE, rand);
      else if (cut == FAULTS_KEEP_SOME && g_rand_boolean (rand))
        redo_change (change, contents, g_rand_boolean (rand), rand);
    }
}

/* In place, and without the sync of g_file_set_contents (). */
static void
write_file (const char *path, gconstpointer bytes, gsize length)
{
  g_assert_true (
      g_file_set_contents_full (path, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
cut_log (const Log *log, FaultsCut cut, GRand *rand)
{
  g_autoptr (GByteArray) contents = g_byte_array_new ();
  gboolean is_lucky = cut == FAULTS_KEEP_ALL || (cut != FAULTS_LOSE_ALL && g_rand_boolean (rand));
  char *bytes;
  gsize length;
  GStatBuf status;

  if (g_stat (log->path, &status) != 0)
    {
      /* Its deletion may not have reached the disk. */
      if (log->deleted != NULL && !is_lucky)
        write_file (log->path,
                    g_bytes_get_data (log->deleted, NULL),
                    g_bytes_get_size (log->deleted));
      return;
    }
  if (status.st_ino != log->inode)
    return;
  if (log->is_new && !is_lucky)
    {
      g_assert_cmpint (g_unlink (log->path), ==, 0);
      return;
    }
  if (log->changes->len == 0)
    return;
  g_assert_true (g_file_get_contents (log->path, &bytes, &length, NULL));
  g_byte_array_append (contents, (guint8 *) bytes, length);
  g_free (bytes);
  undo_changes (log, contents);
  redo_changes (log, contents, cut, rand);
  write_file (log->path, contents->data, contents->len);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Log *) a)->path, ((const Log *) b)->path);
}

void
faults_vfs_cut (FaultsVfs *self, FaultsCut cut, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GList *logs = g_list_sort (g_hash_table_get_values (self->logs), compare_paths);

  for (GList *l = logs; l != NULL; l = l->next)
    {
      g_autofree char *shared = g_strconcat (((Log *) l->data)->path, "-shm", NULL);

      cut_log (l->data, cut, rand);
      g_unlink (shared);
    }
  g_list_free (logs);
  g_hash_table_remove_all (self->logs);
  faults_vfs_reset (self);
}
