/* sim-disk.h: a disk in memory that loses power
 *
 * A SQLite VFS of its own for each machine of the simulation: files are arrays of bytes, so a
 * world costs no system calls and a fork copies it. What was written since the last sync of
 * a file is remembered, and a power cut takes back all of it, none, or what the dice say,
 * torn at sectors. Every write, sync, truncation and deletion is a step, and the power may be
 * made to fail in the middle of one.
 *
 * Names that are made or deleted are so at once; tests/faults has the disk that is worse.
 * One thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SimDisk SimDisk;

typedef enum
{
  SIM_CUT_KEEP_ALL, /* the program died, not the machine */
  SIM_CUT_LOSE_ALL, /* nothing that was not synced is there */
  SIM_CUT_KEEP_SOME /* any part of it */
} SimCut;

/* name: what agent_store_open () and its like call it by. Lives as long as the process. */
SimDisk *sim_disk_new (const char *name);
/* What SQLite draws its random numbers from. */
void sim_disk_set_seed (SimDisk *self, guint64 seed);

/* The power fails in the steps-th step from now (1: the next); 0: it does not. */
void sim_disk_die_in (SimDisk *self, guint steps);
/* … or now: all that is tried from here on fails. */
void sim_disk_die (SimDisk *self);
gboolean sim_disk_is_dead (const SimDisk *self);
/* The power is back. All files must be closed. */
void sim_disk_cut (SimDisk *self, SimCut cut, GRand *dice);

G_END_DECLS
