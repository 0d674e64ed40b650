/* agent-operation-json.h: operations and conflicts as docs/json.md prints them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* With the key and title of its record, as far as the cache has it; `waiting` is looked up in
 * the journal. Appended. */
gboolean agent_operation_write_json (const AgentDesk *desk,
                                     const AgentOperation *operation,
                                     GString *out,
                                     GError **error);
/* An array of them, in the order given. */
gboolean agent_operations_write_json (const AgentDesk *desk,
                                      const GPtrArray *operations,
                                      GString *out,
                                      GError **error);
/* An operation in conflict and what it met. */
gboolean agent_conflict_write_json (const AgentDesk *desk,
                                    const AgentOperation *operation,
                                    GString *out,
                                    GError **error);

G_END_DECLS
