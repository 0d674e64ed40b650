/* agent-undo-target.h: which records the inverse of an action goes to
 *
 * As a rule the one that was acted on. Where the inverse is an action of another record
 * ("page.cancel", "silence.expire"), the ones that the action made, or was about: those that the
 * record names, or that name it, fit what was asked for, and are still in a state to be taken
 * back. The cache is all that is asked: what has not arrived yet is not found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* Element AgentRow *, at least one; kind and inverse: of the action that takes back. NULL:
 * M77_ERROR_NOTHING_TO_UNDO. */
GPtrArray *agent_undo_targets (const AgentDesk *desk,
                               const AgentOperation *operation,
                               const M77Kind *kind,
                               const M77Action *inverse,
                               GError **error);

G_END_DECLS
