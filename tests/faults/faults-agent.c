/* The agent with a disk that fails: everything but main () is here, before it runs.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "tests/faults/faults-mount.h"
#include "tests/faults/faults-plan.h"

/* Behind what the real VFS keeps of a file. */
typedef struct
{
  const sqlite3_io_methods *real;
  sqlite3_io_methods methods;
} Extra;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs vfs;
static FaultsPlan *plan;

static Extra *
extra_of (sqlite3_file *file)
{
  return (Extra *) ((char *) file + (((gsize) real_vfs->szOsFile + 15) & ~(gsize) 15));
}

static void
die (void)
{
  if (plan->what == FAULTS_CUT && !faults_mount_cut (g_getenv ("XDG_DATA_HOME")))
    g_error ("the file system cannot be shut down");
  kill (getpid (), SIGKILL);
  for (;;)
    pause ();
}

/* What this step is to fail with; SQLITE_OK: nothing. *dies: the process ends in it. */
static int
take_step (FaultsSteps kind, int otherwise, gboolean *dies)
{
  gboolean kills;
  guint step;

  *dies = FALSE;
  if ((plan->counts & kind) == 0)
    return SQLITE_OK;
  kills = plan->what == FAULTS_KILL || plan->what == FAULTS_CUT;
  step = (guint) g_atomic_int_add ((int *) &plan->step, 1) + 1;
  if (plan->what == FAULTS_NOTHING || step < plan->at || (kills && step > plan->at))
    return SQLITE_OK;
  g_atomic_int_inc ((int *) &plan->hits);
  *dies = kills;
  return plan->what == FAULTS_FULL ? SQLITE_FULL : otherwise;
}

static int
write_cb (sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
  const sqlite3_io_methods *real = extra_of (file)->real;
  gboolean dies;
  int result = take_step (FAULTS_WRITES, SQLITE_IOERR_WRITE, &dies);

  if (result == SQLITE_OK)
    return real->xWrite (file, bytes, count, offset);
  if (count / 2 > 0)
    real->xWrite (file, bytes, count / 2, offset);
  if (dies)
    die ();
  return result;
}

static int
truncate_cb (sqlite3_file *file, sqlite3_int64 size)
{
  gboolean dies;
  int result = take_step (FAULTS_WRITES, SQLITE_IOERR_TRUNCATE, &dies);

  if (dies)
    die ();
  return result != SQLITE_OK ? result : extra_of (file)->real->xTruncate (file, size);
}

static int
sync_cb (sqlite3_file *file, int flags)
{
  gboolean dies;
  int result = take_step (FAULTS_SYNCS, SQLITE_IOERR_FSYNC, &dies);

  if (dies)
    die ();
  return result != SQLITE_OK ? result : extra_of (file)->real->xSync (file, flags);
}

static int
open_cb (sqlite3_vfs *self, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  int result = real_vfs->xOpen (real_vfs, path, file, flags, out_flags);
  Extra *extra = extra_of (file);

  if (result != SQLITE_OK || file->pMethods == NULL)
    return result;
  extra->real = file->pMethods;
  extra->methods = *file->pMethods;
  extra->methods.xWrite = write_cb;
  extra->methods.xTruncate = truncate_cb;
  extra->methods.xSync = sync_cb;
  file->pMethods = &extra->methods;
  return SQLITE_OK;
}

static int
delete_cb (sqlite3_vfs *self, const char *path, int sync_directory)
{
  gboolean dies;
  int result = take_step (FAULTS_WRITES, SQLITE_IOERR_DELETE, &dies);

  if (dies)
    die ();
  return result != SQLITE_OK ? result : real_vfs->xDelete (real_vfs, path, sync_directory);
}

__attribute__ ((constructor)) static void
register_vfs (void)
{
  const char *path = g_getenv (FAULTS_PLAN_VARIABLE);

  if (path == NULL)
    return;
  plan = faults_plan_map (path);
  sqlite3_initialize ();
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "faults-agent";
  vfs.pNext = NULL;
  vfs.szOsFile = (int) ((((gsize) real_vfs->szOsFile + 15) & ~(gsize) 15) + sizeof (Extra));
  vfs.xOpen = open_cb;
  vfs.xDelete = delete_cb;
  sqlite3_vfs_register (&vfs, 1);
}
