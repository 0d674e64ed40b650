/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-host"

#include "config.h"

#include "agent/service/agent-host.h"

#include "agent/service/agent-running.h"
#include "agent/service/agent-session-new.h"
#include "agent/service/agent-signals.h"
#include "agent/service/agent-wait.h"
#include "shared/base/m77-error.h"

AgentHost *
agent_host_new (const char *directory, const M77Runtime *runtime, GError **error)
{
  g_autoptr (AgentProfiles) profiles = agent_profiles_open (directory, error);
  const AgentProfileEntry *in_use;
  AgentHost *self;

  if (profiles == NULL)
    return NULL;
  m77_error_register ();
  self = g_new0 (AgentHost, 1);
  self->runtime = runtime;
  self->started_at = m77_runtime_now (runtime);
  self->profiles = g_steal_pointer (&profiles);
  self->running = g_ptr_array_new ();
  self->failures = g_hash_table_new_full (g_str_hash,
                                          g_str_equal,
                                          g_free,
                                          (GDestroyNotify) g_error_free);
  self->sessions = g_ptr_array_new ();
  self->waits = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_wait_free);
  self->files = agent_lane_new_thread ("files");
  self->net = agent_lane_new_thread ("net");
  in_use = agent_profiles_in_use (self->profiles);
  if (in_use != NULL)
    agent_running_start (self, in_use, NULL);
  return self;
}

void
agent_host_free (AgentHost *self)
{
  self->closing = TRUE;
  g_ptr_array_set_size (self->waits, 0);
  while (self->sessions->len > 0)
    agent_host_session_closed (self, self->sessions->pdata[0]);
  for (guint i = 0; i < self->running->len; i++)
    agent_running_disconnect (self->running->pdata[i]);
  agent_lane_free (self->net);
  agent_lane_free (self->files);
  /* What the lanes have done comes to its end while all it looks at is still there. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < self->running->len; i++)
    agent_running_free (self->running->pdata[i]);
  g_ptr_array_unref (self->waits);
  g_ptr_array_unref (self->running);
  g_hash_table_unref (self->failures);
  g_ptr_array_unref (self->sessions);
  agent_profiles_close (self->profiles);
  g_free (self->socket);
  g_free (self);
}

void
agent_host_add_connection (AgentHost *self, GDBusConnection *connection)
{
  g_autoptr (GError) error = NULL;
  AgentSession *session = agent_session_new (self, connection, &error);

  if (session == NULL)
    {
      g_warning ("A front end could not be answered: %s", error->message);
      return;
    }
  g_ptr_array_add (self->sessions, session);
  /* It may have ended before anybody listened for that. */
  if (g_dbus_connection_is_closed (connection))
    agent_host_session_closed (self, session);
}

void
agent_host_session_closed (AgentHost *self, AgentSession *session)
{
  if (g_ptr_array_remove_fast (self->sessions, session))
    agent_session_close (session);
}

void
agent_host_told (AgentHost *self, AgentProfile *profile, GPtrArray *operations)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      AgentSession *session = self->sessions->pdata[i];

      if (session->profile != profile)
        continue;
      for (guint k = 0; k + 1 < operations->len; k += 2)
        {
          agent_signals_operation (session->signals,
                                   operations->pdata[k],
                                   operations->pdata[k + 1]);
          agent_acts_operation_moved (session, operations->pdata[k]);
        }
    }
}

void
agent_host_moved (AgentHost *self, AgentProfile *profile, GPtrArray *operations)
{
  agent_host_told (self, profile, operations);
  agent_running_poke ((AgentRunning *) profile, FALSE);
  agent_host_status_changed (self, profile);
}

void
agent_host_synced (AgentHost *self, AgentProfile *profile)
{
  g_autoptr (GPtrArray) waits = g_ptr_array_copy (self->waits, NULL, NULL);

  g_ptr_array_set_free_func (waits, NULL);
  for (guint i = 0; i < waits->len; i++)
    agent_wait_look (waits->pdata[i], profile);
}

void
agent_host_status_changed (AgentHost *self, AgentProfile *profile)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      AgentSession *session = self->sessions->pdata[i];

      if (profile == NULL || session->profile == NULL || session->profile == profile)
        agent_signals_status (session->signals);
    }
}
