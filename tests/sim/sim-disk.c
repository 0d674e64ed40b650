/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-disk.h"

#include <sqlite3.h>
#include <string.h>

#define SECTOR 512 /* bytes a disk writes whole */
#define LOCKS  8   /* slots of a write-ahead log's shared memory */

/* One change of a file, with what it takes to undo it. */
typedef struct
{
  gsize offset, old_size;
  gboolean is_truncation;  /* to offset */
  gsize written, replaced; /* bytes: what was written, and behind it what was there */
  guint8 bytes[];
} Change;

typedef struct _File File;

typedef struct
{
  char *path; /* NULL: a temporary file, gone with its last user */
  GByteArray *bytes;
  GPtrArray *unsynced; /* Change *, oldest first */
  guint users;
  guint readers; /* locks of the file */
  File *writer, *owner;
  GPtrArray *shared; /* regions of shared memory */
  guint mappers;
  guint shared_readers[LOCKS];
  File *shared_owner[LOCKS];
} Node;

struct _SimDisk
{
  sqlite3_vfs vfs;
  GHashTable *nodes; /* path → Node */
  guint64 dice;
  guint steps_left; /* 0: the power stays on */
  gboolean is_dead;
};

struct _File
{
  sqlite3_file base;
  SimDisk *disk;
  Node *node;
  int lock;
  gboolean is_mapped;
  guint reads, owns; /* bits of LOCKS */
};

static void
node_free (gpointer data)
{
  Node *node = data;

  g_byte_array_unref (node->bytes);
  g_ptr_array_unref (node->unsynced);
  g_ptr_array_unref (node->shared);
  g_free (node->path);
  g_free (node);
}

static Node *
node_new (const char *path)
{
  Node *node = g_new0 (Node, 1);

  node->path = g_strdup (path);
  node->bytes = g_byte_array_new ();
  node->unsynced = g_ptr_array_new_with_free_func (g_free);
  node->shared = g_ptr_array_new_with_free_func (g_free);
  return node;
}

/* FALSE: the power is off; *dies: it goes off in the middle of this step. */
static gboolean
take_step (SimDisk *self, gboolean *dies)
{
  *dies = FALSE;
  if (self->is_dead)
    return FALSE;
  if (self->steps_left > 0 && --self->steps_left == 0)
    *dies = self->is_dead = TRUE;
  return TRUE;
}

static void
set_size (GByteArray *bytes, gsize size)
{
  guint old = bytes->len;

  g_byte_array_set_size (bytes, size);
  if (size > old)
    memset (bytes->data + old, 0, size - old);
}

static void
put (GByteArray *bytes, gsize offset, gconstpointer data, gsize length)
{
  if (length == 0)
    return;
  if (offset + length > bytes->len)
    set_size (bytes, offset + length);
  memcpy (bytes->data + offset, data, length);
}

/* ---- A file's bytes ---- */

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

  if (!take_step (file->disk, &dies))
    return SQLITE_IOERR_WRITE;
  remember (file->node, offset, offset + count, buffer, count);
  put (file->node->bytes, offset, buffer, count);
  return dies ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int
truncate_cb (sqlite3_file *base, sqlite3_int64 size)
{
  File *file = (File *) base;
  gboolean dies;

  if (!take_step (file->disk, &dies))
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

  if (!take_step (file->disk, &dies) || dies)
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
    node_free (node);
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

static int
open_cb (sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags)
{
  SimDisk *self = vfs->pAppData;
  File *file = (File *) base;
  Node *node = path != NULL ? g_hash_table_lookup (self->nodes, path) : NULL;

  memset (file, 0, sizeof *file);
  if (self->is_dead || (node == NULL && (flags & SQLITE_OPEN_CREATE) == 0))
    return SQLITE_CANTOPEN;
  if (node == NULL)
    node = node_new (path);
  if (path != NULL)
    g_hash_table_insert (self->nodes, node->path, node);
  node->users++;
  file->base.pMethods = &methods;
  file->disk = self;
  file->node = node;
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
delete_cb (sqlite3_vfs *vfs, const char *path, int sync_directory)
{
  SimDisk *self = vfs->pAppData;
  Node *node = g_hash_table_lookup (self->nodes, path);
  gboolean dies;

  if (!take_step (self, &dies) || dies)
    return SQLITE_IOERR_DELETE;
  if (node == NULL)
    return SQLITE_IOERR_DELETE_NOENT;
  g_hash_table_steal (self->nodes, path);
  if (node->users == 0)
    node_free (node);
  else
    g_clear_pointer (&node->path, g_free);
  return SQLITE_OK;
}

static int
access_cb (sqlite3_vfs *vfs, const char *path, int flags, int *answer)
{
  *answer = g_hash_table_contains (((SimDisk *) vfs->pAppData)->nodes, path);
  return SQLITE_OK;
}

static int
full_path_cb (sqlite3_vfs *vfs, const char *path, int size, char *full)
{
  return g_strlcpy (full, path, size) < (gsize) size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int
random_cb (sqlite3_vfs *vfs, int count, char *bytes)
{
  SimDisk *self = vfs->pAppData;

  for (int i = 0; i < count; i++)
    {
      self->dice = self->dice * G_GUINT64_CONSTANT (6364136223846793005) + 1442695040888963407;
      bytes[i] = (char) (self->dice >> 56);
    }
  return count;
}

static int
sleep_cb (sqlite3_vfs *vfs, int microseconds)
{
  return microseconds;
}

static int
last_error_cb (sqlite3_vfs *vfs, int size, char *text)
{
  return 0;
}

static int
time_cb (sqlite3_vfs *vfs, sqlite3_int64 *now)
{
  *now = 0;
  return SQLITE_OK;
}

SimDisk *
sim_disk_new (const char *name)
{
  SimDisk *self = g_new0 (SimDisk, 1);

  self->nodes = g_hash_table_new (g_str_hash, g_str_equal);
  self->vfs.iVersion = 2;
  self->vfs.szOsFile = sizeof (File);
  self->vfs.mxPathname = 512;
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
sim_disk_set_seed (SimDisk *self, guint64 seed)
{
  self->dice = seed;
}

void
sim_disk_die_in (SimDisk *self, guint steps)
{
  self->steps_left = steps;
}

void
sim_disk_die (SimDisk *self)
{
  self->is_dead = TRUE;
}

gboolean
sim_disk_is_dead (const SimDisk *self)
{
  return self->is_dead;
}

/* ---- The cut ---- */

static void
undo (const Change *change, GByteArray *bytes)
{
  set_size (bytes, change->old_size);
  put (bytes, change->offset, change->bytes + change->written, change->replaced);
}

/* Of a write, perhaps only some of its sectors. */
static void
redo (const Change *change, GByteArray *bytes, GRand *dice)
{
  gboolean is_torn = g_rand_boolean (dice);
  gsize at = 0;

  if (change->is_truncation && change->offset < bytes->len)
    g_byte_array_set_size (bytes, change->offset);
  while (at < change->written)
    {
      gsize part = MIN (SECTOR - (change->offset + at) % SECTOR, change->written - at);

      if (!is_torn || g_rand_boolean (dice))
        put (bytes, change->offset + at, change->bytes + at, part);
      at += part;
    }
}

static void
cut_node (Node *node, SimCut cut, GRand *dice)
{
  GPtrArray *unsynced = node->unsynced;

  for (guint i = unsynced->len; i > 0 && cut != SIM_CUT_KEEP_ALL; i--)
    undo (unsynced->pdata[i - 1], node->bytes);
  for (guint i = 0; i < unsynced->len && cut == SIM_CUT_KEEP_SOME; i++)
    if (g_rand_boolean (dice))
      redo (unsynced->pdata[i], node->bytes, dice);
  g_ptr_array_set_size (unsynced, 0);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Node *) a)->path, ((const Node *) b)->path);
}

void
sim_disk_cut (SimDisk *self, SimCut cut, GRand *dice)
{
  GList *nodes = g_list_sort (g_hash_table_get_values (self->nodes), compare_paths);

  for (GList *n = nodes; n != NULL; n = n->next)
    {
      Node *node = n->data;

      g_assert_cmpuint (node->users, ==, 0);
      cut_node (node, cut, dice);
    }
  g_list_free (nodes);
  self->is_dead = FALSE;
  self->steps_left = 0;
}
