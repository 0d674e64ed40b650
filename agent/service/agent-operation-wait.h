/* agent-operation-wait.h: calls that wait for an operation to come to rest
 *
 * Until it has ended, is held, in conflict or rejected, or the time is over. Main thread; each
 * look into the journal is a call of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-session.h"

G_BEGIN_DECLS

/* Handles WaitOperation; takes the invocation. */
void agent_operation_wait_start (AgentSession *session, GDBusMethodInvocation *invocation);

G_END_DECLS
