/* faults-vfs-private.h: what the parts of the VFS share
 *
 * faults-vfs.c is the file system, faults-vfs-file.c a file of it, faults-vfs-cut.c what is left
 * of them after a power cut.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <sqlite3.h>

#include "tests/faults/faults-vfs.h"

G_BEGIN_DECLS

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

typedef enum
{
  STEP_GOES,
  STEP_FAILS, /* with self->fail_result */
  STEP_DIES,  /* now, in the middle of it */
  STEP_DEAD   /* the power is off */
} Step;

Step faults_vfs_take_step (FaultsVfs *self);
extern const sqlite3_io_methods faults_vfs_methods;

G_END_DECLS
