/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-value"

#include "config.h"

#include "shared/model/m77-value.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

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

/* One element as it is being read. */
typedef struct
{
  GString *text;
  gsize kept;         /* bytes that are not blanks at its end */
  gboolean handle_at; /* it began with a bare @ */
} Element;

static void
end_element (Element *self, M77JsonPool *pool, M77Json *set, GHashTable *there, gboolean handle)
{
  M77Json *element;
  const char *text = self->text->str;

  g_string_truncate (self->text, self->kept);
  if (handle && self->handle_at)
    text++;
  if (*text != '\0')
    {
      element = m77_json_string_new (pool, text);
      if (g_hash_table_add (there, (char *) m77_json_string (element)))
        m77_json_append (set, element);
    }
  g_string_truncate (self->text, 0);
  self->kept = 0;
  self->handle_at = FALSE;
}

static void
append (Element *self, const char *text, gsize size)
{
  g_string_append_len (self->text, text, size);
  self->kept = self->text->len;
}

/* Elements are parted by commas. One within double quotes parts nothing, as in the matcher
 * pod="a,b", and the quotes stay; elsewhere a backslash takes what follows it as it is. */
static M77Json *
set_from_text (const M77Field *field, const char *text, M77JsonPool *pool)
{
  M77Json *set = m77_json_array_new (pool);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) buffer = g_string_new (NULL);
  Element element = { buffer, 0, FALSE };
  gboolean handle = g_strcmp0 (field->ref, "member") == 0;
  gboolean quoted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        {
          append (&element, quoted ? p : p + 1, quoted ? 2 : 1);
          p++;
        }
      else if (*p == ',' && !quoted)
        end_element (&element, pool, set, there, handle);
      else if (!quoted && g_ascii_isspace (*p))
        {
          if (buffer->len > 0)
            g_string_append_c (buffer, *p);
        }
      else
        {
          element.handle_at |= *p == '@' && buffer->len == 0;
          quoted ^= *p == '"';
          append (&element, p, 1);
        }
    }
  end_element (&element, pool, set, there, handle);

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
      return set_from_text (field, text, pool);
    case M77_TYPE_REF:
      return m77_json_string_new (pool,
                                  word + (g_strcmp0 (field->ref, "member") == 0 && *word == '@'));
    case M77_TYPE_LOG:
      return refuse (error, _ ("entries are added one by one, not typed as a whole"));
    case M77_TYPE_MAP:
      return map_from_text (word, pool, error);
    case M77_TYPE_TIME:
      return time_from_text (word, pool, now, zone, error);
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
