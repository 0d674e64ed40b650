/* agent-control-add.h: a profile is added
 *
 * The token is read from the descriptor, the platform asked whose it is (if it can be
 * reached: without it the profile is added all the same), the token kept where the person
 * said, and only then is the profile there.
 *
 * One that is there already, with the same platform and tenant, gets the token as its new one:
 * so a member signs in again without losing what was not sent. It must be the same member.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-session.h"

G_BEGIN_DECLS

/* Takes the invocation. */
void agent_control_add (AgentSession *session,
                        GDBusMethodInvocation *invocation,
                        GUnixFDList *descriptors,
                        const char *profile,
                        GVariant *handle);

G_END_DECLS
