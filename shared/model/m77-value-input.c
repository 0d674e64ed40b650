/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-value"

#include "config.h"

#include "shared/model/m77-value.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"

/* Whether each quote in it closes, as the reader of a set sees it. */
static gboolean
quotes_close (const char *element)
{
  gboolean quoted = FALSE;

  for (const char *p = element; *p != '\0'; p++)
    {
      if (quoted && *p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '"')
        quoted = !quoted;
    }
  return !quoted;
}

static void
append_element (GString *text, const char *element)
{
  gboolean escape_quotes = !quotes_close (element);
  gboolean quoted = FALSE;

  for (const char *p = element; *p != '\0'; p++)
    {
      gboolean at_end = p == element || p[1] == '\0';
      gboolean is_mark = *p == ',' || *p == '\\' || (*p == '"' && escape_quotes) ||
                         (*p == '@' && p == element) || (g_ascii_isspace (*p) && at_end);

      if (quoted && *p == '\\')
        g_string_append_c (text, *p++);
      else if (!quoted && is_mark)
        g_string_append_c (text, '\\');
      else if (*p == '"')
        quoted = !quoted;
      g_string_append_c (text, *p);
    }
}

static char *
set_to_input (const M77Json *value)
{
  GString *text = g_string_new (NULL);

  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    {
      g_autofree char *other = m77_json_string (e) == NULL ? m77_json_to_text (e) : NULL;

      if (text->len > 0)
        g_string_append (text, ", ");
      append_element (text, other != NULL ? other : m77_json_string (e));
    }
  return g_string_free (text, FALSE);
}

/* Neither empty nor with anything that parts keys and values, or blanks at an end. */
static gboolean
is_plain (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length > 0 && strpbrk (text, ",={") == NULL && !g_ascii_isspace (text[0]) &&
         !g_ascii_isspace (text[length - 1]);
}

/* "key=value, key=value" where that says it all, else JSON. */
static char *
map_to_input (const M77Json *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const M77Json *m = m77_json_first (value); m != NULL; m = m77_json_next (m))
    {
      if (!is_plain (m77_json_name (m)) || !is_plain (m77_json_string (m)))
        return m77_json_to_text (value);
      g_string_append_printf (text,
                              "%s%s=%s",
                              text->len > 0 ? ", " : "",
                              m77_json_name (m),
                              m77_json_string (m));
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup ("{}");
}

/* To the minute in zone, where that is all there is to it, else RFC 3339. */
static char *
time_to_input (const char *value, GTimeZone *zone)
{
  gint64 instant = m77_time_parse (value), back;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) then = NULL;
  g_autofree char *text = NULL;

  if (instant == M77_TIME_NONE)
    return g_strdup (value);
  utc = g_date_time_new_from_unix_utc (instant / 1000);
  then = utc != NULL && zone != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  text = g_date_time_format (then != NULL ? then : utc, "%Y-%m-%d %H:%M");
  if (text != NULL && m77_time_parse_words (text, 0, zone, &back, NULL) && back == instant)
    return g_steal_pointer (&text);
  return m77_time_format (instant);
}

char *
m77_value_to_input (const M77Field *field, const M77Json *value, GTimeZone *zone)
{
  gint64 number;

  if (m77_json_is_null (value) || field->type == M77_TYPE_LOG)
    return g_strdup ("");
  if (field->type == M77_TYPE_JSON)
    return m77_json_to_text (value);
  if (field->type == M77_TYPE_TIME && m77_json_string (value) != NULL)
    return time_to_input (m77_json_string (value), zone);
  if (m77_json_string (value) != NULL)
    return g_strdup (m77_json_string (value));
  if (field->type == M77_TYPE_SET && m77_json_is (value, M77_JSON_ARRAY))
    return set_to_input (value);
  if (field->type == M77_TYPE_MAP && m77_json_is (value, M77_JSON_OBJECT))
    return map_to_input (value);
  if (field->type == M77_TYPE_INTEGER && m77_json_int (value, &number))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return m77_value_to_text (field, value, M77_TIME_NONE, zone);
}
