/* agent-session.h: one front end's connection
 *
 * A skeleton of com.mogothrow77.Agent1 exported on that connection, and what it has open.
 * Main thread: handlers parse, send a closure to a lane and answer from `done`; none of
 * them runs SQL or waits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-profile.h"
#include "shared/client/m77-bus.h"

G_BEGIN_DECLS

typedef struct _AgentHost AgentHost;       /* the agent: profiles and sessions (agent-host.h) */
typedef struct _AgentSignals AgentSignals; /* what it has yet to be told (agent-signals.h) */
typedef struct _AgentLists AgentLists;     /* open queries (agent-lists.h) */
typedef struct _AgentSession AgentSession;

struct _AgentSession
{
  AgentHost *host;
  GDBusConnection *connection;
  M77Agent1 *skeleton;
  AgentProfile *profile; /* NULL before Open */
  char *name;            /* of the front end, for undo; "" */
  AgentLists *lists;
  AgentSignals *signals;
  int refs;        /* closures under way hold one */
  gboolean closed; /* the connection has gone: answer nothing */
};

AgentSession *agent_session_ref (AgentSession *self);
void agent_session_unref (AgentSession *self);

/* Answers an error (and returns TRUE, for `return agent_session_refuse (…)`). Steals error. */
gboolean agent_session_refuse (GDBusMethodInvocation *invocation, GError *error);
/* The profile, or NULL after having refused with M77_ERROR_NO_PROFILE. */
AgentProfile *agent_session_profile (AgentSession *self, GDBusMethodInvocation *invocation);

/* Each connects its methods' handlers to the skeleton. */
void agent_lists_connect (AgentSession *self);  /* Open… Query… Window… CloseQuery */
void agent_reads_connect (AgentSession *self);  /* List Count Groups Titles Record History Export */
void agent_edits_connect (AgentSession *self);  /* Edit EditMany Create Delete SetDraft GetDraft */
void agent_acts_connect (AgentSession *self);   /* Act ActMany WaitOperation TakeSecret */
void agent_chosen_connect (AgentSession *self); /* EditIds ActIds ActFits */
/* Outbox OutboxDo OutboxEdit Conflicts Conflict Resolve SaveDecision ReadDecision Undo UndoAction
 */
void agent_outbox_connect (AgentSession *self);
void agent_control_connect (
    AgentSession *self); /* Open Status Sync SetOffline Ready Doctor Profile* */

/* From the host: rows changed (already coalesced), an operation moved. */
void agent_lists_changed (AgentSession *self, const char *const *kinds);
void agent_lists_free (AgentLists *self);
void agent_acts_operation_moved (AgentSession *self, const char *operation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentSession, agent_session_unref)

G_END_DECLS
