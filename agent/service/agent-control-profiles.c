/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-control-profiles"

#include "config.h"

#include <glib/gi18n.h>

#include "agent/identity/agent-token.h"
#include "agent/service/agent-control-add.h"
#include "agent/service/agent-control.h"
#include "agent/service/agent-running.h"
#include "agent/service/agent-session-new.h"
#include "agent/service/agent-status.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-json.h"

static gboolean
add_cb (M77Agent1 *skeleton,
        GDBusMethodInvocation *invocation,
        GUnixFDList *descriptors,
        const char *profile,
        GVariant *token,
        gpointer data)
{
  agent_control_add (data, invocation, descriptors, profile, token);
  return TRUE;
}

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

static M77Json *
make_row (M77JsonPool *pool, AgentHost *host, const AgentProfileEntry *entry)
{
  M77Json *row = m77_json_object_new (pool);
  const AgentRunning *running = find_running (host, entry->uuid);

  m77_json_set_string (pool, row, "name", entry->name);
  m77_json_set_string (pool, row, "id", entry->uuid);
  m77_json_set_bool (pool, row, "in_use", entry == agent_profiles_in_use (host->profiles));
  m77_json_set_string (pool, row, "platform", entry->platform);
  m77_json_set_string (pool, row, "tenant", entry->tenant);
  m77_json_set_string (pool, row, "member", running != NULL ? running->profile.member : NULL);
  m77_json_set_string (pool, row, "token_store", entry->token_in_file ? "file" : "secret-service");
  return row;
}

static gboolean
list_cb (M77Agent1 *skeleton, GDBusMethodInvocation *invocation, gpointer data)
{
  AgentSession *self = data;
  GPtrArray *all = agent_profiles_all (self->host->profiles);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *list = m77_json_object_new (pool), *rows = m77_json_array_new (pool);
  g_autofree char *text = NULL;

  for (guint i = 0; i < all->len; i++)
    m77_json_append (rows, make_row (pool, self->host, all->pdata[i]));
  m77_json_set_string (pool, list, "kind", "profile");
  m77_json_set_int (pool, list, "total", all->len);
  m77_json_set (pool, list, "rows", rows);
  m77_json_set (pool, list, "next", m77_json_null_new (pool));
  text = m77_json_to_text (list);
  m77_agent1_complete_profile_list (skeleton, invocation, text);
  return TRUE;
}

static gboolean
use_cb (M77Agent1 *skeleton, GDBusMethodInvocation *invocation, const char *name, gpointer data)
{
  AgentSession *self = data;
  GError *error = NULL;

  if (*name == '\0' || !agent_profiles_use (self->host->profiles, name, &error))
    return agent_session_refuse (invocation,
                                 error != NULL
                                     ? error
                                     : g_error_new_literal (M77_ERROR,
                                                            M77_ERROR_USAGE,
                                                            _ ("Say which profile to use.")));
  m77_agent1_complete_profile_use (skeleton, invocation);
  agent_host_status_changed (self->host, NULL);
  return TRUE;
}

/* ---- Removing ---- */

typedef struct
{
  AgentSession *session;
  GDBusMethodInvocation *invocation;
  char *name, *uuid, *directory;
  AgentRunning *running; /* NULL: it does not run */
  AgentFigures figures;
  GError *error;
} Removal;

static void
removal_free (Removal *removal)
{
  g_free (removal->name);
  g_free (removal->uuid);
  g_free (removal->directory);
  g_free (removal->figures.member);
  if (removal->running != NULL)
    agent_running_unuse (removal->running);
  agent_session_unref (removal->session);
  g_free (removal);
}

static void
delete_files_cb (gpointer data)
{
  g_autofree char *trash = data;

  agent_profiles_delete (trash);
}

/* The profile is gone either way. */
static void
forgotten_cb (const char *token, const GError *error, gpointer data)
{
  if (error != NULL)
    g_message ("A token stays with the secret service: %s", error->message);
}

/* Who has it open is disconnected, but for the one who asked: that answer goes out first. */
static void
let_go (AgentHost *host, AgentRunning *running, const AgentSession *asking)
{
  for (guint i = host->sessions->len; i > 0; i--)
    {
      AgentSession *session = host->sessions->pdata[i - 1];

      if (session->profile == &running->profile && session != asking)
        agent_host_session_closed (host, session);
    }
}

static void
remove_now (Removal *removal)
{
  AgentHost *host = removal->session->host;
  AgentRunning *running = find_running (host, removal->uuid);
  const AgentProfileEntry *entry = agent_profiles_find (host->profiles, removal->name, NULL);
  gboolean in_file = entry != NULL && entry->token_in_file;
  char *trash = NULL;
  GError *error = NULL;

  if (!agent_profiles_remove (host->profiles, removal->name, &trash, &error))
    {
      agent_session_refuse (removal->invocation, error);
      return;
    }
  if (!in_file)
    agent_token_secret_forget (removal->uuid, forgotten_cb, NULL);
  m77_agent1_complete_profile_remove (removal->session->skeleton, removal->invocation);
  if (running == NULL)
    {
      agent_lane_post (host->files, AGENT_LANE_BULK, delete_files_cb, trash, NULL, NULL);
      return;
    }
  let_go (host, running, removal->session);
  g_ptr_array_remove (host->running, running);
  agent_running_remove (running, trash);
  agent_host_status_changed (host, NULL);
}

static void
count_running_cb (gpointer data)
{
  Removal *removal = data;

  agent_journal_counts (removal->running->profile.store->journal,
                        &removal->figures.counts,
                        &removal->error);
}

static void
count_resting_cb (gpointer data)
{
  Removal *removal = data;

  agent_figures_read (&removal->figures, removal->directory, &removal->error);
}

static void
counted_cb (gpointer data)
{
  Removal *removal = data;
  guint unsent = agent_figures_unsent (&removal->figures);

  if (removal->error != NULL)
    agent_session_refuse (removal->invocation, g_steal_pointer (&removal->error));
  else if (unsent > 0)
    agent_session_refuse (
        removal->invocation,
        g_error_new (M77_ERROR,
                     M77_ERROR_CONFLICT,
                     ngettext ("“%s” holds %u change that was not sent: send it, or give it up "
                               "with --discard.",
                               "“%s” holds %u changes that were not sent: send them, or give them "
                               "up with --discard.",
                               unsent),
                     removal->name,
                     unsent));
  else
    remove_now (removal);
  removal_free (removal);
}

static Removal *
removal_new (AgentSession *self, GDBusMethodInvocation *invocation, const AgentProfileEntry *entry)
{
  Removal *removal = g_new0 (Removal, 1);
  AgentRunning *running = find_running (self->host, entry->uuid);

  removal->session = agent_session_ref (self);
  removal->invocation = invocation;
  removal->name = g_strdup (entry->name);
  removal->uuid = g_strdup (entry->uuid);
  removal->directory = agent_profiles_directory (self->host->profiles, entry->uuid);
  if (running != NULL && running->is_open)
    removal->running = agent_running_use (running);
  return removal;
}

static gboolean
remove_cb (M77Agent1 *skeleton,
           GDBusMethodInvocation *invocation,
           const char *name,
           gboolean discard,
           gpointer data)
{
  AgentSession *self = data;
  GError *error = NULL;
  const AgentProfileEntry *entry = agent_profiles_find (self->host->profiles, name, &error);
  Removal *removal;

  if (entry == NULL)
    return agent_session_refuse (invocation, error);
  removal = removal_new (self, invocation, entry);
  if (discard)
    {
      remove_now (removal);
      removal_free (removal);
    }
  else if (removal->running != NULL)
    agent_lane_post (removal->running->profile.store->journal_lane,
                     AGENT_LANE_PEOPLE,
                     count_running_cb,
                     removal,
                     counted_cb,
                     NULL);
  else
    agent_lane_post (self->host->files,
                     AGENT_LANE_PEOPLE,
                     count_resting_cb,
                     removal,
                     counted_cb,
                     NULL);
  return TRUE;
}

void
agent_control_profiles_connect (AgentSession *self)
{
  g_signal_connect (self->skeleton, "handle-profile-add", G_CALLBACK (add_cb), self);
  g_signal_connect (self->skeleton, "handle-profile-list", G_CALLBACK (list_cb), self);
  g_signal_connect (self->skeleton, "handle-profile-use", G_CALLBACK (use_cb), self);
  g_signal_connect (self->skeleton, "handle-profile-remove", G_CALLBACK (remove_cb), self);
}
