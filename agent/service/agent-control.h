/* agent-control.h: the parts of agent_control_connect ()
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-session.h"

G_BEGIN_DECLS

void agent_control_profiles_connect (AgentSession *self); /* Profile* but for */
void agent_sign_out_connect (AgentSession *self);         /* ProfileSignOut */
void agent_audit_connect (AgentSession *self);            /* AuditVerify */
void agent_backup_connect (AgentSession *self);           /* Backup Restore */
void agent_ready_answer (AgentSession *self, GDBusMethodInvocation *invocation, guint seconds);
void agent_doctor_answer (AgentSession *self, GDBusMethodInvocation *invocation);

G_END_DECLS
