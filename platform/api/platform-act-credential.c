/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "shared/base/m77-time.h"

#define PREFIX_CHARS 8 /* of a secret that its record shows */

/* A secret is made here and goes out in the answer alone: what is stored is its SHA-256, in
 * the record and, for those that open this API, among the tokens. */

static gboolean
opens_the_api (const M77Json *doc)
{
  const char *type = m77_json_get_string (doc, "type");

  return g_strcmp0 (type, "personal-token") == 0 || g_strcmp0 (type, "api-key") == 0;
}

static void
describe_secret (PlatformAct *act, const char *secret)
{
  g_autofree char *hash = platform_token_hash (secret);
  g_autofree char *prefix = g_utf8_substring (secret,
                                              0,
                                              MIN (PREFIX_CHARS, g_utf8_strlen (secret, -1) / 2));

  platform_act_set_text (act, "fingerprint", hash);
  platform_act_set_text (act, "prefix", prefix);
  platform_act_set_text (act, "validation", "unknown");
}

static char *
scopes_text (const M77Json *scopes)
{
  GString *text = g_string_new (NULL);

  for (const M77Json *s = m77_json_first (scopes); s != NULL; s = m77_json_next (s))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", m77_json_string (s));
  return g_string_free (text, FALSE);
}

static gboolean
make_secret (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  g_autofree char *secret = platform_token_secret (write->runtime, "m77_");
  g_autofree char *hash = platform_token_hash (secret);
  g_autofree char *scopes = scopes_text (m77_json_get (act->doc, "scopes"));
  PlatformToken token = { .tenant = write->tenant->id,
                          .hash = hash,
                          .member = (char *) m77_json_get_string (act->doc, "holder"),
                          .credential = (char *) m77_json_get_string (act->doc, "name"),
                          .scopes = scopes,
                          .auth_at = write->now,
                          .expires_at = platform_time_of (act->doc, "expires_at") };

  describe_secret (act, secret);
  act->attempt->outcome.secret = m77_json_string_new (write->pool, secret);
  return !opens_the_api (act->doc) || platform_token_add (write->db, &token, write->now, error);
}

static gboolean
issue (PlatformAct *act, GError **error)
{
  const M77Json *scopes = m77_json_get (act->doc, "scopes");
  g_autoptr (GError) wrong = NULL;

  for (const M77Json *s = m77_json_first (scopes); s != NULL && opens_the_api (act->doc);
       s = m77_json_next (s))
    if (m77_json_string (s) == NULL || !m77_rule_is_valid (m77_json_string (s), &wrong))
      return wrong != NULL ? platform_attempt_reject_error (act->attempt, wrong)
                           : platform_act_refuse (act,
                                                  "validation-failed",
                                                  _ ("A scope is a rule, as in a role."));
  if (platform_time_of (act->doc, "expires_at") <= act->write->now)
    return platform_act_refuse (act, "validation-failed", _ ("It must expire in the future."));
  if (!platform_attempt_check_key (act->attempt, act->doc, error))
    return FALSE;
  return act->attempt->is_decided || make_secret (act, error);
}

/* Nothing here uses another system's secret, so only its fingerprint is kept. */
static gboolean
store (PlatformAct *act, GError **error)
{
  describe_secret (act, platform_act_text (act, "value"));
  return TRUE;
}

static gboolean
rotate (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  gint64 until = write->now + 1000 * m77_json_get_int (act->args, "overlap", 0);

  if (until > write->now)
    platform_write_set_time (write, act->doc, "overlap_until", until);
  else
    platform_act_set_text (act, "status", "active");
  if (!platform_token_expire (write->db,
                              write->tenant->id,
                              m77_json_get_string (act->before, "name"),
                              until,
                              error))
    return FALSE;
  if (platform_act_text (act, "value") != NULL)
    return store (act, error);
  return make_secret (act, error);
}

static gboolean
validate (PlatformAct *act, GError **error)
{
  platform_act_set_text (act, "validation", opens_the_api (act->before) ? "ok" : "unknown");
  platform_write_set_time (act->write, act->doc, "validated_at", act->write->now);
  return TRUE;
}

static gboolean
revoke_credential (PlatformAct *act, GError **error)
{
  return platform_token_expire (act->write->db,
                                act->write->tenant->id,
                                m77_json_get_string (act->before, "name"),
                                act->write->now,
                                error);
}

const PlatformActRule platform_act_credential[] = {
  { "issue", issue },
  { "store", store },
  { "rotate", rotate },
  { "validate", validate },
  { "revoke", revoke_credential },
  { NULL, NULL },
};
