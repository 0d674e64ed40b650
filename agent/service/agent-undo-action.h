/* agent-undo-action.h: the action that takes another back
 *
 * The kind's table names it. It is an action like any other, guarded by what the person sees now:
 * nothing is done before they ask for it. It may be one of another record (agent-undo-target.h),
 * or of several: what was asked of many at once is taken back at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* {"action","label","effect","kind","record","args","records":[{"kind","record","key","title"}]}:
 * what would take this one back, which was sent, and of which records. NULL:
 * M77_ERROR_NOTHING_TO_UNDO. Free with g_free. */
char *agent_undo_offer (const AgentDesk *desk, const AgentOperation *operation, GError **error);
/* The action that was offered for it: asked for, and noted as its undo. seq and id: of the last,
 * where they are several. */
gboolean agent_undo_action (AgentDesk *desk,
                            const char *operation,
                            const char *reason,
                            gint64 *seq,
                            char **id,
                            GError **error);

G_END_DECLS
