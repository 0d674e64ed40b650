/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-wait"

#include "config.h"

#include "agent/service/agent-wait.h"

#include <glib/gi18n.h>

#include "agent/service/agent-running.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-json.h"

struct _AgentWait
{
  AgentSession *session;
  AgentProfile *profile;
  GDBusMethodInvocation *invocation; /* NULL once answered */
  AgentSyncReport before;            /* the sync's totals */
  guint rounds;                      /* that ended since */
  guint timer;
};

void
agent_wait_free (AgentWait *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->invocation != NULL)
    agent_session_refuse (self->invocation,
                          g_error_new_literal (M77_ERROR,
                                               M77_ERROR_CANCELLED,
                                               _ ("Stopped before it was done.")));
  agent_running_unuse ((AgentRunning *) self->profile);
  agent_session_unref (self->session);
  g_free (self);
}

static void
finish (AgentWait *self, GError *error)
{
  GDBusMethodInvocation *invocation = g_steal_pointer (&self->invocation);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *report = m77_json_object_new (pool);
  g_auto (AgentSyncState) state = { 0 };
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      agent_session_refuse (invocation, error);
      g_ptr_array_remove (self->session->host->waits, self);
      return;
    }
  agent_sync_state (self->profile->sync, &state);
  m77_json_set_int (pool, report, "sent", state.total.sent - self->before.sent);
  m77_json_set_int (pool, report, "applied", state.total.applied - self->before.applied);
  m77_json_set_int (pool, report, "conflicts", state.total.conflicts - self->before.conflicts);
  m77_json_set_int (pool, report, "rejected", state.total.rejected - self->before.rejected);
  m77_json_set_int (pool, report, "held", state.total.held - self->before.held);
  m77_json_set_int (pool, report, "received", state.total.received - self->before.received);
  m77_json_set_bool (pool, report, "complete", state.complete);
  text = m77_json_to_text (report);
  m77_agent1_complete_sync (self->session->skeleton, invocation, text);
  g_ptr_array_remove (self->session->host->waits, self);
}

static gboolean
timeout_cb (gpointer data)
{
  AgentWait *self = data;

  self->timer = 0;
  finish (self,
          g_error_new_literal (M77_ERROR,
                               M77_ERROR_TIMEOUT,
                               _ ("It goes on, but was not done within a minute: see “m77 "
                                  "status”.")));
  return G_SOURCE_REMOVE;
}

static GError *
obstacle (const AgentSyncState *state)
{
  switch (state->mode)
    {
    case AGENT_SYNC_HUSHED:
      return g_error_new_literal (M77_ERROR,
                                  M77_ERROR_OFFLINE,
                                  _ ("You are offline by your own word: “m77 offline off” ends "
                                     "it."));
    case AGENT_SYNC_OFFLINE:
    case AGENT_SYNC_SIGN_IN:
      return g_error_new_literal (M77_ERROR,
                                  (gint) state->code,
                                  state->detail != NULL ? state->detail : _ ("It did not work."));
    default:
      return NULL;
    }
}

void
agent_wait_look (AgentWait *self, AgentProfile *profile)
{
  g_auto (AgentSyncState) state = { 0 };
  GError *error;

  if (self->invocation == NULL || self->profile != profile)
    return;
  if (profile->sync == NULL)
    {
      error = ((AgentRunning *) profile)->token_error;
      if (error != NULL)
        finish (self, g_error_copy (error));
      return;
    }
  agent_sync_state (profile->sync, &state);
  if (state.mode == AGENT_SYNC_BUSY)
    return;
  /* The round that ended may have begun before it was asked for: one more is known not to. */
  if (++self->rounds == 1 && state.mode != AGENT_SYNC_HUSHED)
    {
      agent_sync_poke (profile->sync, TRUE);
      return;
    }
  finish (self, obstacle (&state));
}

void
agent_wait_begin (AgentSession *session, GDBusMethodInvocation *invocation)
{
  AgentRunning *running = (AgentRunning *) session->profile;
  AgentWait *self = g_new0 (AgentWait, 1);
  g_auto (AgentSyncState) state = { 0 };

  self->session = agent_session_ref (session);
  agent_running_use (running);
  self->profile = session->profile;
  self->invocation = invocation;
  self->timer = g_timeout_add (AGENT_WAIT_MS, timeout_cb, self);
  if (self->profile->sync != NULL)
    {
      agent_sync_state (self->profile->sync, &state);
      self->before = state.total;
    }
  g_ptr_array_add (session->host->waits, self);
  if (state.mode == AGENT_SYNC_HUSHED)
    finish (self, obstacle (&state));
  else
    agent_running_poke (running, TRUE);
}
