/* agent-window.h: rows of an open list by their position
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-session.h"

G_BEGIN_DECLS

/* Handle Window, WindowIds and QueryGroups; take the invocation. */
void agent_window_start (AgentSession *session, GDBusMethodInvocation *invocation);
void agent_window_start_ids (AgentSession *session, GDBusMethodInvocation *invocation);
void agent_window_start_groups (AgentSession *session, GDBusMethodInvocation *invocation);

G_END_DECLS
