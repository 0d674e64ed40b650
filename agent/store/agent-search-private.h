/* agent-search-private.h: what the agent-search files share
 *
 * The index keeps no text, so nothing can be deleted from it. A row is indexed under its
 * rowid the first time and under a new number, from AGENT_SEARCH_AGAIN up, each time it
 * changes; `current` says which number stands for a row that has changed or gone. When too
 * much of the index is dead it is begun anew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache-private.h"
#include "agent/store/agent-search.h"

G_BEGIN_DECLS

#define AGENT_SEARCH_AGAIN ((gint64) 1 << 40) /* the first number of a row indexed again */

struct _AgentSearch
{
  AgentDb *db;
  char *directory, *vfs;
  M77JsonPool *pool;
};

/* Up to where the cache has been read. */
typedef struct
{
  gint64 epoch, schema; /* of the cache that was read, and how often it was purged; a hash */
  gint64 stamp, number; /* of its last opening, and of the change last seen */
  gint64 row;           /* the greatest new row */
  gint64 moved;         /* the greatest number of a change */
  gint64 next_again;    /* the number the next row indexed again gets */
} AgentSearchMark;

gboolean agent_search_mark (AgentSearch *self, AgentSearchMark *mark, GError **error);
/* Whether the marks are of this cache; if not, nothing in the index is worth anything. */
gboolean agent_search_fits (const AgentSearchMark *mark,
                            AgentCache *reader,
                            gboolean *fits,
                            GError **error);
/* What a mark made of this cache, as it is now, would say of it: epoch to number. */
gboolean agent_search_mark_cache (AgentSearchMark *mark, AgentCache *reader, GError **error);

G_END_DECLS
