/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/faults/faults-vfs.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/faults/faults-vfs-private.h"

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
