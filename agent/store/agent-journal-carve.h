/* agent-journal-carve.h: rows of a damaged database file, without SQLite
 *
 * Reads every leaf page of every table for itself, whether or not anything still points at
 * it, as the file format describes them (sqlite.org/fileformat2.html, §1.6 and §2.1). What
 * comes out may be old, or garbage: the journal's checksums tell which rows were rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AGENT_CARVE_COLUMNS_MOST 32

typedef struct
{
  gboolean is_text; /* else a number, or absent */
  gboolean is_absent;
  gint64 number;
  const char *text; /* without a NUL at the end */
  gsize length;
} AgentCarved;

typedef void (*AgentCarveFunc) (gint64 rowid,
                                const AgentCarved *values,
                                guint n_values,
                                gpointer data);

/* Both read whatever is there; file: the bytes of a database, log: of its WAL, or NULL. */
void agent_carve (GBytes *file, GBytes *log, AgentCarveFunc func, gpointer data);

G_END_DECLS
