/* agent-db.h: a connection to one SQLite file
 *
 * The only file that opens databases. Maps SQLite's results to M77_ERROR_STORAGE_FULL,
 * _STORAGE_READ_ONLY, _STORAGE_CORRUPT, _STORAGE and _CANCELLED (interrupted). A connection
 * is used by one thread at a time, but for agent_db_interrupt. Files are made 0600.
 *
 * Nothing is checkpointed by itself but when the last connection closes: the log grows until
 * the writing connection calls agent_db_checkpoint (), at idle or between bulk transactions,
 * never while a person waits. Of each file only that connection may.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef enum
{
  AGENT_DB_READ,    /* read-only; the file must exist */
  AGENT_DB_DURABLE, /* WAL, synchronous=FULL: a commit survives a power cut */
  AGENT_DB_FAST     /* WAL, synchronous=NORMAL: a commit survives a crash of the process */
} AgentDbMode;

typedef struct _AgentDb AgentDb;

/* vfs NULL: the default. */
AgentDb *agent_db_open (const char *path, const char *vfs, AgentDbMode mode, GError **error);
void agent_db_close (AgentDb *self);
sqlite3 *agent_db_handle (AgentDb *self);

/* Runs SQL text that answers nothing. */
gboolean agent_db_exec (AgentDb *self, const char *sql, GError **error);
/* A new statement, the caller's to finalize (g_autoptr works). */
sqlite3_stmt *agent_db_prepare (AgentDb *self, const char *sql, GError **error);
/* A statement kept with the connection by the address of `sql` (a constant): reset and
 * unbound, ready. Must not be finalized, and is done with before it is asked for again. One
 * that is not read to its end must be reset, or the connection goes on seeing the file as it
 * was: g_autoptr (AgentDbKept) does it. */
sqlite3_stmt *agent_db_keep (AgentDb *self, const char *sql, GError **error);
/* *have_row FALSE at the end; the statement is then reset, as it is after an error. */
gboolean agent_db_next (AgentDb *self, sqlite3_stmt *statement, gboolean *have_row, GError **error);
/* Runs to the end and resets. */
gboolean agent_db_run (AgentDb *self, sqlite3_stmt *statement, GError **error);

/* The first column of the only row, an integer, and resets; `otherwise` where there is none. */
gboolean agent_db_int (AgentDb *self,
                       sqlite3_stmt *statement,
                       gint64 otherwise,
                       gint64 *value,
                       GError **error);

/* Transactions; begin is IMMEDIATE. A commit that fails is rolled back: nothing of it is
 * there. Rollback without a transaction does nothing. */
gboolean agent_db_begin (AgentDb *self, GError **error);
gboolean agent_db_commit (AgentDb *self, GError **error);
void agent_db_rollback (AgentDb *self);

/* Brings user_version to n_steps, one transaction a step. M77_ERROR_VERSION when the file is
 * from a newer program. before_first (may be NULL) is called once when a step is due on a
 * file that already has a version: to keep a copy. */
gboolean agent_db_migrate (AgentDb *self,
                           const char *const *steps,
                           guint n_steps,
                           gboolean (*before_first) (AgentDb *self, gpointer data, GError **error),
                           gpointer data,
                           GError **error);

/* Copies what is committed to another file (SQLite online backup), atomically by rename. */
gboolean agent_db_backup (AgentDb *self, const char *path, GError **error);

/* Moves what the log holds into the file, as far as readers let it. *left (may be NULL) gets
 * the pages still to be moved. */
gboolean agent_db_checkpoint (AgentDb *self, guint *left, GError **error);
/* The same for a lane that rests (agent_lane_set_rest ()), if there is anything to move; its page
 * cache goes back to the system. Readers may rest, too. */
void agent_db_rest (gpointer db);
/* Makes the log as long as it will be, of zeros, which end a log: an fsync of a file that grows
 * also waits for the file system's own journal, and so for whatever another file is writing.
 * What does not work (a full disk) is left. Only by the connection that writes, between its
 * transactions. */
void agent_db_reserve_log (AgentDb *self);
/* Whether the log will soon be longer than that, and it is time to call it again. */
gboolean agent_db_log_is_short (AgentDb *self);
/* From now on what is written goes to the disk a little at a time, instead of all at the next
 * checkpoint: the disk takes its writes in turn, and an edit's few pages would wait behind
 * megabytes; and between pages and steps it gives way (agent-pace.h). For files that are written
 * in bulk; costs them nothing, since the disk works meanwhile. Once, in any mode that writes. */
void agent_db_write_gently (AgentDb *self);
/* Pages in the log after the last commit of this connection. */
guint agent_db_log_pages (AgentDb *self);
/* M77_ERROR_STORAGE_CORRUPT when the file's structure does not hold. Reads all of it. */
gboolean agent_db_check (AgentDb *self, GError **error);

/* Any thread: makes the running statement fail with M77_ERROR_CANCELLED. */
void agent_db_interrupt (AgentDb *self);

/* Sets error from the connection's last result. */
void agent_db_set_error (AgentDb *self, int result, GError **error);

typedef sqlite3_stmt AgentDbKept;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentDb, agent_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentDbKept, sqlite3_reset)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
