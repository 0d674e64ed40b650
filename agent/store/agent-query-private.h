/* agent-query-private.h: what the agent-query files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-query-dialect.h"
#include "agent/store/agent-query.h"
#include "agent/store/agent-search-hits.h"

G_BEGIN_DECLS

struct _AgentQuery
{
  const M77Kind *kind;         /* NULL: every kind */
  const AgentKindTable *table; /* likewise */
  char *filter, *me;
  GTimeZone *zone;
  GArray *sorts; /* M77Sort; empty where newest_first */
  gboolean newest_first;
  char **fields;              /* what windows are cut down to; NULL: nothing is cut */
  GArray *rows;               /* guint32, the vector */
  const M77Field *group, *by; /* NULL: not grouped, not counted */
  GArray *groups;             /* AgentQueryGroup of the rows; NULL: not grouped */
  AgentTotal total;
  AgentRevision revision;
};

/* ---- agent-query-cursor.c: one run of a query over one reader ---- */

typedef struct
{
  AgentQuery *query; /* not owned, as the two below */
  AgentCache *reader;
  AgentSearch *search;
  AgentDialect dialect;
  M77Predicate *predicate;
  GPtrArray *words;    /* parts every row must hold as words */
  GPtrArray *residual; /* parts that only memory can tell */
  GString *where;      /* the rest, as SQL; "" for all */
  GArray *binds;
  AgentHits *hits;         /* rows come from the words, newest first; else NULL */
  sqlite3_stmt *statement; /* gives rows, or tests one of the hits */
  sqlite3_stmt *row;       /* kept; reads one, where the statement does not bring it */
  guint n_keys;            /* columns after the first that rows are sorted by */
  gboolean is_whole;       /* the last columns are AGENT_CACHE_ROW_COLUMNS */
} AgentQueryCursor;

/* after: of agent_query_cursor_key, NULL from the start. In the reader's open transaction.
 * limit 0: all. with_rows: agent_query_cursor_row () will be asked for each. */
gboolean agent_query_cursor_open (AgentQueryCursor *self,
                                  AgentQuery *query,
                                  AgentCache *reader,
                                  AgentSearch *search,
                                  gint64 now,
                                  const char *after,
                                  guint limit,
                                  gboolean with_rows,
                                  GError **error);
/* *row 0 at the end. */
gboolean agent_query_cursor_next (AgentQueryCursor *self, gint64 *row, GError **error);
/* What the row last given holds, borrowed until the next. One that is gone has doc NULL. */
gboolean agent_query_cursor_row (AgentQueryCursor *self,
                                 gint64 rowid,
                                 AgentRow *row,
                                 GError **error);
/* Where the row last given stands in the order. */
char *agent_query_cursor_key (AgentQueryCursor *self, gint64 row);
void agent_query_cursor_close (AgentQueryCursor *self);
/* The parts of opening, for counts: `where` is filled, nothing is prepared. */
gboolean agent_query_cursor_compile (AgentQueryCursor *self,
                                     AgentQuery *query,
                                     AgentCache *reader,
                                     AgentSearch *search,
                                     gint64 now,
                                     GError **error);
/* With the words of all rows among the conditions. */
gboolean agent_query_cursor_add_words (AgentQueryCursor *self, GError **error);
/* "SELECT … FROM … WHERE …" with what is bound. */
GString *agent_query_cursor_select (const AgentQueryCursor *self, const char *what);

/* ---- agent-query-keys.c ---- */

/* Appends the condition that a row comes after the key. M77_ERROR_USAGE for a foreign text. */
gboolean agent_query_keys_after (const AgentQueryCursor *self,
                                 const char *after,
                                 GString *where,
                                 GArray *binds,
                                 gint64 *row,
                                 GError **error);

/* ---- agent-query-grouped.c ---- */

/* ", …": what the cursor selects beside the keys, so that rows can be grouped. */
void agent_query_grouped_select (const AgentQueryCursor *self, GString *what);
/* All rows of the cursor into `rows`, by group; *groups gets them. As limit in agent_query_run. */
gboolean agent_query_grouped_fill (AgentQueryCursor *self,
                                   guint limit,
                                   GArray *rows,
                                   GArray **groups,
                                   GError **error);

/* ---- agent-query-groups.c ---- */

/* What a document has, of a column's text in one of its rows. */
char *agent_query_written_value (AgentCache *reader,
                                 const M77Field *field,
                                 gint64 rowid,
                                 const char *folded,
                                 GError **error);

/* ---- agent-query-splice.c ---- */

/* How `from` becomes `to` (guint32, each value once): element AgentSplice, applied in order. */
GArray *agent_query_splices (const GArray *from, const GArray *to);

/* Reads in one snapshot: begins a transaction unless one is open. */
gboolean agent_query_snapshot (AgentCache *reader, gboolean *begun, GError **error);
void agent_query_leave (AgentCache *reader, gboolean begun);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentQueryCursor, agent_query_cursor_close)

G_END_DECLS
