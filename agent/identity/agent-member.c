/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-member"

#include "config.h"

#include "agent/identity/agent-member.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-json.h"

#define ANSWER_MOST (64 * 1024) /* bytes */

static void
set_no_platform (GError **error)
{
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_BAD_ANSWER,
                       _ ("What answered there is not a Mogothrow77 platform. Check the address."));
}

static char *
read_member (M77Answer *answer, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = m77_answer_read_all (answer, ANSWER_MOST, cancellable, error);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *me;
  const char *member;
  gsize size;
  const char *text;

  if (body == NULL)
    return NULL;
  text = g_bytes_get_data (body, &size);
  me = text == NULL ? NULL : m77_json_parse (pool, text, (gssize) size, NULL);
  member = m77_json_get_string (me, "member");
  if (member == NULL || *member == '\0')
    {
      set_no_platform (error);
      return NULL;
    }
  return g_strdup (member);
}

static void
set_refusal (guint status, const char *tenant, GError **error)
{
  if (status == 401 || status == 403)
    g_set_error_literal (error,
                         M77_ERROR,
                         M77_ERROR_SIGN_IN,
                         _ ("The platform does not take this token. Get a new one."));
  else if (status == 404)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_NOT_FOUND,
                 _ ("The token is not for a tenant “%s” there. Check the tenant's name."),
                 tenant);
  else if (status == 429 || status >= 500)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_PLATFORM_UNREACHABLE,
                 _ ("The platform cannot answer now (%u)."),
                 status);
  else
    set_no_platform (error);
}

char *
agent_member_ask (AgentWire *wire, const char *tenant, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat ("/v1/tenants/", tenant, "/me", NULL);
  g_autoptr (M77Request) request = m77_request_new ("GET", path);
  g_autoptr (M77Answer) answer = NULL;

  m77_request_set_header (request, "accept", "application/json");
  answer = wire->call (wire, request, cancellable, error);
  if (answer == NULL)
    return NULL;
  if (answer->status == 200)
    return read_member (answer, cancellable, error);
  set_refusal (answer->status, tenant, error);
  return NULL;
}
