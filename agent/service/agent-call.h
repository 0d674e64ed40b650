/* agent-call.h: one method call on its way through a lane
 *
 * A file of handlers is a table: the signal of the skeleton, the lane its work belongs to,
 * the work. The work reads the invocation's parameters (a GVariant, which nobody changes) and
 * answers a tuple or an error; the main thread sends it, tells the host which operations
 * moved, and says nothing to a connection that has gone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"
#include "agent/service/agent-session.h"

G_BEGIN_DECLS

typedef struct _AgentCall AgentCall;

typedef enum
{
  AGENT_CALL_READER, /* the interactive reader's lane */
  AGENT_CALL_SLOW,   /* the slow one's */
  AGENT_CALL_THREAD  /* a thread of its own: no handles are given */
} AgentCallLane;

/* On the lane. A floating tuple, or NULL with error set. */
typedef GVariant *(*AgentCallFunc) (AgentCall *call, GError **error);
/* On the main thread, after the work. Takes the invocation. */
typedef void (*AgentCallFinish) (AgentCall *call);

struct _AgentCall
{
  AgentSession *session;
  GDBusMethodInvocation *invocation; /* NULL once answered */
  AgentProfile *profile;
  GVariant *parameters;
  char *member, *name; /* copies: the main thread owns the profile's and the session's */
  AgentDesk desk;
  char *directory; /* of the store's files, and … */
  gint64 now;      /* … the time: what AGENT_CALL_THREAD may use, for it may outlive the store */
  AgentCallFunc work;
  AgentCallFinish finish; /* NULL: agent_call_answer */
  GVariant *answer;
  GError *error;
  gpointer data; /* of whoever made the call */
  GDestroyNotify free_data;
};

/* NULL after having refused: no profile is open. Takes the invocation. */
AgentCall *agent_call_new (AgentSession *session, GDBusMethodInvocation *invocation);
/* One of the agent's own, which nobody waits for. */
AgentCall *agent_call_new_own (AgentSession *session, AgentProfile *profile);
void agent_call_post (AgentCall *call, AgentCallLane lane, AgentCallFunc work);
/* A descriptor that came with the call, the caller's to close; -1 with error set. */
int agent_call_take_fd (AgentCall *call, gint32 handle, GError **error);
/* Sends call->answer, or call->error. */
void agent_call_answer (AgentCall *call);
/* The same for a call that was never posted, and frees it. */
void agent_call_end (AgentCall *call);

typedef struct
{
  const char *signal; /* "handle-list" */
  AgentCallLane lane;
  AgentCallFunc work;
  AgentCallFinish finish; /* NULL: agent_call_answer */
  /* Instead of a lane, on the main thread; takes the invocation. */
  void (*start) (AgentSession *session, GDBusMethodInvocation *invocation);
} AgentMethod;

/* The table ends with a NULL signal and lives for ever. */
void agent_call_connect (AgentSession *session, const AgentMethod *methods);

G_END_DECLS
