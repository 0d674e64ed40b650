/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "platform/api/platform-letter.h"
#include "platform/store/platform-outgoing.h"
#include "shared/base/m77-time.h"

#define PREFIX_CHARS  8  /* of a secret that its record shows */
#define SIGNING_BYTES 32 /* random ones of a key */
#define SIGNING_LEAST 24 /* bytes of one that is brought along */

/* A secret is made here and goes out in the answer alone: what is stored is its SHA-256, in
 * the record and, for those that open this API, among the tokens. A signing key is kept
 * itself, for it signs what goes to webhooks. */

static gboolean
opens_the_api (const M77Json *doc)
{
  const char *type = m77_json_get_string (doc, "type");

  return g_strcmp0 (type, "personal-token") == 0 || g_strcmp0 (type, "api-key") == 0;
}

static gboolean
signs (const M77Json *doc)
{
  return g_strcmp0 (m77_json_get_string (doc, "type"), "signing-key") == 0;
}

/* As the Standard Webhooks convention writes one. */
static char *
new_signing_key (const M77Runtime *runtime)
{
  guint8 bytes[SIGNING_BYTES];
  g_autofree char *text = NULL;

  runtime->random (runtime, bytes, sizeof bytes);
  text = g_base64_encode (bytes, sizeof bytes);
  return g_strconcat (PLATFORM_SIGNING_PREFIX, text, NULL);
}

/* The one before it goes on for as long as a rotation lets it overlap. */
static gboolean
keep_signing_key (PlatformAct *act, const char *secret, GError **error)
{
  return !signs (act->doc) || platform_signing_set (act->write->db,
                                                    act->write->tenant->id,
                                                    m77_json_get_string (act->doc, "name"),
                                                    secret,
                                                    platform_time_of (act->doc, "overlap_until"),
                                                    error);
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

/* Who sees the secret, and whoever may have seen the one they asked with. */
static char *
issuers_text (PlatformAct *act)
{
  const char *before = act->attempt->token->issuers;

  return g_strconcat (act->write->member, before != NULL ? "\n" : NULL, before, NULL);
}

static gboolean
make_secret (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  g_autofree char *secret = signs (act->doc) ? new_signing_key (write->runtime)
                                             : platform_token_secret (write->runtime, "m77_");
  g_autofree char *hash = platform_token_hash (secret);
  g_autofree char *issuers = issuers_text (act);
  g_autofree char *scopes = scopes_text (m77_json_get (act->doc, "scopes"));
  PlatformToken token = { .tenant = write->tenant->id,
                          .hash = hash,
                          .member = (char *) m77_json_get_string (act->doc, "holder"),
                          .credential = (char *) m77_json_get_string (act->doc, "name"),
                          .issuers = issuers,
                          .scopes = scopes,
                          .auth_at = write->now,
                          .expires_at = platform_time_of (act->doc, "expires_at") };

  describe_secret (act, secret);
  act->attempt->outcome.secret = m77_json_string_new (write->pool, secret);
  if (!keep_signing_key (act, secret, error))
    return FALSE;
  return !opens_the_api (act->doc) || platform_token_add (write->db, &token, write->now, error);
}

/* One's own may be scoped as one likes, for its holder's roles bound it. Through another's, or
 * with a token that may do less, nobody gets more than they hold. */
static gboolean
check_scopes (PlatformAct *act)
{
  PlatformGrants *grants = act->attempt->grants;
  const M77Json *scopes = m77_json_get (act->doc, "scopes");
  const char *holder = m77_json_get_string (act->doc, "holder");

  if (!opens_the_api (act->doc) ||
      (g_strcmp0 (holder, act->write->member) == 0 && !platform_grants_are_narrowed (grants)))
    return TRUE;
  for (const M77Json *s = m77_json_first (scopes); s != NULL; s = m77_json_next (s))
    if (!platform_grants_cover_rule (grants, m77_json_string (s)))
      return !platform_act_refuse (act, "not-permitted", _ ("Nobody grants more than they hold."));
  return TRUE;
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
  if (!check_scopes (act))
    return TRUE;
  if (platform_time_of (act->doc, "expires_at") <= act->write->now)
    return platform_act_refuse (act, "validation-failed", _ ("It must expire in the future."));
  if (!platform_attempt_check_key (act->attempt, act->doc, error))
    return FALSE;
  return act->attempt->is_decided || make_secret (act, error);
}

/* Nothing here uses another system's secret but to sign, so only its fingerprint is kept. */
static gboolean
store (PlatformAct *act, GError **error)
{
  const char *value = platform_act_text (act, "value");

  if (signs (act->doc) && strlen (value) < SIGNING_LEAST)
    return platform_act_refuse (act,
                                "validation-failed",
                                _ ("A signing key needs at least 24 characters."));
  describe_secret (act, value);
  return keep_signing_key (act, value, error);
}

static gboolean
rotate (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  gint64 until = write->now + 1000 * m77_json_get_int (act->args, "overlap", 0);

  if (!check_scopes (act))
    return TRUE;
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
  if (!platform_signing_forget (act->write->db,
                                act->write->tenant->id,
                                m77_json_get_string (act->before, "name"),
                                error))
    return FALSE;
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
