/* agent-resolve.h: a person's decision about a conflict
 *
 * The decision is kept with the conflict, and the operation goes again as decided, on top of
 * theirs, in its old place: what was made after it still comes after it. Where nothing is left
 * to send it ends as resolved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* choices: {path: "mine"|"theirs"|"both"|{"value": V}} (agent-clash.h). *seq 0: nothing is left
 * to send. */
gboolean agent_resolve (AgentDesk *desk,
                        const char *operation,
                        const char *choices,
                        gint64 *seq,
                        GError **error);
/* Mine, wherever it asks. */
gboolean agent_resolve_mine (AgentDesk *desk, const AgentOperation *operation, GError **error);

/* A half-made decision: a JSON object; "" removes. */
gboolean agent_resolve_save (AgentDesk *desk,
                             const char *operation,
                             const char *decision,
                             GError **error);
/* "": none. Free with g_free. */
char *agent_resolve_read (AgentDesk *desk, const char *operation, GError **error);

G_END_DECLS
