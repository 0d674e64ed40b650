/* agent-cache-row.h: reading rows without copying them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache-private.h"

G_BEGIN_DECLS

/* The kept statement for agent_cache_borrow_row; the caller resets it (AgentDbKept). */
sqlite3_stmt *agent_cache_row_statement (AgentCache *self, GError **error);
/* Fills row with strings of the statement's: they live until it is used or reset. A row that
 * is gone has doc NULL, deleted set and empty kind and id. */
gboolean agent_cache_borrow_row (AgentCache *self,
                                 sqlite3_stmt *query,
                                 gint64 rowid,
                                 AgentRow *row,
                                 GError **error);
AgentRow *agent_row_copy (const AgentRow *row);

G_END_DECLS
