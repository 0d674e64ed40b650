/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-disk.h"

#include <string.h>

#include "tests/sim/sim-disk-private.h"

static void
undo (const Change *change, GByteArray *bytes)
{
  sim_disk_set_size (bytes, change->old_size);
  sim_disk_put (bytes, change->offset, change->bytes + change->written, change->replaced);
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
        sim_disk_put (bytes, change->offset + at, change->bytes + at, part);
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
