/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-call"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "platform/api/platform-core-private.h"
#include "platform/api/platform-problem.h"
#include "platform/api/platform-write.h"
#include "shared/base/m77-time.h"

#define CLIENT_MAX 120 /* bytes of a User-Agent kept in the audit */

/* The token after "Bearer " (RFC 6750); NULL: there is none. */
static const char *
bearer_of (const M77Request *request)
{
  const char *header = m77_request_header (request, "authorization");

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    return NULL;
  return header + 7 + strspn (header + 7, " ");
}

static M77Answer *
want_sign_in (PlatformCall *self)
{
  return platform_problem (self,
                           "sign-in-needed",
                           _ ("The token is missing or no longer good: sign in."));
}

/* What the member may do, looked up once and kept until a role or a member changes. */
static gboolean
find_grants (PlatformCall *self, GError **error)
{
  GHashTable *known = self->core->grants;
  PlatformGrants *grants;
  gint64 until;

  grants = g_hash_table_lookup (known, self->token.hash);
  until = grants != NULL ? platform_grants_until (grants) : M77_TIME_NONE;
  if (grants == NULL || (until != M77_TIME_NONE && until <= self->now))
    {
      if (!platform_grants_load (self->core->db, &self->token, self->now, &grants, error))
        return FALSE;
      if (grants == NULL)
        return TRUE;
      g_hash_table_insert (known, g_strdup (self->token.hash), grants);
    }
  self->grants = platform_grants_ref (grants);
  return TRUE;
}

M77Answer *
platform_call_identify (PlatformCall *self)
{
  const char *secret = bearer_of (self->request);
  g_autoptr (GError) error = NULL;

  if (secret == NULL)
    return want_sign_in (self);
  if (platform_db_was_changed (self->core->db))
    g_hash_table_remove_all (self->core->grants);
  if (!platform_token_find (self->core->db, secret, &self->token, &error))
    return platform_problem_error (self, error);
  if (self->token.member == NULL ||
      (self->token.expires_at != M77_TIME_NONE && self->token.expires_at <= self->now))
    return want_sign_in (self);
  if (!platform_tenant_by_id (self->core->db, self->token.tenant, &self->tenant, &error) ||
      !find_grants (self, &error))
    return platform_problem_error (self, error);
  if (self->grants == NULL)
    return want_sign_in (self);
  /* Somebody else's tenant and none at all are the same to whoever asks. */
  if (self->tenant == NULL || !g_str_equal (self->tenant->name, self->path[0]))
    return platform_problem (self, "not-found", _ ("There is no such tenant."));
  return NULL;
}

gboolean
platform_call_begin_write (PlatformCall *self, PlatformWrite *write, GError **error)
{
  const char *client = m77_request_header (self->request, "user-agent");

  if (!platform_write_begin (write, self->core, self->tenant, self->now, error))
    return FALSE;
  write->member = self->token.member;
  write->credential = self->token.credential;
  write->trace_id = self->trace_id;
  if (client != NULL && strlen (client) <= CLIENT_MAX && g_utf8_validate (client, -1, NULL))
    write->client = client;
  return TRUE;
}

void
platform_call_clear (PlatformCall *self)
{
  g_strfreev (self->path);
  platform_token_clear (&self->token);
  g_clear_pointer (&self->tenant, platform_tenant_free);
  g_clear_pointer (&self->grants, platform_grants_unref);
}
