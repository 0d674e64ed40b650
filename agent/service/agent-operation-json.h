/* agent-operation-json.h: operations and conflicts as docs/json.md prints them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* With the key and title of its record, as far as the cache has it, and how it stands
 * (agent-standing.h). Appended. */
gboolean agent_operation_write_json (const AgentDesk *desk,
                                     const AgentOperation *operation,
                                     GString *out,
                                     GError **error);
/* Without the closing brace, where it is known what it goes behind (NULL: nothing). */
void agent_operation_write_open (const AgentDesk *desk,
                                 const AgentOperation *operation,
                                 const AgentOperation *behind,
                                 GString *out);
/* An array of all that have not ended (element AgentOperation *, in order). */
void agent_outbox_write_json (const AgentDesk *desk, const GPtrArray *unended, GString *out);
/* An operation in conflict, what it met and what may be chosen (agent-clash.h). */
gboolean agent_conflict_write_json (const AgentDesk *desk,
                                    const AgentOperation *operation,
                                    GString *out,
                                    GError **error);

G_END_DECLS
