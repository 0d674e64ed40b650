/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-running-sync"

#include "config.h"

#include "agent/identity/agent-member.h"
#include "agent/identity/agent-token.h"
#include "agent/service/agent-running.h"
#include "agent/sync/agent-http.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define SOURCE        "platform"
#define MEMBER_VALUE  "member"
#define FIRST_RETRY_S 2
#define LAST_RETRY_S  60

/* One step on a lane, on behalf of a running profile. */
typedef struct
{
  AgentRunning *running;
  char *token;
  char *member;
  AgentSync *sync;
  GError *error;
} Step;

static Step *
step_new (AgentRunning *running)
{
  Step *step = g_new0 (Step, 1);

  step->running = agent_running_use (running);
  return step;
}

static void
step_free (Step *step)
{
  agent_token_free (step->token);
  g_free (step->member);
  g_clear_error (&step->error);
  agent_running_unuse (step->running);
  g_free (step);
}

/* What was on its way comes to its end, and nothing follows. */
static gboolean
is_over (AgentRunning *self)
{
  return self->trash != NULL || self->host->closing;
}

static void
give_up (AgentRunning *self, const GError *error)
{
  self->looking = FALSE;
  if (self->look_again)
    {
      agent_running_connect (self);
      return;
    }
  if (self->token_error == NULL || !g_str_equal (self->token_error->message, error->message))
    g_message ("The profile %s does not sync: %s", self->profile.name, error->message);
  g_clear_error (&self->token_error);
  self->token_error = g_error_copy (error);
  agent_host_synced (self->host, &self->profile);
  agent_host_status_changed (self->host, &self->profile);
}

/* ---- The sync ---- */

/* Which state each operation is in by now is the journal's to say. */
typedef struct
{
  AgentRunning *running;
  GPtrArray *ids, *states;
} Moved;

static void
read_states_cb (gpointer data)
{
  Moved *moved = data;

  for (guint i = 0; i < moved->ids->len; i++)
    {
      g_autoptr (AgentOperation)
          operation = agent_journal_find (moved->running->profile.store->journal,
                                          moved->ids->pdata[i],
                                          NULL);

      if (operation == NULL)
        continue;
      g_ptr_array_add (moved->states, g_strdup (operation->id));
      g_ptr_array_add (moved->states, g_strdup (agent_op_state_name (operation->state)));
    }
}

static void
states_read_cb (gpointer data)
{
  Moved *moved = data;

  agent_host_told (moved->running->host, &moved->running->profile, moved->states);
  g_ptr_array_unref (moved->ids);
  g_ptr_array_unref (moved->states);
  agent_running_unuse (moved->running);
  g_free (moved);
}

static void
synced_cb (AgentSync *sync, const char *const *operations, gpointer data)
{
  AgentRunning *self = data;
  Moved *moved;

  agent_host_synced (self->host, &self->profile);
  agent_host_status_changed (self->host, &self->profile);
  if (operations == NULL || operations[0] == NULL)
    return;
  moved = g_new0 (Moved, 1);
  moved->running = agent_running_use (self);
  moved->ids = g_ptr_array_new_with_free_func (g_free);
  moved->states = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; operations[i] != NULL; i++)
    g_ptr_array_add (moved->ids, g_strdup (operations[i]));
  agent_lane_post (self->profile.store->journal_lane,
                   AGENT_LANE_PEOPLE,
                   read_states_cb,
                   moved,
                   states_read_cb,
                   NULL);
}

static void
event_cb (gpointer data)
{
  agent_running_poke (data, FALSE);
}

/* On the reader lane: it looks where the source stands. */
static void
make_sync_cb (gpointer data)
{
  Step *step = data;
  AgentProfile *profile = &step->running->profile;

  step->sync = agent_sync_new (profile->store,
                               agent_http_new (profile->platform, step->token),
                               profile->store->runtime,
                               SOURCE,
                               profile->tenant,
                               step->member);
}

static void
sync_made_cb (gpointer data)
{
  Step *step = data;
  AgentRunning *self = step->running;
  AgentProfile *profile = &self->profile;
  gboolean offline = profile->offline_until != M77_TIME_NONE;

  self->looking = FALSE;
  if (is_over (self))
    agent_sync_free (step->sync);
  else if (self->look_again)
    {
      agent_sync_free (step->sync);
      agent_running_connect (self);
    }
  else
    {
      g_clear_error (&self->token_error);
      profile->sync = step->sync;
      if (offline)
        agent_sync_hush (profile->sync, TRUE);
      agent_sync_start (profile->sync, synced_cb, self);
      profile->events = agent_events_new (profile->platform,
                                          step->token,
                                          profile->tenant,
                                          profile->store->runtime,
                                          event_cb,
                                          self);
      agent_events_listen (profile->events, !offline);
      agent_host_status_changed (self->host, profile);
    }
  step_free (step);
}

static void
start_sync (AgentRunning *self, const char *token)
{
  Step *step = step_new (self);

  step->token = g_strdup (token);
  step->member = g_strdup (self->profile.member);
  agent_lane_post (self->profile.store->reader_lane,
                   AGENT_LANE_PEOPLE,
                   make_sync_cb,
                   step,
                   sync_made_cb,
                   NULL);
}

/* ---- Whose token it is ---- */

static void
remember_member_cb (gpointer data)
{
  Step *step = data;

  agent_journal_put (step->running->profile.store->journal,
                     MEMBER_VALUE,
                     step->member,
                     &step->error);
}

static void
member_remembered_cb (gpointer data)
{
  Step *step = data;

  if (step->error != NULL)
    g_warning ("The member is not remembered over a restart: %s", step->error->message);
  step_free (step);
}

/* On the net lane. */
static void
ask_member_cb (gpointer data)
{
  Step *step = data;
  AgentProfile *profile = &step->running->profile;
  AgentWire *wire = agent_http_new (profile->platform, step->token);

  step->member = agent_member_ask (wire, profile->tenant, NULL, &step->error);
  wire->free (wire);
}

static gboolean
retry_cb (gpointer data)
{
  AgentRunning *self = data;

  self->retry_timer = 0;
  agent_running_connect (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (AgentRunning *self)
{
  g_clear_handle_id (&self->retry_timer, g_source_remove);
  self->retry_s = CLAMP (self->retry_s * 2, FIRST_RETRY_S, LAST_RETRY_S);
  self->retry_timer = g_timeout_add_seconds (self->retry_s, retry_cb, self);
}

static void
member_asked_cb (gpointer data)
{
  Step *step = data;
  AgentRunning *self = step->running;

  if (is_over (self))
    step_free (step);
  else if (step->member == NULL)
    {
      give_up (self, step->error);
      if (!g_error_matches (step->error, M77_ERROR, M77_ERROR_SIGN_IN))
        retry_later (self);
      step_free (step);
    }
  else
    {
      self->retry_s = 0;
      self->profile.member = g_strdup (step->member);
      start_sync (self, step->token);
      agent_lane_post (self->profile.store->journal_lane,
                       AGENT_LANE_PEOPLE,
                       remember_member_cb,
                       step,
                       member_remembered_cb,
                       NULL);
    }
}

/* ---- The token ---- */

static void
use_token (AgentRunning *self, const char *token, const GError *error)
{
  Step *step;

  if (token == NULL)
    {
      give_up (self, error);
      /* A keyring is unlocked, or started, whenever its person comes to it. */
      if (g_error_matches (error, M77_ERROR, M77_ERROR_NO_SECRET_SERVICE))
        retry_later (self);
    }
  else if (self->profile.member != NULL)
    start_sync (self, token);
  else
    {
      step = step_new (self);
      step->token = g_strdup (token);
      agent_lane_post (self->host->net,
                       AGENT_LANE_PEOPLE,
                       ask_member_cb,
                       step,
                       member_asked_cb,
                       NULL);
    }
}

static void
load_file_cb (gpointer data)
{
  Step *step = data;

  step->token = agent_token_file_load (step->running->directory, &step->error);
}

static void
file_loaded_cb (gpointer data)
{
  Step *step = data;

  if (!is_over (step->running))
    use_token (step->running, step->token, step->error);
  step_free (step);
}

static void
secret_loaded_cb (const char *token, const GError *error, gpointer data)
{
  AgentRunning *self = data;

  if (!is_over (self))
    use_token (self, token, error);
  agent_running_unuse (self);
}

void
agent_running_connect (AgentRunning *self)
{
  if (self->looking || self->profile.sync != NULL || !self->is_open)
    return;
  self->looking = TRUE;
  self->look_again = FALSE;
  g_clear_handle_id (&self->retry_timer, g_source_remove);
  if (self->token_in_file)
    agent_lane_post (self->host->files,
                     AGENT_LANE_PEOPLE,
                     load_file_cb,
                     step_new (self),
                     file_loaded_cb,
                     NULL);
  else
    agent_token_secret_load (self->profile.uuid, secret_loaded_cb, agent_running_use (self));
}

void
agent_running_disconnect (AgentRunning *self)
{
  self->look_again = self->looking;
  g_clear_handle_id (&self->retry_timer, g_source_remove);
  g_clear_pointer (&self->profile.events, agent_events_free);
  g_clear_pointer (&self->profile.sync, agent_sync_free);
}
