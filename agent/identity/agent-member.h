/* agent-member.h: whose token it is
 *
 * GET /v1/tenants/{tenant}/me answers the member's handle. Blocks; not on the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/sync/agent-wire.h"

G_BEGIN_DECLS

/* The handle. M77_ERROR_SIGN_IN: the token is not good; _NOT_FOUND: no such tenant;
 * _BAD_ANSWER: that is no platform; else it could not be reached (m77_error_is_offline). */
char *agent_member_ask (AgentWire *wire,
                        const char *tenant,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
