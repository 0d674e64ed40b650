/* faults-vfs.h: a disk that loses power, fills up and breaks
 *
 * A SQLite VFS over `unix`. Writes go to the real files, so that other connections of the
 * process see them, and are kept in a log until the next xSync of their file. A power cut
 * takes back what was not synced: all of it, or all but what a seed chooses, for a disk may
 * keep writes it was not told to sync, in any order and torn at its sectors. A file whose name
 * was never synced may be gone; one deleted without syncing its directory may be back.
 *
 * Every write, sync, truncation and deletion is a step, counted from 1; a test finds how many
 * a piece of work takes and then lets power fail, or the disk, at each of them.
 *
 * Memory mapping is off, shared memory is passed through, the real files are never synced.
 * One thread. Several may live side by side, by name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FaultsVfs FaultsVfs;

typedef enum
{
  FAULTS_LOSE_ALL,    /* nothing that was not synced is there */
  FAULTS_KEEP_ALL,    /* everything is */
  FAULTS_KEEP_PREFIX, /* of each file the first few writes, the last of them torn */
  FAULTS_KEEP_SOME    /* any of them, each perhaps torn */
} FaultsCut;

/* name: for agent_db_open () and its like. */
FaultsVfs *faults_vfs_new (const char *name);
/* After all its files are closed. */
void faults_vfs_free (FaultsVfs *self);

/* Counts from 0 again, with all that was written taken as synced, and nothing going to fail. */
void faults_vfs_reset (FaultsVfs *self);
guint faults_vfs_steps (const FaultsVfs *self);

/* The power fails in that step: it and all after it fail. */
void faults_vfs_die_at (FaultsVfs *self, guint step);
/* From that step on, `times` steps fail with an SQLite result; a write has written half. */
void faults_vfs_fail_at (FaultsVfs *self, guint step, int result, guint times);
/* What is opened from now on is on a disk mounted read-only. */
void faults_vfs_set_read_only (FaultsVfs *self, gboolean read_only);

/* What is on the disk when the power is back. All files must be closed. */
void faults_vfs_cut (FaultsVfs *self, FaultsCut cut, guint32 seed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultsVfs, faults_vfs_free)

G_END_DECLS
