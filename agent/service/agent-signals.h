/* agent-signals.h: what one front end has yet to be told
 *
 * GDBus queues without limit, so nothing more is sent before what was sent has left: what
 * happens meanwhile is added up. A front end that has not read for AGENT_SIGNALS_STUCK_S is
 * disconnected: it connects again when it is awake, and asks for what it shows.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-change.h"
#include "agent/service/agent-session.h"

G_BEGIN_DECLS

#define AGENT_SIGNALS_STUCK_S 20

AgentSignals *agent_signals_new (AgentSession *session);
void agent_signals_changed (AgentSignals *self, const AgentChange *change);
void agent_signals_operation (AgentSignals *self, const char *operation, const char *state);
void agent_signals_status (AgentSignals *self);
/* The connection has gone: nothing is sent any more. */
void agent_signals_free (AgentSignals *self);

G_END_DECLS
