/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-call.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>

#include "agent/service/agent-host.h"
#include "shared/base/m77-error.h"

/* Whether what is asked now can leave now. */
static gboolean
is_online (AgentProfile *profile)
{
  g_auto (AgentSyncState) state = { 0 };

  if (profile->sync == NULL)
    return FALSE;
  agent_sync_state (profile->sync, &state);
  return state.mode == AGENT_SYNC_IDLE || state.mode == AGENT_SYNC_BUSY;
}

AgentCall *
agent_call_new_own (AgentSession *session, AgentProfile *profile)
{
  AgentCall *call = g_new0 (AgentCall, 1);

  call->session = agent_session_ref (session);
  call->profile = profile;
  call->member = g_strdup (profile->member);
  call->name = g_strdup (session->name != NULL ? session->name : "");
  return call;
}

AgentCall *
agent_call_new (AgentSession *session, GDBusMethodInvocation *invocation)
{
  AgentProfile *profile = agent_session_profile (session, invocation);
  AgentCall *call;

  if (profile == NULL)
    return NULL;
  call = agent_call_new_own (session, profile);
  call->invocation = invocation;
  call->parameters = g_variant_ref (g_dbus_method_invocation_get_parameters (invocation));
  return call;
}

static void
call_free (AgentCall *call)
{
  if (call->free_data != NULL)
    call->free_data (call->data);
  agent_desk_clear (&call->desk);
  g_clear_object (&call->invocation);
  g_clear_pointer (&call->parameters, g_variant_unref);
  g_clear_pointer (&call->answer, g_variant_unref);
  g_clear_error (&call->error);
  g_free (call->member);
  g_free (call->name);
  g_free (call->directory);
  agent_session_unref (call->session);
  g_free (call);
}

void
agent_call_answer (AgentCall *call)
{
  GDBusMethodInvocation *invocation = g_steal_pointer (&call->invocation);

  if (invocation == NULL)
    return;
  if (call->session->closed)
    g_object_unref (invocation);
  else if (call->error != NULL)
    agent_session_refuse (invocation, g_steal_pointer (&call->error));
  else
    g_dbus_method_invocation_return_value (invocation, call->answer);
}

void
agent_call_end (AgentCall *call)
{
  agent_call_answer (call);
  call_free (call);
}

int
agent_call_take_fd (AgentCall *call, gint32 handle, GError **error)
{
  GDBusMessage *message = g_dbus_method_invocation_get_message (call->invocation);
  GUnixFDList *list = g_dbus_message_get_unix_fd_list (message);

  if (list != NULL && handle >= 0 && handle < g_unix_fd_list_get_length (list))
    return g_unix_fd_list_get (list, handle, error);
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_USAGE,
                       _ ("The call came without the file it is to write to."));
  return -1;
}

static void
work_cb (gpointer data)
{
  AgentCall *call = data;

  call->answer = call->work (call, &call->error);
  if (call->answer != NULL)
    g_variant_ref_sink (call->answer);
}

static void
done_cb (gpointer data)
{
  AgentCall *call = data;

  if (call->desk.moved != NULL && call->desk.moved->len > 0)
    agent_host_moved (call->session->host, call->profile, call->desk.moved);
  if (call->finish != NULL)
    call->finish (call);
  else
    agent_call_answer (call);
  call_free (call);
}

static gboolean
thread_done_cb (gpointer data)
{
  done_cb (data);
  return G_SOURCE_REMOVE;
}

static gpointer
thread_cb (gpointer data)
{
  work_cb (data);
  g_idle_add_full (G_PRIORITY_DEFAULT, thread_done_cb, data, NULL);
  return NULL;
}

static void
start_thread (AgentCall *call)
{
  GThread *thread = g_thread_try_new ("call", thread_cb, call, &call->error);

  if (thread != NULL)
    g_thread_unref (thread);
  else
    done_cb (call);
}

void
agent_call_post (AgentCall *call, AgentCallLane lane, AgentCallFunc work)
{
  AgentStore *store = call->profile->store;

  call->work = work;
  agent_desk_init (&call->desk, store, lane != AGENT_CALL_READER);
  call->desk.member = call->member;
  call->desk.session = call->name;
  call->desk.online = is_online (call->profile);
  if (lane == AGENT_CALL_THREAD)
    {
      call->directory = g_strdup (store->directory);
      call->now = agent_desk_now (&call->desk);
      call->desk.store = NULL;
      call->desk.reader = NULL;
      call->desk.search = NULL;
      start_thread (call);
      return;
    }
  agent_lane_post (lane == AGENT_CALL_SLOW ? store->slow_lane : store->reader_lane,
                   AGENT_LANE_PEOPLE,
                   work_cb,
                   call,
                   done_cb,
                   NULL);
}

/* ---- Tables of methods ---- */

typedef struct
{
  AgentSession *session;
  const AgentMethod *method;
} Binding;

static void
free_binding (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* Connected swapped: what else the skeleton passes is in the parameters, too. */
static gboolean
handle_cb (Binding *binding, GDBusMethodInvocation *invocation)
{
  const AgentMethod *method = binding->method;
  AgentCall *call;

  if (method->start != NULL)
    {
      method->start (binding->session, invocation);
      return TRUE;
    }
  call = agent_call_new (binding->session, invocation);
  if (call == NULL)
    return TRUE;
  call->finish = method->finish;
  agent_call_post (call, method->lane, method->work);
  return TRUE;
}

void
agent_call_connect (AgentSession *session, const AgentMethod *methods)
{
  for (const AgentMethod *method = methods; method->signal != NULL; method++)
    {
      Binding *binding = g_new (Binding, 1);

      *binding = (Binding){ session, method };
      g_signal_connect_data (session->skeleton,
                             method->signal,
                             G_CALLBACK (handle_cb),
                             binding,
                             free_binding,
                             G_CONNECT_SWAPPED);
    }
}
