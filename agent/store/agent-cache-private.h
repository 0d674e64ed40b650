/* agent-cache-private.h: what the agent-cache, -query and -search files share
 *
 * A change is: agent_cache_begin, any number of puts and removals, agent_cache_commit, which
 * numbers it and tells. Rowids are never used again, so that full text and open lists can go
 * by them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdatomic.h>

#include "agent/store/agent-cache-schema.h"
#include "agent/store/agent-cache.h"

G_BEGIN_DECLS

#define AGENT_CACHE_DAMAGED "cache.db-damaged" /* there: the file is to be thrown away */

/* Of a row, the most urgent last. Stored. */
typedef enum
{
  AGENT_ROW_CLEAN,
  AGENT_ROW_PENDING,
  AGENT_ROW_WAITING,
  AGENT_ROW_HELD,
  AGENT_ROW_REJECTED,
  AGENT_ROW_CONFLICT
} AgentRowState;

const char *agent_row_state_name (AgentRowState state);

/* A kind as this file numbers it. */
typedef struct
{
  gint64 code;
  char *name;
  const AgentKindTable *table; /* NULL: a kind this version does not know */
  gint64 added;                /* to the count, by the open transaction */
  gboolean changed;            /* by it */
} AgentKindCode;

struct _AgentCache
{
  AgentDb *db;
  char *directory, *vfs;
  const M77Runtime *runtime;
  gboolean is_reader;
  GPtrArray *kinds; /* AgentKindCode * */
  M77JsonPool *pool;
  GString *folded; /* scratch */
  GPtrArray *hits; /* of a query that runs: see agent-query-dialect.h */

  /* Of the writer. */
  gint64 epoch, number, next_row;
  gboolean loading;     /* a first load: indexes are not there yet */
  guint n_made;         /* of the schema's indexes, since it ended */
  GHashTable *overlaid; /* row (gint64 *) → hidden */
  atomic_llong overlay_seq;
  gboolean moved_any; /* by the open transaction */
  GArray *moved;      /* rows it changed; more than enough to tell are not kept */
  AgentChangedFunc changed_func;
  gpointer changed_data;
};

/* ---- agent-cache.c ---- */

/* Small values kept with the file. */
gboolean agent_cache_meta (AgentCache *self, const char *name, gint64 *value, GError **error);
gboolean agent_cache_set_meta (AgentCache *self, const char *name, gint64 value, GError **error);
/* NULL with error set, or where `make` is FALSE with none: there is no such kind. */
AgentKindCode *agent_cache_kind (AgentCache *self, const char *name, gboolean make, GError **error);
AgentKindCode *agent_cache_kind_of_code (AgentCache *self, gint64 code, GError **error);
/* The writer's counters as the file has them. */
gboolean agent_cache_load_state (AgentCache *self, GError **error);

/* ---- agent-cache-change.c ---- */

gboolean agent_cache_begin (AgentCache *self, GError **error);
gboolean agent_cache_commit (AgentCache *self, GError **error);
/* Returns FALSE, for callers to return. */
gboolean agent_cache_abandon (AgentCache *self);

/* After any failure: remembers beyond this run when it was that the file is damaged. */
void agent_cache_note_damage (AgentCache *self);

/* How full text learns of it. */
typedef enum
{
  AGENT_MOVED_NEW,    /* its rowid tells */
  AGENT_MOVED_CHANGED /* anything else */
} AgentMoved;

gboolean agent_cache_note_moved (AgentCache *self,
                                 AgentKindCode *kind,
                                 gint64 row,
                                 AgentMoved how,
                                 GError **error);
/* Deletes record, overlay, what is derived. */
gboolean agent_cache_remove_row (AgentCache *self, AgentKindCode *kind, gint64 row, GError **error);

/* ---- agent-cache-derive.c ---- */

/* A row as lists show it. */
typedef struct
{
  gint64 row;
  const M77Json *doc;
  gint64 created_at, updated_at;
  const char *updated_by;
  AgentRowState state;
} AgentDerived;

/* Columns and elements of a row that has none. */
gboolean agent_cache_derive (AgentCache *self,
                             const AgentKindTable *table,
                             const AgentDerived *derived,
                             GError **error);
gboolean agent_cache_underive (AgentCache *self,
                               const AgentKindTable *table,
                               gint64 row,
                               GError **error);
/* Makes all derived tables anew from the documents, in a transaction of its own. */
gboolean agent_cache_derive_all (AgentCache *self, GError **error);
/* text case-folded, in scratch memory until the next call. */
const char *agent_cache_fold (AgentCache *self, const char *text, gsize length, int *folded_length);

/* ---- agent-cache-overlay.c ---- */

/* In the open transaction: lays over a row what the journal (NULL: nothing) has for it. */
gboolean agent_cache_lay_over (AgentCache *self,
                               AgentJournal *journal,
                               AgentKindCode *kind,
                               const char *id,
                               gint64 row,
                               GError **error);
/* Keeps the version of a record's end, when the journal knows the record. */
gboolean agent_cache_note_gone (AgentCache *self,
                                AgentJournal *journal,
                                const AgentKindCode *kind,
                                const char *id,
                                gint64 version,
                                GError **error);
/* hidden may be NULL. */
gboolean agent_cache_is_overlaid (AgentCache *self, gint64 row, gboolean *hidden);

void agent_cache_bind_time (sqlite3_stmt *statement, int parameter, gint64 instant);
gint64 agent_cache_column_time (sqlite3_stmt *statement, int column);

G_END_DECLS
