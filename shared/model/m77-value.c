/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-value"

#include "config.h"

#include "shared/model/m77-value.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

static char *
set_to_text (const M77Json *value)
{
  GString *text = g_string_new (NULL);

  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      if (m77_json_string (e) != NULL)
        g_string_append (text, m77_json_string (e));
      else
        m77_json_write (e, text);
    }

  return g_string_free (text, FALSE);
}

/* Keys, with the values that are short enough to say. */
static char *
map_to_text (const M77Json *value)
{
  GString *text = g_string_new (NULL);

  for (const M77Json *m = m77_json_first (value); m != NULL; m = m77_json_next (m))
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, m77_json_name (m));
      if (m77_json_string (m) != NULL)
        g_string_append_printf (text, "=%s", m77_json_string (m));
      else if (m77_json_number_text (m) != NULL)
        g_string_append_printf (text, "=%s", m77_json_number_text (m));
    }

  return g_string_free (text, FALSE);
}

static char *
log_to_text (const M77Json *value)
{
  guint count = m77_json_size (value);

  return g_strdup_printf (ngettext ("%u entry", "%u entries", count), count);
}

static char *
string_to_text (const M77Field *field, const char *text, gint64 now, GTimeZone *zone)
{
  const M77Value *value = m77_field_value (field, text);
  gint64 instant;

  if (field->type == M77_TYPE_TIME)
    {
      instant = m77_time_parse (text);
      if (instant != M77_TIME_NONE)
        return m77_time_short (instant, now, zone);
    }
  if ((field->type == M77_TYPE_ENUM || field->type == M77_TYPE_RANKED) && value != NULL)
    return g_strdup (g_dgettext (GETTEXT_PACKAGE, value->label));

  return g_strdup (text);
}

char *
m77_value_to_text (const M77Field *field, const M77Json *value, gint64 now, GTimeZone *zone)
{
  g_autoptr (GTimeZone) utc = zone == NULL ? g_time_zone_new_utc () : NULL;
  gboolean flag;
  gint64 number;

  if (m77_json_is_null (value))
    return g_strdup ("");
  if (m77_json_string (value) != NULL)
    return string_to_text (field, m77_json_string (value), now, zone != NULL ? zone : utc);
  if (field->type == M77_TYPE_SET && m77_json_is (value, M77_JSON_ARRAY))
    return set_to_text (value);
  if (field->type == M77_TYPE_LOG && m77_json_is (value, M77_JSON_ARRAY))
    return log_to_text (value);
  if (field->type == M77_TYPE_MAP && m77_json_is (value, M77_JSON_OBJECT))
    return map_to_text (value);
  if (field->type == M77_TYPE_DURATION && m77_json_int (value, &number) && number >= 0)
    return m77_duration_format (number);
  if (m77_json_bool (value, &flag))
    return g_strdup (flag ? _ ("yes") : _ ("no"));

  return m77_json_to_text (value);
}

char *
m77_values_to_sentence (const M77Value *values)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; values[i].name != NULL; i++)
    {
      if (i > 0 && values[i + 1].name == NULL)
        g_string_append_printf (text, " %s ", _ ("or"));
      else if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, values[i].name);
    }

  return g_string_free (text, FALSE);
}

static M77Json *
refuse (GError **error, const char *expected)
{
  g_set_error_literal (error, M77_ERROR, M77_ERROR_INVALID, expected);
  return NULL;
}

static M77Json *
enum_from_text (const M77Field *field, const char *text, M77JsonPool *pool, GError **error)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *names = NULL;

  for (const M77Value *value = field->values; value != NULL && value->name != NULL; value++)
    {
      g_autofree char *name = g_utf8_casefold (value->name, -1);
      g_autofree char *label = g_utf8_casefold (g_dgettext (GETTEXT_PACKAGE, value->label), -1);

      if (g_str_equal (folded, name) || g_str_equal (folded, label))
        return m77_json_string_new (pool, value->name);
    }

  names = field->values != NULL ? m77_values_to_sentence (field->values) : g_strdup ("");
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_INVALID,
               /* Translators: %s is a list such as “sev1, sev2 or sev3” */
               _ ("%s expected"),
               names);
  return NULL;
}

static void
append_element (M77JsonPool *pool, M77Json *set, const char *start, gsize length, gboolean handle)
{
  g_autofree char *element = g_strstrip (g_strndup (start, length));

  if (*element != '\0')
    m77_json_append (set, m77_json_string_new (pool, element + (handle && *element == '@')));
}

/* Elements are parted by commas; one within double quotes parts nothing, as in the matcher
 * pod="a,b". */
static M77Json *
set_from_text (const M77Field *field, const char *text, M77JsonPool *pool)
{
  M77Json *set = m77_json_array_new (pool);
  gboolean handle = g_strcmp0 (field->ref, "member") == 0;
  gboolean quoted = FALSE;
  const char *start = text;
  const char *p;

  for (p = text; *p != '\0'; p++)
    {
      if (quoted && *p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '"')
        quoted = !quoted;
      else if (*p == ',' && !quoted)
        {
          append_element (pool, set, start, p - start, handle);
          start = p + 1;
        }
    }
  append_element (pool, set, start, p - start, handle);

  return set;
}

/* A JSON object, or "key=value, key=value". */
static M77Json *
map_from_text (const char *text, M77JsonPool *pool, GError **error)
{
  g_auto (GStrv) parts = NULL;
  M77Json *map;

  if (*text == '{')
    return m77_json_parse (pool, text, -1, error);

  map = m77_json_object_new (pool);
  parts = g_strsplit (text, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      if (equals == NULL || equals == parts[i])
        return refuse (error, _ ("key=value, key=value or a JSON object expected"));
      *equals = '\0';
      m77_json_set_string (pool, map, g_strstrip (parts[i]), g_strstrip (equals + 1));
    }

  return map;
}

static M77Json *
integer_from_text (const char *text, M77JsonPool *pool, GError **error)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, 0, (G_GINT64_CONSTANT (1) << 53) - 1, &number, NULL))
    return refuse (error, _ ("a whole number expected, such as 12"));

  return m77_json_int_new (pool, number);
}

static M77Json *
number_from_text (const char *text, M77JsonPool *pool, GError **error)
{
  M77Json *value = m77_json_parse (pool, text, -1, NULL);
  double number;

  if (value == NULL || !m77_json_double (value, &number))
    return refuse (error, _ ("a number expected, such as 0.999"));

  return value;
}

static M77Json *
boolean_from_text (const char *text, M77JsonPool *pool, GError **error)
{
  static const char *const yes[] = { "true", "yes", "on", "1", NULL };
  static const char *const no[] = { "false", "no", "off", "0", NULL };
  g_autofree char *word = g_utf8_strdown (text, -1);

  if (g_strv_contains (yes, word) || g_str_equal (word, _ ("yes")))
    return m77_json_bool_new (pool, TRUE);
  if (g_strv_contains (no, word) || g_str_equal (word, _ ("no")))
    return m77_json_bool_new (pool, FALSE);

  return refuse (error, _ ("yes or no expected"));
}

static M77Json *
time_from_text (const char *text, M77JsonPool *pool, gint64 now, GTimeZone *zone, GError **error)
{
  g_autofree char *formatted = NULL;
  gint64 instant;

  if (!m77_time_parse_words (text, now, zone, &instant, error))
    return NULL;

  formatted = m77_time_format (instant);
  return m77_json_string_new (pool, formatted);
}

static M77Json *
duration_from_text (const char *text, M77JsonPool *pool, GError **error)
{
  gint64 seconds;

  if (!m77_duration_parse (text, &seconds))
    return refuse (error, _ ("a duration expected, such as 30m, 2h or 7d"));

  return m77_json_int_new (pool, seconds);
}

M77Json *
m77_value_from_text (const M77Field *field,
                     const char *text,
                     M77JsonPool *pool,
                     gint64 now,
                     GTimeZone *zone,
                     GError **error)
{
  g_autoptr (GTimeZone) utc = zone == NULL ? g_time_zone_new_utc () : NULL;
  g_autofree char *word = g_strstrip (g_strdup (text));

  if (*word == '\0')
    return m77_json_null_new (pool);
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (error, _ ("UTF-8 text expected"));

  switch (field->type)
    {
    case M77_TYPE_TEXT:
    case M77_TYPE_MARKDOWN:
      return m77_json_string_new (pool, text);
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
      return enum_from_text (field, word, pool, error);
    case M77_TYPE_SET:
      return set_from_text (field, word, pool);
    case M77_TYPE_REF:
      return m77_json_string_new (pool,
                                  word + (g_strcmp0 (field->ref, "member") == 0 && *word == '@'));
    case M77_TYPE_LOG:
      return refuse (error, _ ("entries are added one by one, not typed as a whole"));
    case M77_TYPE_MAP:
      return map_from_text (word, pool, error);
    case M77_TYPE_TIME:
      return time_from_text (word, pool, now, zone != NULL ? zone : utc, error);
    case M77_TYPE_DURATION:
      return duration_from_text (word, pool, error);
    case M77_TYPE_INTEGER:
      return integer_from_text (word, pool, error);
    case M77_TYPE_NUMBER:
      return number_from_text (word, pool, error);
    case M77_TYPE_BOOLEAN:
      return boolean_from_text (word, pool, error);
    case M77_TYPE_JSON:
      return m77_json_parse (pool, text, -1, error);
    default:
      return m77_json_string_new (pool, word);
    }
}
