/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include <string.h>

#include "tests/faults/vfs-methods.h"
#include "tests/sim/sim-disk-private.h"

/* data NULL: a truncation. end: up to where what is there goes. */
static void
remember (Node *node, gsize offset, gsize end, gconstpointer data, gsize length)
{
  gsize replaced;
  Change *change;

  if (node->path == NULL)
    return;
  end = MIN (end, node->bytes->len);
  replaced = end > offset ? end - offset : 0;
  change = g_malloc (sizeof *change + length + replaced);
  *change = (Change){ offset, node->bytes->len, data == NULL, length, replaced };
  if (length > 0)
    memcpy (change->bytes, data, length);
  if (replaced > 0)
    memcpy (change->bytes + length, node->bytes->data + offset, replaced);
  g_ptr_array_add (node->unsynced, change);
}

static int
read_cb (sqlite3_file *base, void *buffer, int count, sqlite3_int64 offset)
{
  GByteArray *bytes = ((File *) base)->node->bytes;
  gsize there = (gsize) offset < bytes->len ? MIN ((gsize) count, bytes->len - (gsize) offset) : 0;

  if (there > 0)
    memcpy (buffer, bytes->data + offset, there);
  if (there == (gsize) count)
    return SQLITE_OK;
  memset ((char *) buffer + there, 0, count - there);
  return SQLITE_IOERR_SHORT_READ;
}

static int
write_cb (sqlite3_file *base, const void *buffer, int count, sqlite3_int64 offset)
{
  File *file = (File *) base;
  gboolean dies;

  if (!sim_disk_take_step (file->disk, &dies))
    return SQLITE_IOERR_WRITE;
  remember (file->node, offset, offset + count, buffer, count);
  sim_disk_put (file->node->bytes, offset, buffer, count);
  return dies ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int
truncate_cb (sqlite3_file *base, sqlite3_int64 size)
{
  File *file = (File *) base;
  gboolean dies;

  if (!sim_disk_take_step (file->disk, &dies))
    return SQLITE_IOERR_TRUNCATE;
  if ((gsize) size < file->node->bytes->len)
    {
      remember (file->node, size, G_MAXSIZE, NULL, 0);
      g_byte_array_set_size (file->node->bytes, size);
    }
  return dies ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

static int
sync_cb (sqlite3_file *base, int flags)
{
  File *file = (File *) base;
  gboolean dies;

  if (!sim_disk_take_step (file->disk, &dies) || dies)
    return SQLITE_IOERR_FSYNC;
  g_ptr_array_set_size (file->node->unsynced, 0);
  return SQLITE_OK;
}

static int
size_cb (sqlite3_file *base, sqlite3_int64 *size)
{
  *size = ((File *) base)->node->bytes->len;
  return SQLITE_OK;
}

/* ---- Locks: one process, several connections ---- */

static int
unlock_cb (sqlite3_file *base, int lock)
{
  File *file = (File *) base;
  Node *node = file->node;

  if (node->writer == file)
    node->writer = NULL;
  if (node->owner == file)
    node->owner = NULL;
  if (lock == SQLITE_LOCK_NONE && file->lock != SQLITE_LOCK_NONE)
    node->readers--;
  file->lock = MIN (file->lock, lock);
  return SQLITE_OK;
}

static int
lock_cb (sqlite3_file *base, int lock)
{
  File *file = (File *) base;
  Node *node = file->node;

  if (file->lock >= lock)
    return SQLITE_OK;
  if (node->owner != NULL && node->owner != file)
    return SQLITE_BUSY;
  if (file->lock == SQLITE_LOCK_NONE)
    {
      node->readers++;
      file->lock = SQLITE_LOCK_SHARED;
    }
  if (lock >= SQLITE_LOCK_RESERVED && node->writer != NULL && node->writer != file)
    return SQLITE_BUSY;
  if (lock >= SQLITE_LOCK_RESERVED)
    node->writer = file;
  if (lock == SQLITE_LOCK_EXCLUSIVE && node->readers > 1)
    return SQLITE_BUSY;
  if (lock == SQLITE_LOCK_EXCLUSIVE)
    node->owner = file;
  file->lock = lock;
  return SQLITE_OK;
}

static int
check_lock_cb (sqlite3_file *base, int *is_locked)
{
  *is_locked = ((File *) base)->node->writer != NULL;
  return SQLITE_OK;
}

static int
shm_map_cb (sqlite3_file *base, int page, int size, int extend, void volatile **memory)
{
  File *file = (File *) base;
  Node *node = file->node;

  if (!file->is_mapped)
    node->mappers++;
  file->is_mapped = TRUE;
  while (extend && node->shared->len <= (guint) page)
    g_ptr_array_add (node->shared, g_malloc0 (size));
  *memory = (guint) page < node->shared->len ? node->shared->pdata[page] : NULL;
  return SQLITE_OK;
}

static void
shm_unlock (File *file, guint slot)
{
  if ((file->owns & 1u << slot) != 0)
    file->node->shared_owner[slot] = NULL;
  if ((file->reads & 1u << slot) != 0)
    file->node->shared_readers[slot]--;
  file->owns &= ~(1u << slot);
  file->reads &= ~(1u << slot);
}

static gboolean
shm_is_free (const File *file, guint slot, gboolean exclusive)
{
  const Node *node = file->node;
  guint others = node->shared_readers[slot] - (file->reads >> slot & 1);

  return (node->shared_owner[slot] == NULL || node->shared_owner[slot] == file) &&
         (!exclusive || others == 0);
}

static int
shm_lock_cb (sqlite3_file *base, int offset, int n, int flags)
{
  File *file = (File *) base;
  gboolean exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;

  for (guint slot = offset; slot < (guint) (offset + n); slot++)
    if ((flags & SQLITE_SHM_UNLOCK) != 0)
      shm_unlock (file, slot);
    else if (!shm_is_free (file, slot, exclusive))
      return SQLITE_BUSY;
  if ((flags & SQLITE_SHM_UNLOCK) != 0)
    return SQLITE_OK;
  for (guint slot = offset; slot < (guint) (offset + n); slot++)
    if (exclusive)
      {
        file->owns |= 1u << slot;
        file->node->shared_owner[slot] = file;
      }
    else if ((file->reads & 1u << slot) == 0)
      {
        file->reads |= 1u << slot;
        file->node->shared_readers[slot]++;
      }
  return SQLITE_OK;
}

static void
shm_barrier_cb (sqlite3_file *base)
{
}

/* Shared memory goes with its last user, as a machine's would. */
static int
shm_unmap_cb (sqlite3_file *base, int remove)
{
  File *file = (File *) base;

  for (guint slot = 0; slot < LOCKS; slot++)
    shm_unlock (file, slot);
  if (file->is_mapped && --file->node->mappers == 0)
    g_ptr_array_set_size (file->node->shared, 0);
  file->is_mapped = FALSE;
  return SQLITE_OK;
}

static int
close_cb (sqlite3_file *base)
{
  File *file = (File *) base;
  Node *node = file->node;

  unlock_cb (base, SQLITE_LOCK_NONE);
  shm_unmap_cb (base, 0);
  if (--node->users == 0 && node->path == NULL)
    sim_disk_node_free (node);
  return SQLITE_OK;
}

static int
control_cb (sqlite3_file *base, int what, void *argument)
{
  return SQLITE_NOTFOUND;
}

static int
sector_cb (sqlite3_file *base)
{
  return SECTOR;
}

static int
device_cb (sqlite3_file *base)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

const sqlite3_io_methods sim_disk_methods = VFS_METHODS;
