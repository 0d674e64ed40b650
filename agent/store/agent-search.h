/* agent-search.h: full text over every kind
 *
 * search.db: derived from the cache by a thread of its own, behind a watermark; may be
 * deleted at any time. Words match without regard to case and accents; a phrase in order;
 * a word ending in * by prefix. Titles have an index of their own for search as one types.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache.h"

G_BEGIN_DECLS

typedef struct _AgentSearch AgentSearch;

AgentSearch *agent_search_open (const char *directory, const char *vfs, GError **error);
AgentSearch *agent_search_open_reader (const char *directory, const char *vfs, GError **error);
void agent_search_close (AgentSearch *self);
/* When its lane rests: agent_db_rest (). */
void agent_search_rest (AgentSearch *self);

/* Reads up to `most` changed rows from the cache (a reader of the caller's thread) and indexes
 * them; *more says whether any are left. */
gboolean agent_search_catch_up (AgentSearch *self,
                                AgentCache *reader,
                                guint most,
                                gboolean *more,
                                GError **error);
/* Rows of the cache not yet indexed. */
gboolean agent_search_behind (AgentSearch *self, AgentCache *reader, gint64 *rows, GError **error);
/* Titles and keys that begin with the words typed, of any kind, newest first: rowids. */
GArray *agent_search_titles (AgentSearch *self, const char *typed, guint limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentSearch, agent_search_close)

G_END_DECLS
