/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-session"

#include "config.h"

#include <glib/gi18n.h>

#include "agent/service/agent-hello.h"
#include "agent/service/agent-host.h"
#include "agent/service/agent-running.h"
#include "agent/service/agent-session-new.h"
#include "agent/service/agent-signals.h"
#include "shared/base/m77-error.h"
#include "shared/client/m77-client.h"

AgentSession *
agent_session_ref (AgentSession *self)
{
  self->refs++;
  return self;
}

void
agent_session_unref (AgentSession *self)
{
  if (--self->refs > 0)
    return;
  g_clear_pointer (&self->lists, agent_lists_free);
  if (self->profile != NULL)
    agent_running_unuse ((AgentRunning *) self->profile);
  g_object_unref (self->skeleton);
  g_object_unref (self->connection);
  g_free (self->name);
  g_free (self);
}

gboolean
agent_session_refuse (GDBusMethodInvocation *invocation, GError *error)
{
  GError *told = error;

  if (error->domain != M77_ERROR)
    {
      told = g_error_new_literal (M77_ERROR,
                                  m77_error_is_offline (error) ? M77_ERROR_PLATFORM_UNREACHABLE
                                                               : M77_ERROR_FAILED,
                                  error->message);
      g_error_free (error);
    }
  g_dbus_method_invocation_take_error (invocation, told);
  return TRUE;
}

AgentProfile *
agent_session_profile (AgentSession *self, GDBusMethodInvocation *invocation)
{
  if (self->profile != NULL && !self->closed)
    return self->profile;
  agent_session_refuse (invocation,
                        g_error_new_literal (M77_ERROR,
                                             M77_ERROR_NO_PROFILE,
                                             _ ("No profile is open: call Open first.")));
  return NULL;
}

void
agent_session_close (AgentSession *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  g_signal_handlers_disconnect_by_data (self->connection, self);
  g_signal_handlers_disconnect_by_data (self->skeleton, self);
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
  g_clear_pointer (&self->signals, agent_signals_free);
  g_dbus_connection_close (self->connection, NULL, NULL, NULL);
  agent_session_unref (self);
}

static void
closed_cb (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer data)
{
  AgentSession *self = data;

  agent_host_session_closed (self->host, self);
}

AgentSession *
agent_session_new (AgentHost *host, GDBusConnection *connection, GError **error)
{
  AgentSession *self = g_new0 (AgentSession, 1);

  self->refs = 1;
  self->host = host;
  self->connection = g_object_ref (connection);
  self->skeleton = m77_agent1_skeleton_new ();
  self->name = g_strdup ("");
  self->signals = agent_signals_new (self);
  agent_control_connect (self);
  agent_lists_connect (self);
  agent_reads_connect (self);
  agent_edits_connect (self);
  agent_acts_connect (self);
  agent_chosen_connect (self);
  agent_outbox_connect (self);
  g_signal_connect (connection, "closed", G_CALLBACK (closed_cb), self);
  if (agent_hello_export (connection, error) &&
      g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton),
                                        connection,
                                        M77_BUS_PATH,
                                        error))
    return self;
  agent_session_close (self);
  return NULL;
}
