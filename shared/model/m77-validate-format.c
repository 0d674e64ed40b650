/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-validate"

#include "config.h"

#include "shared/model/m77-validate-format.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/model/m77-role.h"

#define SLUG_MAX   63
#define URL_MAX    2048
#define DAY        86400 /* seconds */
#define FIVE_MIN   300   /* seconds */
#define LONG_AFTER 86400 /* seconds: the longest wait of an escalation's step */

gboolean
m77_format_slug (const char *text)
{
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789._-");

  return length > 0 && length <= SLUG_MAX && text[length] == '\0' && g_ascii_isalnum (*text);
}

gboolean
m77_format_url (const char *text)
{
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  if (strlen (text) > URL_MAX)
    return FALSE;

  uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL)
    return FALSE;

  scheme = g_uri_get_scheme (uri);
  return (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")) &&
         g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}

/* Length of a label's name; 0 if it does not begin with one. */
static gsize
label_length (const char *text)
{
  if (g_ascii_isdigit (*text))
    return 0;

  return strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
}

/* Whether text is one quoted string and nothing more. */
static gboolean
is_quoted (const char *text)
{
  if (*text++ != '"')
    return FALSE;

  for (; *text != '\0' && *text != '"'; text++)
    {
      if (*text == '\\' && *++text == '\0')
        return FALSE;
    }

  return g_str_equal (text, "\"");
}

gboolean
m77_format_matcher (const char *text, gboolean *empty)
{
  g_autoptr (GRegex) regex = NULL;
  g_autofree char *value = NULL;
  g_autofree char *pattern = NULL;
  gsize length = label_length (text);
  const char *op = text + length;
  gboolean is_regex, negated, matches;
  gsize quoted;

  if (length == 0 || (*op != '=' && *op != '!'))
    return FALSE;

  negated = *op == '!';
  is_regex = op[1] == '~';
  text = op + (negated || is_regex ? 2 : 1);
  if ((negated && op[1] != '=' && !is_regex) || !is_quoted (text))
    return FALSE;

  quoted = strlen (text) - 2;
  value = g_strndup (text + 1, quoted);
  matches = *value == '\0';
  if (is_regex)
    {
      pattern = g_strdup_printf ("^(?:%s)$", value);
      regex = g_regex_new (pattern, 0, 0, NULL);
      if (regex == NULL)
        return FALSE;
      matches = g_regex_match (regex, "", 0, NULL);
    }
  *empty = matches != negated;
  return TRUE;
}

/* All are matchers, and one of them at least wants the label to be there: else everything
 * would be silent. */
static gboolean
fits_matchers (const M77Json *value)
{
  gboolean narrows = m77_json_size (value) == 0;

  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    {
      gboolean empty = FALSE;

      if (!m77_format_matcher (m77_json_string (e), &empty))
        return FALSE;
      narrows = narrows || !empty;
    }

  return narrows;
}

static gboolean
fits_rules (const M77Json *value)
{
  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    {
      if (!m77_rule_is_valid (m77_json_string (e), NULL))
        return FALSE;
    }

  return TRUE;
}

static gboolean
fits_rule (const M77Json *value)
{
  return m77_rule_is_valid (m77_json_string (value), NULL);
}

static gboolean
fits_zone (const M77Json *value)
{
  const char *name = m77_json_string (value);
  g_autoptr (GTimeZone) zone = NULL;

  /* Neither an offset nor the way to some other file: GLib opens what is named. */
  if (!g_ascii_isalpha (*name) || strstr (name, "..") != NULL ||
      name[strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/")] !=
          '\0')
    return FALSE;

  zone = g_time_zone_new_identifier (name);
  return zone != NULL;
}

static gboolean
fits_path (const M77Json *value)
{
  const char *text = m77_json_string (value);

  return *text != '\0' && text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789._/-")] == '\0';
}

static gboolean
fits_email (const M77Json *value)
{
  const char *at = strchr (m77_json_string (value), '@');

  return at != NULL && at != m77_json_string (value) && at[1] != '\0' &&
         strchr (at + 1, '@') == NULL;
}

static gboolean
fits_https (const M77Json *value)
{
  const char *text = m77_json_string (value);

  /* http only to the same machine; a platform refuses that too unless its operator allows it. */
  return g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://127.0.0.1:") ||
         g_str_has_prefix (text, "http://[::1]:");
}

static gboolean
fits_timeout (const M77Json *value)
{
  gint64 seconds = 0;

  return m77_json_int (value, &seconds) && (seconds == 0 || seconds >= FIVE_MIN);
}

static gboolean
fits_review (const M77Json *value)
{
  gint64 seconds = 0;

  return m77_json_int (value, &seconds) && (seconds == 0 || seconds >= DAY);
}

static gboolean
fits_steps (const M77Json *value)
{
  for (const M77Json *step = m77_json_first (value); step != NULL; step = m77_json_next (step))
    {
      gint64 after = m77_json_get_int (step, "after", 0);

      if (!g_ascii_string_to_unsigned (m77_json_name (step), 10, 1, 20, NULL, NULL) ||
          !m77_json_is (step, M77_JSON_OBJECT) || after < 0 || after > LONG_AFTER)
        return FALSE;
    }

  return TRUE;
}

// clang-format off
static const struct
{
  const char *kind; /* NULL: any, and arguments of actions */
  const char *field;
  M77Type type;
  gboolean (*fits) (const M77Json *value);
  const char *expected; /* N_() */
} formats[] = {
  { NULL, "matchers", M77_TYPE_SET, fits_matchers,
    N_ ("matchers such as job=\"mail\" expected (also != =~ !~), one of which must not match "
        "the empty value") },
  { "service", "selector", M77_TYPE_SET, fits_matchers,
    N_ ("matchers such as job=\"mail\" expected (also != =~ !~)") },
  { "role", "rules", M77_TYPE_SET, fits_rules,
    N_ ("rules such as “allow incident:edit service=mail*” expected") },
  { NULL, "rule", M77_TYPE_LINE, fits_rule,
    N_ ("a rule such as “allow incident:edit service=mail*” expected") },
  { NULL, "zone", M77_TYPE_LINE, fits_zone, N_ ("a time zone such as Europe/Berlin expected") },
  { "config", "path", M77_TYPE_LINE, fits_path,
    N_ ("only lower-case letters, digits and . _ / - fit") },
  { NULL, "email", M77_TYPE_LINE, fits_email, N_ ("an address such as jana@shop.example expected") },
  { "webhook", "target", M77_TYPE_URL, fits_https, N_ ("an address with https expected") },
  { "escalation", "ack_timeout", M77_TYPE_DURATION, fits_timeout, N_ ("0, or 5m or more, expected") },
  { "runbook", "review_every", M77_TYPE_DURATION, fits_review, N_ ("0, or 1d or more, expected") },
  { "escalation", "steps", M77_TYPE_MAP, fits_steps,
    N_ ("steps 1 to 20 expected, each “after” at most 24 hours") },
};

static const struct
{
  const char *kind, *field;
} guarded[] = {
  { "config", "draft" }, { "config", "value" }, { "connector", "settings" },
  { "runbook", "variables" }, { "run", "variables" },
};
// clang-format on

const char *
m77_format_fault (const M77Kind *kind, const M77Field *field, const M77Json *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (field->type == formats[i].type && g_str_equal (field->name, formats[i].field) &&
          (formats[i].kind == NULL ||
           (kind != NULL && g_str_equal (kind->name, formats[i].kind))) &&
          !formats[i].fits (value))
        return g_dgettext (GETTEXT_PACKAGE, formats[i].expected);
    }

  return NULL;
}

gboolean
m77_format_refuses_secrets (const M77Kind *kind, const M77Field *field)
{
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (guarded); i++)
    {
      if (g_str_equal (kind->name, guarded[i].kind) && g_str_equal (field->name, guarded[i].field))
        return TRUE;
    }

  return FALSE;
}
