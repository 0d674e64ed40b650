/* agent-permit.h: what the cached roles clearly deny
 *
 * The platform decides; this only spares a person an operation that is certain to be refused.
 * Whatever is not known here (the member, a role, a rule of a newer version) permits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"
#include "shared/model/m77-role.h"

G_BEGIN_DECLS

/* What the desk's member may do; NULL where it cannot be told. */
M77Grants *agent_permit_load (const AgentDesk *desk);
/* verb as in m77_grants_allow; grants NULL permits. M77_ERROR_NOT_PERMITTED. */
gboolean agent_permit_check (const M77Grants *grants,
                             const M77Kind *kind,
                             const char *verb,
                             const M77Json *doc,
                             GError **error);

G_END_DECLS
