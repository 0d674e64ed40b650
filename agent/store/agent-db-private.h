/* agent-db-private.h: what the files of a connection share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-db.h"

G_BEGIN_DECLS

/* What a file does, but for the writes. */
typedef struct
{
  sqlite3_io_methods methods; /* first, so that a file's methods are it */
  const sqlite3_io_methods *real;
  gsize unsynced; /* bytes */
} Gentle;

struct _AgentDb
{
  sqlite3 *db;
  char *path, *vfs;
  GHashTable *kept; /* address of the SQL → statement */
  guint log_pages;
  Gentle gentle[2]; /* the file's and the log's */
};

G_END_DECLS
