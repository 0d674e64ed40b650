/* agent-store.h: the files of one profile, each with its lane
 *
 *   journal lane   the journal's writing handle
 *   cache lane     the cache's writing handle, and a reader of the journal for overlays
 *   search lane    the search index, with a reader of the cache
 *   reader lane    a reader of the cache, the search index and the journal, for people
 *   slow lane      another, for exports and filters without an index
 *
 * With `inline_lanes` everything runs in the caller's thread: tests and the simulation. The
 * directory is locked for as long as the store is open (M77_ERROR_LOCKED).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-journal.h"
#include "agent/store/agent-lane.h"
#include "agent/store/agent-query.h"

G_BEGIN_DECLS

typedef struct _AgentStore AgentStore;

struct _AgentStore
{
  char *directory;
  const M77Runtime *runtime;
  GPtrArray *notices; /* char *: what a person should be told once: rebuilt, rescued */

  AgentLane *journal_lane;
  AgentJournal *journal;

  AgentLane *cache_lane;
  AgentCache *cache;
  AgentJournal *cache_journal;
  GHashTable *unshown; /* char * "kind/id": could not be laid over, tried again; the lane's */
  gint n_unshown;      /* atomic: their number */

  AgentLane *search_lane;
  AgentSearch *search;
  AgentCache *search_cache;

  AgentLane *reader_lane;
  AgentCache *reader;
  AgentSearch *reader_search;
  AgentJournal *reader_journal;

  AgentLane *slow_lane;
  AgentCache *slow;
  AgentSearch *slow_search;

  int lock;               /* file descriptor */
  gboolean search_posted; /* atomic */
};

/* Opens all files, rebuilds what is derived and lost, lays the journal over the cache. */
AgentStore *agent_store_open (const char *directory,
                              const char *vfs,
                              const M77Runtime *runtime,
                              gboolean inline_lanes,
                              GError **error);
void agent_store_close (AgentStore *self);

/* Journals (all or none), answers when durable; the overlay follows on its lane. Any
 * thread but the journal's and the main one. */
gboolean agent_store_add (AgentStore *self, GPtrArray *operations, GError **error);
/* The overlay of these records (element char *: "kind/id") follows the journal. What cannot be
 * laid over is tried again with the next refresh, and whenever the lane rests. Any thread. */
void agent_store_refresh (AgentStore *self, GPtrArray *records);
/* Records whose changes are kept, but not in the lists yet. Any thread. */
guint agent_store_unshown (AgentStore *self);
/* Waits until the overlay includes seq. For readers; not on the cache lane. */
void agent_store_settle (AgentStore *self, gint64 seq);
/* Brings full text up to date on its lane, a little at a time. Any thread. */
void agent_store_index (AgentStore *self);

/* "kind/id" in two; FALSE if it is not such. */
gboolean agent_store_split (const char *record, char **kind, char **id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentStore, agent_store_close)

G_END_DECLS
