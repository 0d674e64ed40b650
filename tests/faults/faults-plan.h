/* faults-plan.h: what a disk does to a real agent, and how far it has come
 *
 * The test-only agent (m77-agent-faults) is the agent, with the default VFS of SQLite changed:
 * it counts the steps that change a database file (a write, a truncation, a sync, a deletion)
 * and does in the Nth what M77_FAULTS says. The plan is a file mapped by agent and test alike, so
 * that it outlives the agents: one that was killed in step N is not killed again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FAULTS_PLAN_VARIABLE "M77_FAULTS" /* the path of the plan's file */

typedef enum
{
  FAULTS_NOTHING,
  FAULTS_KILL, /* in the Nth step, a write being half done */
  FAULTS_CUT,  /* likewise, and the power of the file system fails with it (faults-mount.h) */
  FAULTS_FULL, /* from the Nth step on: no space */
  FAULTS_IO    /* from the Nth step on: an error of the device */
} FaultsWhat;

typedef enum
{
  FAULTS_WRITES = 1,
  FAULTS_SYNCS = 2
} FaultsSteps;

typedef struct
{
  guint what;          /* FaultsWhat */
  guint counts;        /* FaultsSteps, or both */
  guint at;            /* N, from 1 */
  volatile guint step; /* of those that count, so far, over all agents */
  volatile guint hits; /* how often it was done */
} FaultsPlan;

/* Of a file that is made if need be; for as long as the process lives. */
FaultsPlan *faults_plan_map (const char *path);

G_END_DECLS
