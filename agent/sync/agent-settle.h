/* agent-settle.h: what an answer to one attempt does to its operation
 *
 * Run on the journal's lane. A conflict is merged at once: without an overlap the
 * operation is rebased and goes again; with one it is kept for a person, with base, theirs
 * and mine. However often that happens, it is merged from what was asked (agent-asked.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-journal.h"

G_BEGIN_DECLS

/* *state: what the operation is now. An outcome of an attempt that is closed already changes
 * nothing. */
gboolean agent_settle (AgentJournal *journal,
                       const AgentOperation *operation,
                       const M77Outcome *outcome,
                       gint64 now,
                       AgentOpState *state,
                       GError **error);

G_END_DECLS
