/* agent-search-hits.h: the rows that hold some words, newest first
 *
 * What the index does not have yet is read and matched in memory: rows with local edits
 * always, of the rest the newest few thousand. So a record just written is found at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-search.h"
#include "shared/model/m77-predicate.h"

G_BEGIN_DECLS

typedef struct _AgentHits AgentHits;

/* words: (element M77Predicate *) all of which a row must hold. search NULL: memory alone. */
AgentHits *agent_hits_new (AgentSearch *search,
                           AgentCache *reader,
                           GPtrArray *words,
                           GError **error);
/* *row 0 at the end. */
gboolean agent_hits_next (AgentHits *self, gint64 *row, GError **error);
void agent_hits_free (AgentHits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentHits, agent_hits_free)

G_END_DECLS
