/* agent-cache.h: what the sources last said, with pending edits laid over
 *
 * cache.db: disposable, rebuilt from the feed and the journal. One handle writes, on the
 * cache's lane; readers (agent_cache_open_reader) are read-only connections for queries.
 *
 * A record is its envelope and its document's raw text; apart from that a narrow table per
 * kind has the indexed columns (times ms, enums their rank, text case-folded), and a side
 * table the elements of sets. These show the record *with* its overlay: what a person just
 * did is in every list, filter and count. Derived tables are rebuilt locally when the table
 * of kinds has changed.
 *
 * A file that is corrupt or of a newer program is thrown away and rebuilt; *rebuilt says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-db.h"
#include "agent/store/agent-journal.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-record.h"

G_BEGIN_DECLS

#define AGENT_CACHE_FILE "cache.db"

typedef struct _AgentCache AgentCache;

AgentCache *agent_cache_open (const char *directory,
                              const char *vfs,
                              const M77Runtime *runtime,
                              gboolean *rebuilt,
                              GError **error);
AgentCache *agent_cache_open_reader (const char *directory, const char *vfs, GError **error);
void agent_cache_close (AgentCache *self);
AgentDb *agent_cache_db (AgentCache *self);

/* ---- What a source says (cache lane) ---- */

/* Where a source's feed stands. */
typedef struct
{
  char *cursor;      /* NULL or "": from the beginning */
  gint64 synced_at;  /* ms, of the last page that said more=false; M77_TIME_NONE: never */
  gboolean complete; /* a whole snapshot has been read at least once */
  gboolean sweeping; /* one was begun and has not ended */
} AgentSourceState;

void agent_source_state_clear (AgentSourceState *state);
gboolean agent_cache_source (AgentCache *self,
                             const char *source,
                             AgentSourceState *state,
                             GError **error);

/* Begins reading from the beginning (first load, or after 410): rows seen from now on get
 * a new generation; agent_cache_end_snapshot removes what has not been seen, but for
 * records with operations not ended, and for all if a line could not be read. drop_guards: a new
 * epoch, versions may be lower. What was applied before it, by the journal (NULL: none), is in what
 * will be read, and lies over it no more. */
gboolean agent_cache_begin_snapshot (AgentCache *self,
                                     const char *source,
                                     gboolean drop_guards,
                                     AgentJournal *journal,
                                     GError **error);
/* Whether some line of the feed could not be read since then, and it is time to read all again. */
gboolean agent_cache_wants_reread (AgentCache *self, gboolean *wants, GError **error);
/* The indexes a first load left out, some 50 ms at a time, so that people's closures get
 * their turn between; *more: call again before agent_cache_end_snapshot, which otherwise
 * makes what is left of them at once. */
gboolean agent_cache_make_indexes (AgentCache *self, gboolean *more, GError **error);
gboolean agent_cache_end_snapshot (AgentCache *self,
                                   const char *source,
                                   AgentJournal *journal,
                                   GError **error);

/* Feed lines in order, applied with the cursor in one transaction. lines: the raw text
 * of up to 10,000 (first load) or 1,000 records, each ended by a newline. A version the cache
 * has already is ignored; a malformed line is skipped, counted in *bad and its start kept
 * for m77 doctor. journal: a reader, for overlays of what changed. */
gboolean agent_cache_apply (AgentCache *self,
                            const char *source,
                            GBytes *lines,
                            const char *cursor,
                            gint64 synced_at, /* ms, or M77_TIME_NONE: more is to come */
                            AgentJournal *journal,
                            guint *bad,
                            GError **error);
/* Kinds no longer permitted: their rows go. */
gboolean agent_cache_purge_kind (AgentCache *self, const char *kind, GError **error);

/* ---- What the person did (cache lane) ---- */

/* Lays the journal's operations over records ("kind/id") from..to anew, from what both hold now,
 * in one transaction: all of them or none. */
gboolean agent_cache_refresh_together (AgentCache *self,
                                       AgentJournal *journal,
                                       GPtrArray *records,
                                       guint from,
                                       guint to,
                                       GError **error);
/* All of them: after a crash, or a rebuilt cache. */
gboolean agent_cache_refresh_overlays (AgentCache *self, AgentJournal *journal, GError **error);
/* The greatest seq whose effect is in the overlay. Any thread. */
gint64 agent_cache_overlay_seq (AgentCache *self);

/* ---- Changes, for signals ---- */

typedef struct
{
  guint64 epoch;  /* changes when the file is rebuilt */
  guint64 number; /* grows with every commit that changed a row */
} AgentRevision;

/* Called on the cache lane after each commit: kinds (NULL-terminated) that changed, and the
 * rowids changed (NULL when over 200). */
typedef void (*AgentChangedFunc) (AgentRevision revision,
                                  const char *const *kinds,
                                  GArray *rowids, /* gint64 */
                                  gpointer data);
void agent_cache_set_changed_func (AgentCache *self, AgentChangedFunc func, gpointer data);

/* ---- Reading (any handle, on its own thread) ---- */

typedef struct
{
  gint64 rowid;
  char *kind, *id;
  gint64 version; /* of the source; 0: made here, not yet applied */
  gint64 created_at, updated_at;
  char *updated_by;
  gboolean deleted;     /* by the source, or here and not yet applied */
  gboolean gone;        /* by the source */
  char *doc;            /* JSON text with the overlay */
  char *base_doc;       /* as the source said; NULL if it never did */
  const char *state;    /* "clean", "pending", "waiting", "held", "rejected", "conflict" */
  char *pending_action; /* JSON {"action","state","asked_at","expires_at","args"}; or NULL */
  guint local_number;   /* 3 for "~3"; 0: has a number or needs none */
} AgentRow;

void agent_row_free (AgentRow *row);

/* By UUID, key, number ("INC-2041", "2041", "~3", "@jana") or a unique suffix of the UUID.
 * M77_ERROR_NOT_FOUND, M77_ERROR_AMBIGUOUS (its message lists candidates). */
AgentRow *agent_cache_find (AgentCache *self, const char *kind, const char *id, GError **error);
AgentRow *agent_cache_row (AgentCache *self, gint64 rowid, GError **error);
gboolean agent_cache_count (AgentCache *self, const char *kind, gint64 *count, GError **error);
gboolean agent_cache_revision (AgentCache *self, AgentRevision *revision, GError **error);
/* Counts by kind, size in bytes, malformed lines since the last snapshot began:
 * {"kinds":{…},"bytes":…,"bad_lines":…}. */
char *agent_cache_describe (AgentCache *self, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentSourceState, agent_source_state_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentRow, agent_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentCache, agent_cache_close)

G_END_DECLS
