/* agent-wait.h: somebody waits until a profile is in sync
 *
 * Answers the Sync call when all that is due was sent and all pages were read, or when
 * something is in the way, or after AGENT_WAIT_MS. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-host.h"

G_BEGIN_DECLS

#define AGENT_WAIT_MS 60000

typedef struct _AgentWait AgentWait;

/* Pokes the sync; takes the invocation. */
void agent_wait_begin (AgentSession *session, GDBusMethodInvocation *invocation);
/* A round has ended. */
void agent_wait_look (AgentWait *self, AgentProfile *profile);
/* Refuses what still waits. */
void agent_wait_free (AgentWait *self);

G_END_DECLS
