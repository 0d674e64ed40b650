/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-sign-out"

#include "config.h"

#include "agent/identity/agent-token.h"
#include "agent/service/agent-control.h"
#include "agent/service/agent-running.h"

static AgentRunning *
find_running (AgentHost *host, const char *uuid)
{
  for (guint i = 0; i < host->running->len; i++)
    {
      AgentRunning *running = host->running->pdata[i];

      if (g_str_equal (running->profile.uuid, uuid))
        return running;
    }
  return NULL;
}

typedef struct
{
  AgentSession *session;
  GDBusMethodInvocation *invocation;
  char *uuid;
} SignOut;

static void
forgotten_cb (const char *token, const GError *error, gpointer data)
{
  SignOut *sign_out = data;
  AgentSession *session = sign_out->session;
  AgentRunning *running = find_running (session->host, sign_out->uuid);

  /* Finds that there is none, and says so; or that there is one still. */
  if (running != NULL)
    agent_running_connect (running);
  if (error != NULL)
    agent_session_refuse (sign_out->invocation, g_error_copy (error));
  else
    m77_agent1_complete_profile_sign_out (session->skeleton, sign_out->invocation);
  agent_host_status_changed (session->host, NULL);
  agent_session_unref (session);
  g_free (sign_out->uuid);
  g_free (sign_out);
}

/* What was read and done stays; it is sent when its person signs in again. */
static gboolean
sign_out_cb (M77Agent1 *skeleton,
             GDBusMethodInvocation *invocation,
             const char *name,
             gpointer data)
{
  AgentSession *self = data;
  GError *error = NULL;
  const AgentProfileEntry *entry = agent_profiles_find (self->host->profiles, name, &error);
  g_autofree char *directory = NULL;
  AgentRunning *running;
  SignOut *sign_out;

  if (entry == NULL)
    return agent_session_refuse (invocation, error);
  running = find_running (self->host, entry->uuid);
  if (running != NULL)
    agent_running_disconnect (running);
  directory = agent_profiles_directory (self->host->profiles, entry->uuid);
  agent_token_file_forget (directory);
  sign_out = g_new0 (SignOut, 1);
  sign_out->session = agent_session_ref (self);
  sign_out->invocation = invocation;
  sign_out->uuid = g_strdup (entry->uuid);
  if (entry->token_in_file)
    forgotten_cb (NULL, NULL, sign_out);
  else
    agent_token_secret_forget (entry->uuid, forgotten_cb, sign_out);
  return TRUE;
}

void
agent_sign_out_connect (AgentSession *self)
{
  g_signal_connect (self->skeleton, "handle-profile-sign-out", G_CALLBACK (sign_out_cb), self);
}
