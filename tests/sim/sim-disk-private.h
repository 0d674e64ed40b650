/* sim-disk-private.h: what the parts of the disk in memory share
 *
 * sim-disk.c is the file system, sim-disk-file.c a file of it with its locks, sim-disk-cut.c what
 * is left of them after a power cut.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sqlite3.h>

#include "tests/sim/sim-disk.h"

G_BEGIN_DECLS

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

void sim_disk_node_free (gpointer node);
/* FALSE: the power is off; *dies: it goes off in the middle of this step. */
gboolean sim_disk_take_step (SimDisk *self, gboolean *dies);
void sim_disk_set_size (GByteArray *bytes, gsize size);
void sim_disk_put (GByteArray *bytes, gsize offset, gconstpointer data, gsize length);
extern const sqlite3_io_methods sim_disk_methods;

G_END_DECLS
