/* The log of a file: how it grows, when it is moved on, and what a connection gives back when it
 * rests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-db"

#include "config.h"

#include "agent/store/agent-db-private.h"

#include <malloc.h>

#include "agent/store/agent-pace.h"

#define LOG_RESERVED (4 * 1024 * 1024) /* bytes: a thousand pages, some two hundred edits */
#define LOG_NEAR     (512 * 1024)      /* bytes of it left when it is time for more */
#define LOG_MORE     (1024 * 1024)     /* bytes that are then made */
#define FRAME        (4096 + 24)       /* bytes of a page in it */
#define GENTLE_MOST  (1024 * 1024)     /* bytes: a millisecond of an ordinary disk */
#define STEPS        200               /* of SQLite's machine: some µs */
#define MEMORY_KEPT  (256 * 1024)      /* bytes of page cache not worth giving back */

gboolean
agent_db_checkpoint (AgentDb *self, guint *left, GError **error)
{
  int in_log, moved;
  int result = sqlite3_wal_checkpoint_v2 (self->db,
                                          "main",
                                          SQLITE_CHECKPOINT_PASSIVE,
                                          &in_log,
                                          &moved);

  if (result != SQLITE_OK)
    {
      agent_db_set_error (self, result, error);
      return FALSE;
    }
  if (in_log == moved)
    self->log_pages = 0;
  if (left != NULL)
    *left = in_log - moved;
  return TRUE;
}

/* Page cache that nobody has asked for lately. Trimming takes all of the process's, and a while:
 * only where there is something to give back. */
static void
give_memory_back (AgentDb *self)
{
  int used = 0, most;

  if (sqlite3_db_status (self->db, SQLITE_DBSTATUS_CACHE_USED, &used, &most, FALSE) != SQLITE_OK ||
      used < MEMORY_KEPT)
    return;
  sqlite3_db_release_memory (self->db);
  malloc_trim (0);
}

void
agent_db_rest (gpointer db)
{
  AgentDb *self = db;
  g_autoptr (GError) error = NULL;

  if (self->log_pages > 0 && !agent_db_checkpoint (self, NULL, &error))
    g_warning ("The log of %s stays as long as it is: %s", self->path, error->message);
  give_memory_back (self);
}

/* NULL: it has none. */
static sqlite3_file *
open_log (AgentDb *self)
{
  sqlite3_file *log = NULL;

  /* The log is opened by the first that reads. */
  if (!agent_db_exec (self, "SELECT 1 FROM sqlite_schema", NULL) ||
      sqlite3_file_control (self->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK ||
      log == NULL || log->pMethods == NULL)
    return NULL;
  return log;
}

static sqlite3_int64
log_used (AgentDb *self)
{
  return (sqlite3_int64) self->log_pages * FRAME;
}

gboolean
agent_db_log_is_short (AgentDb *self)
{
  sqlite3_file *log = NULL;
  sqlite3_int64 size = 0;

  return log_used (self) + LOG_NEAR > LOG_RESERVED &&
         sqlite3_file_control (self->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK &&
         log != NULL && log->pMethods != NULL &&
         log->pMethods->xFileSize (log, &size) == SQLITE_OK && log_used (self) + LOG_NEAR > size;
}

void
agent_db_reserve_log (AgentDb *self)
{
  static const char zeros[64 * 1024]; /* SQLite's own files take no more at a time */
  sqlite3_int64 size = 0, wanted = MAX (LOG_RESERVED, log_used (self) + LOG_NEAR + LOG_MORE);
  sqlite3_file *log = open_log (self);
  int result;

  if (log == NULL)
    return;
  result = log->pMethods->xFileSize (log, &size);
  if (result != SQLITE_OK || size >= wanted)
    return;
  for (; result == SQLITE_OK && size < wanted; size += sizeof zeros)
    result = log->pMethods->xWrite (log, zeros, sizeof zeros, size);
  if (result == SQLITE_OK)
    log->pMethods->xSync (log, SQLITE_SYNC_NORMAL);
}

static int
write_gently (sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
  Gentle *self = (Gentle *) file->pMethods;
  int result;

  agent_pace_give_way ();
  result = self->real->xWrite (file, bytes, size, offset);
  self->unsynced += size;
  if (result != SQLITE_OK || self->unsynced < GENTLE_MOST)
    return result;
  self->unsynced = 0;
  return self->real->xSync (file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

static void
make_gentle (AgentDb *self, int which, Gentle *gentle)
{
  sqlite3_file *file = NULL;

  if (sqlite3_file_control (self->db, "main", which, &file) != SQLITE_OK || file == NULL ||
      file->pMethods == NULL)
    return;
  gentle->real = file->pMethods;
  gentle->methods = *file->pMethods;
  gentle->methods.xWrite = write_gently;
  file->pMethods = &gentle->methods;
}

static int
step_cb (void *data)
{
  agent_pace_give_way ();
  return 0;
}

void
agent_db_write_gently (AgentDb *self)
{
  sqlite3_progress_handler (self->db, STEPS, step_cb, NULL);
  /* The log is opened by the first that reads. */
  if (!agent_db_exec (self, "SELECT 1 FROM sqlite_schema", NULL))
    return;
  make_gentle (self, SQLITE_FCNTL_FILE_POINTER, &self->gentle[0]);
  make_gentle (self, SQLITE_FCNTL_JOURNAL_POINTER, &self->gentle[1]);
}

guint
agent_db_log_pages (AgentDb *self)
{
  return self->log_pages;
}
