/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "platform/api/platform-paging.h"
#include "platform/api/platform-spread.h"
#include "platform/api/platform-webhook.h"
#include "platform/store/platform-key.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-time.h"

#define LAST_ROLE "admin" /* of which one active holder must stay */

static const char *
handle_of (PlatformAct *act)
{
  return m77_json_get_string (act->before, "handle");
}

static void
set_grant (PlatformAct *act, const char *role, const char *source)
{
  PlatformWrite *write = act->write;
  const M77Json *before = m77_json_get (act->doc, "grants");
  M77Json *grants = before != NULL ? platform_act_copy (act, before)
                                   : m77_json_object_new (write->pool);
  M77Json *grant = m77_json_object_new (write->pool);
  const char *until = platform_act_text (act, "until");

  m77_json_set_string (write->pool, grant, "by", write->member);
  platform_write_set_time (write, grant, "at", write->now);
  if (until != NULL)
    m77_json_set_string (write->pool, grant, "until", until);
  m77_json_set_string (write->pool, grant, "source", source);
  if (act->reason != NULL)
    m77_json_set_string (write->pool, grant, "reason", act->reason);
  m77_json_set (write->pool, grants, role, grant);
  m77_json_set (write->pool, act->doc, "grants", grants);
}

/* Whether somebody else is an active administrator, so that this one may go. */
static gboolean
check_last_admin (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  g_autoptr (GPtrArray) members = NULL;

  if (m77_json_get (m77_json_get (act->before, "grants"), LAST_ROLE) == NULL)
    return TRUE;
  members = platform_record_list_open (write->db, write->tenant->id, "member", write->pool, error);
  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      const M77Record *other = members->pdata[i];
      const M77Json *grant = m77_json_get (m77_json_get (other->doc, "grants"), LAST_ROLE);

      if (!g_str_equal (other->id, act->id) && grant != NULL &&
          m77_json_get_string (grant, "until") == NULL &&
          g_strcmp0 (m77_json_get_string (other->doc, "status"), "active") == 0)
        return TRUE;
    }
  return platform_act_refuse (act,
                              "not-permitted",
                              _ ("The last administrator stays: make another one first."));
}

static gboolean
check_role (PlatformAct *act, const char *role, GError **error)
{
  GError *wrong = NULL;
  gboolean held = platform_grants_cover_role (act->attempt->grants,
                                              act->write->db,
                                              act->write->tenant->id,
                                              role,
                                              &wrong);

  if (wrong != NULL)
    {
      g_propagate_error (error, wrong);
      return FALSE;
    }
  if (!held)
    return platform_act_refuse (act,
                                "not-permitted",
                                _ ("Nobody grants more than they hold, nor an unknown role."));
  return TRUE;
}

/* A grant that ends takes the place of one that does not: not of the last administrator's. */
static gboolean
check_end (PlatformAct *act, const char *role, GError **error)
{
  return platform_act_text (act, "until") == NULL || !g_str_equal (role, LAST_ROLE) ||
         check_last_admin (act, error);
}

static gboolean
grant_role (PlatformAct *act, GError **error)
{
  const char *role = platform_act_text (act, "role");

  if (!check_role (act, role, error) ||
      (!act->attempt->is_decided && !check_end (act, role, error)))
    return FALSE;
  if (!act->attempt->is_decided)
    set_grant (act, role, "direct");
  return TRUE;
}

static gboolean
break_glass (PlatformAct *act, GError **error)
{
  const char *role = platform_act_text (act, "role");

  if (!check_end (act, role, error))
    return FALSE;
  if (act->attempt->is_decided)
    return TRUE;
  set_grant (act, role, "break-glass");
  return platform_paging_admins (act->write, handle_of (act), error);
}

static gboolean
revoke_role (PlatformAct *act, GError **error)
{
  const char *role = platform_act_text (act, "role");
  M77Json *grants;

  if (m77_json_get (m77_json_get (act->before, "grants"), role) == NULL)
    return platform_act_refuse (act, "precondition-changed", _ ("They do not hold that role."));
  if (g_str_equal (role, LAST_ROLE) && !check_last_admin (act, error))
    return FALSE;
  if (act->attempt->is_decided)
    return TRUE;
  grants = platform_act_copy (act, m77_json_get (act->before, "grants"));
  m77_json_remove (grants, role);
  m77_json_set (act->write->pool, act->doc, "grants", grants);
  return TRUE;
}

static gboolean
end_tokens (PlatformAct *act, gboolean sessions_only, GError **error)
{
  g_hash_table_remove_all (act->write->core->grants);
  platform_act_set_integer (act, "sessions", 0);
  return platform_token_end_member (act->write->db,
                                    act->write->tenant->id,
                                    handle_of (act),
                                    sessions_only,
                                    error);
}

static gboolean
suspend (PlatformAct *act, GError **error)
{
  if (!check_last_admin (act, error))
    return FALSE;
  return act->attempt->is_decided || end_tokens (act, FALSE, error);
}

static gboolean
sign_out (PlatformAct *act, GError **error)
{
  return end_tokens (act, TRUE, error);
}

/* Nobody else is told of them, and what was told is not kept. */
static gboolean
forget_told (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  g_autofree char *subject = g_strdup_printf ("member/%s", act->id);
  gboolean more = TRUE;

  if (!platform_spread (write, error))
    return FALSE;
  while (more)
    {
      g_autoptr (GPtrArray) told = platform_record_list_told (write->db,
                                                              write->tenant->id,
                                                              subject,
                                                              write->pool,
                                                              error);

      for (guint i = 0; told != NULL && i < told->len; i++)
        if (!platform_webhook_forget (write, told->pdata[i], error))
          return FALSE;
      if (told == NULL)
        return FALSE;
      more = told->len > 0;
    }
  return TRUE;
}

/* The person is gone; what they did stays under a handle that says nothing. The audit chain never
 * had their personal data (platform-audit.c). */
static gboolean
erase (PlatformAct *act, GError **error)
{
  for (const M77Field *field = act->kind->fields; field->name != NULL; field++)
    if ((field->flags & M77_FIELD_PERSONAL) != 0)
      m77_json_remove (act->doc, field->name);
  platform_act_set_text (act, "full_name", "Erased");
  platform_act_set_text (act, "email", "erased@localhost");
  return end_tokens (act, FALSE, error) && forget_told (act, error) &&
         platform_key_forget_record (act->write->db,
                                     act->write->tenant->id,
                                     "member",
                                     act->id,
                                     error);
}

const PlatformActRule platform_act_member[] = {
  { "invite", grant_role },
  { "grant-role", grant_role },
  { "revoke-role", revoke_role },
  { "break-glass", break_glass },
  { "suspend", suspend },
  { "sign-out", sign_out },
  { "erase", erase },
  { NULL, NULL },
};
