/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-facet.h"

#include <string.h>

#include "shared/model/m77-filter.h"

/* "omar", "\"disk full\"": as the language has it. */
static char *
quote (const char *value)
{
  g_autoptr (GString) out = NULL;
  gboolean plain = *value != '\0' && strpbrk (value, " \t\n\",:<>=!*()\\") == NULL &&
                   *value != '-' && *value != '@';

  if (plain)
    return g_strdup (value);
  out = g_string_new ("\"");
  for (const char *at = value; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *at);
    }
  g_string_append_c (out, '"');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* A term field:value of this very field; what it says of the value is from value_start. */
static gboolean
is_of (const char *filter, const M77FilterSpan *span, const M77Field *field)
{
  return span->field == field && !span->negated && !span->is_wrong &&
         span->value_start > span->start && filter[span->value_start - 1] == ':';
}

/* The values of a term, as they are written. */
static char **
values_of (const char *filter, const M77FilterSpan *span)
{
  GPtrArray *values = g_ptr_array_new ();
  const char *start = filter + span->value_start, *end = filter + span->end;
  gboolean quoted = FALSE;

  for (const char *at = start; at <= end; at++)
    {
      if (at < end && quoted && *at == '\\' && at + 1 < end)
        at++;
      else if (at < end && *at == '"')
        quoted = !quoted;
      else if (at == end || (*at == ',' && !quoted))
        {
          if (at > start)
            g_ptr_array_add (values, g_strndup (start, (gsize) (at - start)));
          start = at + 1;
        }
    }
  g_ptr_array_add (values, NULL);
  return (char **) g_ptr_array_free (values, FALSE);
}

static gboolean
is_value (const char *written, const char *value)
{
  g_autofree char *quoted = quote (value);

  return g_ascii_strcasecmp (written, value) == 0 || g_ascii_strcasecmp (written, quoted) == 0;
}

/* The term that has the value, and its values; -1: none. */
static int
find_value (const char *filter, const GArray *spans, const M77Field *field, const char *value)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const M77FilterSpan *span = &g_array_index (spans, M77FilterSpan, i);
      g_auto (GStrv) values = is_of (filter, span, field) ? values_of (filter, span) : NULL;

      for (guint v = 0; values != NULL && values[v] != NULL; v++)
        if (is_value (values[v], value))
          return (int) i;
    }
  return -1;
}

/* Without the bytes from start to end, and without the blank that is left over. */
static void
cut (GString *text, gsize start, gsize end)
{
  while (end < text->len && text->str[end] == ' ')
    end++;
  g_string_erase (text, (gssize) start, (gssize) (end - start));
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
}

static void
append_term (GString *text, const char *term)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, term);
}

static void
remove_value (GString *text, const M77FilterSpan *span, const char *value)
{
  g_auto (GStrv) values = values_of (text->str, span);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; values[i] != NULL; i++)
    if (!is_value (values[i], value))
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? "," : "", values[i]);
  if (rest->len == 0)
    {
      cut (text, span->start, span->end);
      return;
    }
  g_string_erase (text, (gssize) span->value_start, (gssize) (span->end - span->value_start));
  g_string_insert (text, (gssize) span->value_start, rest->str);
}

gboolean
m77_facet_has (const char *filter, const M77Kind *kind, const M77Field *field, const char *value)
{
  g_autoptr (GArray) spans = m77_filter_spans (filter, kind);

  return find_value (filter, spans, field, value) >= 0;
}

char *
m77_facet_toggle (const char *filter, const M77Kind *kind, const M77Field *field, const char *value)
{
  g_autoptr (GArray) spans = m77_filter_spans (filter, kind);
  g_autoptr (GString) text = g_string_new (filter);
  g_autofree char *quoted = quote (value);
  g_autofree char *term = g_strdup_printf ("%s:%s", field->name, quoted);
  int at = find_value (filter, spans, field, value);

  if (at >= 0)
    {
      remove_value (text, &g_array_index (spans, M77FilterSpan, at), value);
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  for (guint i = 0; i < spans->len; i++)
    {
      const M77FilterSpan *span = &g_array_index (spans, M77FilterSpan, i);

      if (is_of (filter, span, field))
        {
          g_string_insert_c (text, (gssize) span->end, ',');
          g_string_insert (text, (gssize) span->end + 1, quoted);
          return g_string_free (g_steal_pointer (&text), FALSE);
        }
    }
  append_term (text, term);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* any: comparisons too. From the end, so that what is before stays where it is. */
static char *
without (const char *filter, const M77Kind *kind, const M77Field *field, gboolean any)
{
  g_autoptr (GArray) spans = m77_filter_spans (filter, kind);
  g_autoptr (GString) text = g_string_new (filter);

  for (guint i = spans->len; i > 0; i--)
    {
      const M77FilterSpan *span = &g_array_index (spans, M77FilterSpan, i - 1);

      if (is_of (filter, span, field) || (any && span->field == field && !span->negated))
        cut (text, span->start, span->end);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
m77_facet_without (const char *filter, const M77Kind *kind, const M77Field *field)
{
  return without (filter, kind, field, field->type == M77_TYPE_TIME);
}

/* ---- Days ---- */

char *
m77_facet_day (const M77Field *field, gint64 now, GTimeZone *zone, guint days_ago)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) day = g_date_time_add_days (local, -(int) days_ago);
  g_autoptr (GDateTime) next = g_date_time_add_days (day, 1);
  g_autofree char *from = g_date_time_format (day, "%Y-%m-%d");
  g_autofree char *to = g_date_time_format (next, "%Y-%m-%d");

  return g_strdup_printf ("%s>=%s %s<%s", field->name, from, field->name, to);
}

gboolean
m77_facet_has_term (const char *filter, const char *terms)
{
  const char *at = strstr (filter, terms);

  return at != NULL && (at == filter || at[-1] == ' ') &&
         (at[strlen (terms)] == '\0' || at[strlen (terms)] == ' ');
}

char *
m77_facet_toggle_term (const char *filter,
                       const M77Kind *kind,
                       const M77Field *field,
                       const char *terms)
{
  gboolean has = m77_facet_has_term (filter, terms);
  g_autofree char *rest = without (filter, kind, field, TRUE);
  g_autoptr (GString) text = g_string_new (rest);

  if (!has)
    append_term (text, terms);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
