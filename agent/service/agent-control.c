/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-control"

#include "config.h"

#include "agent/service/agent-control.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/service/agent-running.h"
#include "agent/service/agent-status.h"
#include "agent/service/agent-wait.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/client/m77-client.h"

#define OFFLINE_S        (2 * 60 * 60)       /* where no time was given */
#define OFFLINE_MOST_S   (30 * 24 * 60 * 60) /* keys are remembered as long */
#define SESSION_NAME_MAX 128                 /* bytes */

/* ---- Open ---- */

typedef struct
{
  AgentSession *session;
  GDBusMethodInvocation *invocation;
  char *name;
} Opening;

static void
opened_cb (AgentRunning *running, const GError *error, gpointer data)
{
  Opening *opening = data;
  AgentSession *session = opening->session;

  if (error != NULL)
    agent_session_refuse (opening->invocation, g_error_copy (error));
  else if (session->profile != NULL)
    agent_session_refuse (opening->invocation,
                          g_error_new_literal (M77_ERROR,
                                               M77_ERROR_USAGE,
                                               _ ("This connection has a profile open already.")));
  else
    {
      session->profile = &agent_running_use (running)->profile;
      g_free (session->name);
      session->name = g_steal_pointer (&opening->name);
      m77_agent1_complete_open (session->skeleton,
                                opening->invocation,
                                M77_BUS_VERSION,
                                M77_VERSION,
                                running->profile.name);
    }
  agent_session_unref (session);
  g_free (opening->name);
  g_free (opening);
}

static AgentRunning *
find_or_start (AgentHost *host, const AgentProfileEntry *entry)
{
  for (guint i = 0; i < host->running->len; i++)
    {
      AgentRunning *running = host->running->pdata[i];

      if (g_str_equal (running->profile.uuid, entry->uuid))
        return running;
    }
  return agent_running_start (host, entry, NULL);
}

static gboolean
check_open (AgentSession *self, guint version, const char *session, GError **error)
{
  if (version != M77_BUS_VERSION)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_VERSION,
                 _ ("The agent (%s) speaks version %d, the program version %u. Restart the one "
                    "that is older."),
                 M77_VERSION,
                 M77_BUS_VERSION,
                 version);
  else if (strlen (session) > SESSION_NAME_MAX)
    g_set_error_literal (error,
                         M77_ERROR,
                         M77_ERROR_TOO_LARGE,
                         _ ("The session's name is too long."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
open_cb (M77Agent1 *skeleton,
         GDBusMethodInvocation *invocation,
         guint version,
         const char *profile,
         const char *session,
         gpointer data)
{
  AgentSession *self = data;
  const AgentProfileEntry *entry = NULL;
  GError *error = NULL;
  Opening *opening;

  if (check_open (self, version, session, &error))
    entry = agent_profiles_find (self->host->profiles, profile, &error);
  if (entry == NULL)
    return agent_session_refuse (invocation, error);
  opening = g_new0 (Opening, 1);
  opening->session = agent_session_ref (self);
  opening->invocation = invocation;
  opening->name = g_strdup (session);
  agent_running_wait (find_or_start (self->host, entry), opened_cb, opening);
  return TRUE;
}

static gboolean
status_cb (M77Agent1 *skeleton, GDBusMethodInvocation *invocation, gpointer data)
{
  agent_status_answer (data, invocation);
  return TRUE;
}

/* ---- Sync ---- */

typedef struct
{
  AgentSession *session;
  GDBusMethodInvocation *invocation;
  gboolean wait;
  GError *error;
} Repair;

static void
sync_now (AgentSession *self, GDBusMethodInvocation *invocation, gboolean wait)
{
  if (wait)
    agent_wait_begin (self, invocation);
  else
    {
      agent_running_poke ((AgentRunning *) self->profile, TRUE);
      m77_agent1_complete_sync (self->skeleton, invocation, "{}");
    }
}

/* Everything is read anew; what is no longer there goes at the end, so that lists are never
 * empty meanwhile. */
static void
repair_cb (gpointer data)
{
  Repair *repair = data;

  AgentStore *store = repair->session->profile->store;

  agent_cache_begin_snapshot (store->cache, "platform", TRUE, store->cache_journal, &repair->error);
}

static void
repaired_cb (gpointer data)
{
  Repair *repair = data;
  AgentSession *session = repair->session;

  agent_running_connect ((AgentRunning *) session->profile);
  if (repair->error != NULL)
    agent_session_refuse (repair->invocation, repair->error);
  else
    sync_now (session, repair->invocation, repair->wait);
  agent_session_unref (session);
  g_free (repair);
}

static gboolean
sync_cb (M77Agent1 *skeleton,
         GDBusMethodInvocation *invocation,
         gboolean wait,
         gboolean repair,
         gpointer data)
{
  AgentSession *self = data;
  AgentProfile *profile = agent_session_profile (self, invocation);
  Repair *job;

  if (profile == NULL)
    return TRUE;
  if (!repair)
    {
      sync_now (self, invocation, wait);
      return TRUE;
    }
  /* The sync ends first: a page under way would put the old place back. */
  agent_running_disconnect ((AgentRunning *) profile);
  job = g_new0 (Repair, 1);
  job->session = agent_session_ref (self);
  job->invocation = invocation;
  job->wait = wait;
  agent_lane_post (profile->store->cache_lane,
                   AGENT_LANE_PEOPLE,
                   repair_cb,
                   job,
                   repaired_cb,
                   NULL);
  return TRUE;
}

/* ---- Offline by one's own word ---- */

static gboolean
set_offline_cb (M77Agent1 *skeleton,
                GDBusMethodInvocation *invocation,
                gboolean on,
                guint seconds,
                gpointer data)
{
  AgentSession *self = data;
  AgentProfile *profile = agent_session_profile (self, invocation);
  gint64 until = M77_TIME_NONE;

  if (profile == NULL)
    return TRUE;
  if (on)
    until = m77_runtime_now (self->host->runtime) +
            (gint64) MIN (seconds == 0 ? OFFLINE_S : seconds, OFFLINE_MOST_S) * 1000;
  agent_running_set_offline ((AgentRunning *) profile, until);
  m77_agent1_complete_set_offline (skeleton, invocation, on ? until : 0);
  return TRUE;
}

static gboolean
ready_cb (M77Agent1 *skeleton, GDBusMethodInvocation *invocation, guint seconds, gpointer data)
{
  AgentSession *self = data;

  if (agent_session_profile (self, invocation) != NULL)
    agent_ready_answer (self, invocation, seconds);
  return TRUE;
}

static gboolean
doctor_cb (M77Agent1 *skeleton, GDBusMethodInvocation *invocation, gpointer data)
{
  agent_doctor_answer (data, invocation);
  return TRUE;
}

void
agent_control_connect (AgentSession *self)
{
  g_signal_connect (self->skeleton, "handle-open", G_CALLBACK (open_cb), self);
  g_signal_connect (self->skeleton, "handle-status", G_CALLBACK (status_cb), self);
  g_signal_connect (self->skeleton, "handle-sync", G_CALLBACK (sync_cb), self);
  g_signal_connect (self->skeleton, "handle-set-offline", G_CALLBACK (set_offline_cb), self);
  g_signal_connect (self->skeleton, "handle-ready", G_CALLBACK (ready_cb), self);
  g_signal_connect (self->skeleton, "handle-doctor", G_CALLBACK (doctor_cb), self);
  agent_control_profiles_connect (self);
  agent_sign_out_connect (self);
  agent_audit_connect (self);
  agent_backup_connect (self);
}
