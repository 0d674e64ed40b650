/* agent-session-new.h: how a session begins and ends: for the host
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-session.h"

G_BEGIN_DECLS

/* Answers on the connection from now on. */
AgentSession *agent_session_new (AgentHost *host, GDBusConnection *connection, GError **error);
/* Nothing is answered any more; frees it when nothing of it is under way. */
void agent_session_close (AgentSession *self);
/* Its connection has gone. */
void agent_host_session_closed (AgentHost *host, AgentSession *session);

G_END_DECLS
