/* agent-cache-row.h: reading rows without copying them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache-private.h"

G_BEGIN_DECLS

/* What agent_cache_fill_row reads, of record AS r LEFT JOIN overlay AS o. */
#define AGENT_CACHE_ROW_COLUMNS                                                                    \
  "r.kind, r.id, r.version, r.created_at, r.updated_at, r.updated_by, r.deleted, o.doc, o.state,"  \
  " o.pending_action, o.local_number, o.hidden, r.doc"
#define AGENT_CACHE_ROW_WIDTH 13

/* Fills row with strings of the statement's, which stands on one: they live until it moves on.
 * first: the column where AGENT_CACHE_ROW_COLUMNS begin. */
gboolean agent_cache_fill_row (AgentCache *self,
                               sqlite3_stmt *query,
                               int first,
                               gint64 rowid,
                               AgentRow *row,
                               GError **error);
/* The kept statement for agent_cache_borrow_row; the caller resets it (AgentDbKept). */
sqlite3_stmt *agent_cache_row_statement (AgentCache *self, GError **error);
/* Reads a row likewise: its strings live until the statement is used or reset. One that is gone
 * has doc NULL, deleted set and empty kind and id. */
gboolean agent_cache_borrow_row (AgentCache *self,
                                 sqlite3_stmt *query,
                                 gint64 rowid,
                                 AgentRow *row,
                                 GError **error);
AgentRow *agent_row_copy (const AgentRow *row);

G_END_DECLS
