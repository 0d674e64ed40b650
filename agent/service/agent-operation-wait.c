/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-operation-wait.h"

#include "agent/service/agent-call.h"
#include "agent/service/agent-operation-json.h"

#define WAIT_MOST_MS 60000
#define WAITS        "m77-operation-waits" /* of the skeleton: GPtrArray of Wait */

/* Referenced by the session's list and by a look that is under way. */
typedef struct
{
  int refs;
  AgentSession *session; /* NULL: it is over */
  AgentProfile *profile;
  GDBusMethodInvocation *invocation; /* NULL: answered */
  char *operation;                   /* as asked for */
  char *id;                          /* NULL until it was found */
  guint timer;
  gboolean looking, again, late;
} Wait;

static void
wait_unref (gpointer data)
{
  Wait *wait = data;

  if (--wait->refs > 0)
    return;
  g_clear_object (&wait->invocation);
  g_free (wait->operation);
  g_free (wait->id);
  g_free (wait);
}

/* Out of the session's list: it was answered, or the connection has gone. */
static void
wait_end (gpointer data)
{
  Wait *wait = data;

  g_clear_handle_id (&wait->timer, g_source_remove);
  wait->session = NULL;
  wait_unref (wait);
}

static GPtrArray *
ensure_waits (AgentSession *session)
{
  GPtrArray *waits = g_object_get_data (G_OBJECT (session->skeleton), WAITS);

  if (waits == NULL)
    {
      waits = g_ptr_array_new_with_free_func (wait_end);
      g_object_set_data_full (G_OBJECT (session->skeleton),
                              WAITS,
                              waits,
                              (GDestroyNotify) g_ptr_array_unref);
    }
  return waits;
}

/* (id, at rest, JSON) */
static GVariant *
look_work (AgentCall *call, GError **error)
{
  const Wait *wait = call->data;
  g_autoptr (AgentOperation)
      operation = agent_journal_find (call->desk.journal, wait->operation, error);
  g_autoptr (GString) json = g_string_new (NULL);

  agent_desk_settle (&call->desk);
  if (operation == NULL || !agent_operation_write_json (&call->desk, operation, json, error))
    return NULL;
  return g_variant_new ("(sbs)", operation->id, operation->state != AGENT_OP_QUEUED, json->str);
}

/* One look at a time; a move while one is under way is looked at after it. */
static void
post_look (Wait *wait, AgentCallFinish finish)
{
  AgentCall *call;

  wait->again = wait->looking;
  if (wait->looking)
    return;
  wait->looking = TRUE;
  call = agent_call_new_own (wait->session, wait->profile);
  wait->refs++;
  call->data = wait;
  call->free_data = wait_unref;
  call->finish = finish;
  agent_call_post (call, AGENT_CALL_READER, look_work);
}

static void
answer (Wait *wait, AgentCall *call, const char *json)
{
  GDBusMethodInvocation *invocation = g_steal_pointer (&wait->invocation);

  if (call->error != NULL)
    agent_session_refuse (invocation, g_steal_pointer (&call->error));
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", json));
  g_ptr_array_remove_fast (ensure_waits (wait->session), wait);
}

static void
look_finish (AgentCall *call)
{
  Wait *wait = call->data;
  const char *id, *json = "";
  gboolean at_rest = TRUE;

  wait->looking = FALSE;
  if (wait->session == NULL || wait->session->closed)
    return;
  if (call->answer != NULL)
    {
      g_variant_get (call->answer, "(&sb&s)", &id, &at_rest, &json);
      g_free (wait->id);
      wait->id = g_strdup (id);
    }
  if (at_rest || wait->late)
    answer (wait, call, json);
  else if (wait->again)
    post_look (wait, look_finish);
}

static gboolean
late_cb (gpointer data)
{
  Wait *wait = data;

  wait->timer = 0;
  wait->late = TRUE;
  post_look (wait, look_finish);
  return G_SOURCE_REMOVE;
}

void
agent_operation_wait_start (AgentSession *session, GDBusMethodInvocation *invocation)
{
  AgentProfile *profile = agent_session_profile (session, invocation);
  const char *operation;
  guint timeout_ms;
  Wait *wait;

  if (profile == NULL)
    return;
  g_variant_get (g_dbus_method_invocation_get_parameters (invocation),
                 "(&su)",
                 &operation,
                 &timeout_ms);
  wait = g_new0 (Wait, 1);
  wait->refs = 1;
  wait->session = session;
  wait->profile = profile;
  wait->invocation = invocation;
  wait->operation = g_strdup (operation);
  wait->late = timeout_ms == 0;
  if (timeout_ms > 0)
    wait->timer = g_timeout_add (MIN (timeout_ms, WAIT_MOST_MS), late_cb, wait);
  g_ptr_array_add (ensure_waits (session), wait);
  post_look (wait, look_finish);
}

void
agent_acts_operation_moved (AgentSession *self, const char *operation)
{
  GPtrArray *waits = ensure_waits (self);

  for (guint i = 0; i < waits->len; i++)
    {
      Wait *wait = waits->pdata[i];

      if (wait->id == NULL || g_str_equal (wait->id, operation))
        post_look (wait, look_finish);
    }
}
