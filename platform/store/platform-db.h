/* platform-db.h: the platform's SQLite file, its schema and its statements
 *
 * One file, one connection, one thread. WAL with synchronous=FULL: what was committed
 * survives a power cut. Statements are prepared once and kept: a PlatformQuery is one in
 * use, given back at the end of its scope; the same SQL is not asked for again while
 * it is in use.
 *
 * Whoever opens the directory first checkpoints; one that opens it meanwhile (a command
 * that makes a token while the platform serves) reads and writes, but leaves the WAL alone:
 * SQLite before 3.51.3 can corrupt a WAL that two connections checkpoint.
 *
 * Errors are M77_ERROR_STORAGE and its like.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _PlatformDb PlatformDb;
typedef struct sqlite3_stmt PlatformQuery;

/* Makes the directory and the file when they are not there. vfs NULL: the default. */
PlatformDb *platform_db_open (const char *directory, const char *vfs, GError **error);
void platform_db_close (PlatformDb *self);

/* sql is a literal: its statement is found again by its place. Binds by types, one letter an
 * argument: i gint64, t const char * (may be NULL), b const GBytes *. */
PlatformQuery *platform_db_query (PlatformDb *self,
                                  GError **error,
                                  const char *sql,
                                  const char *types,
                                  ...);
void platform_query_done (PlatformQuery *self);
gboolean platform_db_next (PlatformDb *self,
                           PlatformQuery *query,
                           gboolean *have_row,
                           GError **error);
/* For what has no rows, or whose rows do not matter. */
gboolean platform_db_run (PlatformDb *self,
                          GError **error,
                          const char *sql,
                          const char *types,
                          ...);
/* Whole statements, several at once. */
gboolean platform_db_exec (PlatformDb *self, const char *sql, GError **error);

/* The one integer that sql answers; `otherwise` when it has no row or a NULL. */
gboolean platform_db_integer (PlatformDb *self,
                              gint64 *value,
                              gint64 otherwise,
                              GError **error,
                              const char *sql,
                              const char *types,
                              ...);

const char *platform_query_text (PlatformQuery *self, int column);
gint64 platform_query_integer (PlatformQuery *self, int column);

/* A statement of its own for SQL made at run time; sqlite3_finalize () ends it. */
sqlite3_stmt *platform_db_prepare (PlatformDb *self, const char *sql, GError **error);

/* For what needs SQLite itself (backups). */
sqlite3 *platform_db_handle (PlatformDb *self);
/* To the newest schema; platform_db_open () has done so. */
gboolean platform_db_migrate (PlatformDb *self, GError **error);
/* Moves the log on into the file, when nobody waits: else a request does, every 32 MiB. */
void platform_db_rest (PlatformDb *self);
/* Whether it was the first to open the directory: nobody else serves it. */
gboolean platform_db_is_first (const PlatformDb *self);

/* Rows that this connection has written, ever: the same as before when it wrote nothing since. */
gint64 platform_db_written (PlatformDb *self);

/* TRUE when another connection has changed the file since the last call. */
gboolean platform_db_was_changed (PlatformDb *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformDb, platform_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformQuery, platform_query_done)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
