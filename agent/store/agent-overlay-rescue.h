/* agent-overlay-rescue.h: lost operations, from what lists still showed of them
 *
 * When a journal was damaged and operations in it are lost, the cache may still show what they
 * did. Before anything is laid over anew or rebuilt, what it shows beyond the operations that
 * are left becomes operations again: held, with the code storage-corrupt, for a person to
 * look at. Two edits of one record come back as one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache.h"
#include "agent/store/agent-journal.h"

G_BEGIN_DECLS

/* To be called with both files as they were opened, when agent_journal_open () told of a
 * rescue. *recovered: how many were added. */
gboolean agent_overlay_rescue (AgentCache *cache,
                               AgentJournal *journal,
                               guint *recovered,
                               GError **error);

G_END_DECLS
