/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-disk.h"

#include <string.h>

#include "tests/sim/sim-disk-private.h"

void
sim_disk_node_free (gpointer data)
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

gboolean
sim_disk_take_step (SimDisk *self, gboolean *dies)
{
  *dies = FALSE;
  if (self->is_dead)
    return FALSE;
  if (self->steps_left > 0 && --self->steps_left == 0)
    *dies = self->is_dead = TRUE;
  return TRUE;
}

void
sim_disk_set_size (GByteArray *bytes, gsize size)
{
  guint old = bytes->len;

  g_byte_array_set_size (bytes, size);
  if (size > old)
    memset (bytes->data + old, 0, size - old);
}

void
sim_disk_put (GByteArray *bytes, gsize offset, gconstpointer data, gsize length)
{
  if (length == 0)
    return;
  if (offset + length > bytes->len)
    sim_disk_set_size (bytes, offset + length);
  memcpy (bytes->data + offset, data, length);
}

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
  file->base.pMethods = &sim_disk_methods;
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

  if (!sim_disk_take_step (self, &dies) || dies)
    return SQLITE_IOERR_DELETE;
  if (node == NULL)
    return SQLITE_IOERR_DELETE_NOENT;
  g_hash_table_steal (self->nodes, path);
  if (node->users == 0)
    sim_disk_node_free (node);
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
