/* agent-reference.h: what people call a record, where a document wants its id
 *
 * References hold the target's key where that is a name fixed for ever, else its id. A person
 * writes "INC-2041" or "@jana"; what goes into the journal is the id, or "jana".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* A copy in pool with the references of top-level members resolved; NULL stays NULL.
 * M77_ERROR_NOT_FOUND, M77_ERROR_AMBIGUOUS. */
gboolean agent_reference_resolve (const AgentDesk *desk,
                                  M77JsonPool *pool,
                                  const M77Kind *kind,
                                  const M77Json **object,
                                  GError **error);
/* Of {field: {"add":[…],"remove":[…]}}. */
gboolean agent_reference_resolve_elements (const AgentDesk *desk,
                                           M77JsonPool *pool,
                                           const M77Kind *kind,
                                           const M77Json **elements,
                                           GError **error);
/* Of an action's arguments. */
gboolean agent_reference_resolve_arguments (const AgentDesk *desk,
                                            M77JsonPool *pool,
                                            const M77Action *action,
                                            const M77Json **args,
                                            GError **error);

G_END_DECLS
