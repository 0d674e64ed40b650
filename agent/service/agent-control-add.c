/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-control-add"

#include "config.h"

#include "agent/service/agent-control-add.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "agent/identity/agent-member.h"
#include "agent/identity/agent-token.h"
#include "agent/service/agent-running.h"
#include "agent/sync/agent-http.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-json.h"

#define TOKEN_MS   5000 /* between two pieces of a token */
#define TENANT_MAX 64   /* bytes */

typedef struct
{
  AgentSession *session;
  GDBusMethodInvocation *invocation;
  AgentProfileEntry *entry;
  gboolean again; /* the profile is there: it gets another token */
  int fd;
  char *token, *member;
  GError *error;
} Adding;

static void
finish (Adding *adding, GError *error)
{
  AgentHost *host = adding->session->host;
  M77Agent1 *skeleton = adding->session->skeleton;

  if (error != NULL)
    agent_session_refuse (adding->invocation, error);
  else
    {
      m77_agent1_complete_profile_add (skeleton, adding->invocation, NULL);
      agent_host_status_changed (host, NULL);
    }
  if (adding->fd >= 0)
    close (adding->fd);
  agent_token_free (adding->token);
  g_free (adding->member);
  agent_profile_entry_free (adding->entry);
  agent_session_unref (adding->session);
  g_free (adding);
}

static AgentRunning *
find_running (const Adding *adding)
{
  GPtrArray *all = adding->session->host->running;

  for (guint i = 0; i < all->len; i++)
    {
      AgentRunning *running = all->pdata[i];

      if (g_str_equal (running->profile.uuid, adding->entry->uuid))
        return running;
    }
  return NULL;
}

static void
keep_again (Adding *adding)
{
  AgentProfiles *profiles = adding->session->host->profiles;
  AgentRunning *running = find_running (adding);
  GError *error = NULL;

  if (agent_profiles_set_token (profiles,
                                adding->entry->name,
                                adding->entry->token_in_file ? adding->token : NULL,
                                &error) &&
      running != NULL)
    {
      agent_running_disconnect (running);
      running->token_in_file = adding->entry->token_in_file;
      agent_running_connect (running);
    }
  finish (adding, error);
}

static void
keep (Adding *adding)
{
  AgentHost *host = adding->session->host;
  gboolean in_file = adding->entry->token_in_file;
  GError *error = NULL;
  const AgentProfileEntry *added;

  if (adding->again)
    {
      keep_again (adding);
      return;
    }
  added = agent_profiles_add (host->profiles,
                              g_steal_pointer (&adding->entry),
                              in_file ? adding->token : NULL,
                              &error);
  if (added != NULL && added == agent_profiles_in_use (host->profiles))
    agent_running_start (host, added, adding->member);
  finish (adding, error);
}

static void
saved_cb (const char *token, const GError *error, gpointer data)
{
  Adding *adding = data;

  if (error != NULL)
    finish (adding, g_error_copy (error));
  else
    keep (adding);
}

/* On the net lane: who writes the token and who answers may both take their time. */
static void
verify_cb (gpointer data)
{
  Adding *adding = data;
  AgentWire *wire;

  adding->token = agent_token_read (adding->fd, TOKEN_MS, &adding->error);
  if (adding->token == NULL)
    return;
  wire = agent_http_new (adding->entry->platform, adding->token);
  adding->member = agent_member_ask (wire, adding->entry->tenant, NULL, &adding->error);
  wire->free (wire);
  if (!adding->again && m77_error_is_offline (adding->error))
    {
      g_message ("The platform could not be asked about the token: %s", adding->error->message);
      g_clear_error (&adding->error);
    }
}

/* Whose changes wait there must be who signs in. */
static gboolean
check_member (Adding *adding, GError **error)
{
  AgentRunning *running = find_running (adding);
  const char *known = running != NULL ? running->profile.member : NULL;

  if (running == NULL)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_KEY_TAKEN,
                 _ ("There is a profile “%s” already. To give it another token, use it first: “m77 "
                    "profile use %s”."),
                 adding->entry->name,
                 adding->entry->name);
  else if (known != NULL && !g_str_equal (known, adding->member))
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_NOT_PERMITTED,
                 _ ("The profile is %s's and this token is %s's. Choose another name for it."),
                 known,
                 adding->member);
  else
    return TRUE;
  return FALSE;
}

static void
verified_cb (gpointer data)
{
  Adding *adding = data;
  AgentHost *host = adding->session->host;
  g_autofree char *label = NULL;

  /* Another front end may have taken the name meanwhile. */
  if (adding->error == NULL && adding->again)
    check_member (adding, &adding->error);
  else if (adding->error == NULL)
    agent_profiles_check_name (host->profiles, adding->entry->name, &adding->error);
  if (adding->error != NULL)
    finish (adding, g_steal_pointer (&adding->error));
  else if (adding->entry->token_in_file)
    keep (adding);
  else
    {
      label = g_strdup_printf (_ ("Mogothrow77 token of the profile %s"), adding->entry->name);
      agent_token_secret_save (adding->entry->uuid, label, adding->token, saved_cb, adding);
    }
}

/* ---- What was asked ---- */

static gboolean
check_tenant (const char *tenant, GError **error)
{
  gsize length = strlen (tenant);
  gboolean good = length > 0 && length <= TENANT_MAX && g_ascii_isalnum (tenant[0]);

  for (gsize i = 0; i < length && good; i++)
    good = g_ascii_isalnum (tenant[i]) || strchr ("._-", tenant[i]) != NULL;
  if (!good)
    g_set_error (error, M77_ERROR, M77_ERROR_INVALID, _ ("“%s” is not a tenant's name."), tenant);
  return good;
}

static gboolean
read_store (const char *store, gboolean *in_file, GError **error)
{
  *in_file = g_strcmp0 (store, "file") == 0;
  if (store == NULL || *in_file || g_str_equal (store, "secret-service"))
    return TRUE;
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_INVALID,
                       _ ("A token is kept with the secret-service or in a file."));
  return FALSE;
}

/* The one of this name, if it is for the same platform and tenant. */
static const AgentProfileEntry *
find_same (AgentHost *host, const char *name, const char *platform, const char *tenant)
{
  GPtrArray *all = agent_profiles_all (host->profiles);

  for (guint i = 0; i < all->len; i++)
    {
      const AgentProfileEntry *entry = all->pdata[i];

      if (g_str_equal (entry->name, name) && g_str_equal (entry->platform, platform) &&
          g_str_equal (entry->tenant, tenant))
        return entry;
    }
  return NULL;
}

static AgentProfileEntry *
read_entry (AgentHost *host, const char *text, gboolean *again, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *profile = m77_json_parse (pool, text, -1, error);
  const char *name = m77_json_get_string (profile, "name");
  const char *platform = m77_json_get_string (profile, "platform");
  const char *tenant = m77_json_get_string (profile, "tenant");
  g_autofree char *uuid = m77_id_new (host->runtime);
  const AgentProfileEntry *same;
  gboolean in_file;

  if (profile == NULL)
    return NULL;
  if (name == NULL || platform == NULL || tenant == NULL)
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_INVALID,
                           _ ("A profile wants a name, a platform and a tenant."));
      return NULL;
    }
  same = find_same (host, name, platform, tenant);
  *again = same != NULL;
  if ((same == NULL && !agent_profiles_check_name (host->profiles, name, error)) ||
      !agent_http_check_url (platform, error) || !check_tenant (tenant, error) ||
      !read_store (m77_json_get_string (profile, "token_store"), &in_file, error))
    return NULL;
  return agent_profile_entry_new (same != NULL ? same->uuid : uuid,
                                  name,
                                  platform,
                                  tenant,
                                  in_file);
}

static int
take_descriptor (GUnixFDList *descriptors, GVariant *handle, GError **error)
{
  gint32 index = g_variant_get_handle (handle);

  if (descriptors != NULL && index >= 0 && index < g_unix_fd_list_get_length (descriptors))
    return g_unix_fd_list_get (descriptors, index, error);
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_INVALID,
                       _ ("The token comes through a file descriptor: none was passed."));
  return -1;
}

void
agent_control_add (AgentSession *session,
                   GDBusMethodInvocation *invocation,
                   GUnixFDList *descriptors,
                   const char *profile,
                   GVariant *handle)
{
  GError *error = NULL;
  gboolean again = FALSE;
  AgentProfileEntry *entry = read_entry (session->host, profile, &again, &error);
  int fd = entry == NULL ? -1 : take_descriptor (descriptors, handle, &error);
  Adding *adding;

  if (fd < 0)
    {
      agent_profile_entry_free (entry);
      agent_session_refuse (invocation, error);
      return;
    }
  adding = g_new0 (Adding, 1);
  adding->session = agent_session_ref (session);
  adding->invocation = invocation;
  adding->entry = entry;
  adding->again = again;
  adding->fd = fd;
  agent_lane_post (session->host->net, AGENT_LANE_PEOPLE, verify_cb, adding, verified_cb, NULL);
}
