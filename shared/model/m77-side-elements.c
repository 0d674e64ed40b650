/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-side"

#include "config.h"

#include "shared/model/m77-side-private.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"

static gboolean
is_log (const M77DecisionField *field)
{
  return field->field != NULL && field->field->type == M77_TYPE_LOG;
}

char *
m77_side_entry (const M77Json *entry, gint64 now, GTimeZone *zone)
{
  const char *at = m77_json_get_string (entry, "at");
  const char *author = m77_json_get_string (entry, "author");
  const char *text = m77_json_get_string (entry, "text");
  g_autofree char *when = m77_time_short (at != NULL ? m77_time_parse (at) : M77_TIME_NONE,
                                          now,
                                          zone);

  return g_strdup_printf ("%s %s  %s",
                          when,
                          author != NULL ? author : "",
                          text != NULL ? text : _ ("(its text was erased)"));
}

static const char *
element_key (const M77Json *element)
{
  return m77_json_string (element) != NULL ? m77_json_string (element)
                                           : m77_json_get_string (element, "id");
}

static gboolean
holds (const M77Json *array, const M77Json *element)
{
  const char *key = element_key (element);

  for (const M77Json *e = m77_json_first (array); e != NULL; e = m77_json_next (e))
    if (key != NULL ? g_strcmp0 (element_key (e), key) == 0 : m77_json_equal (e, element))
      return TRUE;
  return FALSE;
}

static guint
count_missing (const M77Json *from, const M77Json *in)
{
  guint count = 0;

  for (const M77Json *e = m77_json_first (from); e != NULL; e = m77_json_next (e))
    count += !holds (in, e);
  return count;
}

static char *
element_words (const M77DecisionField *field, const M77Json *element, gint64 now, GTimeZone *zone)
{
  if (is_log (field))
    return m77_side_entry (element, now, zone);
  return m77_json_string (element) != NULL ? g_strdup (m77_json_string (element))
                                           : m77_json_to_text (element);
}

void
m77_side_add_elements (GArray *spans,
                       const M77DecisionField *field,
                       const M77Json *base,
                       const M77Json *side,
                       gint64 now,
                       GTimeZone *zone)
{
  gboolean log = is_log (field);
  const char *between = log ? "\n" : " ";
  guint kept = m77_json_size (side) - count_missing (side, base);
  guint n = 0;

  if (log && kept > 0)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u entry as it was",
                                                          "%u entries as they were",
                                                          kept),
                                                kept);

      m77_spans_add (spans, M77_SPAN_ASIDE, words);
      n++;
    }
  for (const M77Json *e = m77_json_first (base); e != NULL; e = m77_json_next (e))
    {
      g_autofree char *words = element_words (field, e, now, zone);

      if (log && holds (side, e))
        continue;
      if (n++ > 0)
        m77_spans_add (spans, M77_SPAN_SAME, between);
      if (holds (side, e))
        m77_spans_add (spans, M77_SPAN_SAME, words);
      else
        m77_spans_add (spans, M77_SPAN_GONE, words);
    }
  for (const M77Json *e = m77_json_first (side); e != NULL; e = m77_json_next (e))
    {
      g_autofree char *words = element_words (field, e, now, zone);

      if (holds (base, e))
        continue;
      if (n++ > 0)
        m77_spans_add (spans, M77_SPAN_SAME, between);
      m77_spans_add (spans, M77_SPAN_NEW, words);
    }
  if (n == 0)
    m77_spans_add (spans, M77_SPAN_ASIDE, "-");
}

char *
m77_side_changes (const M77DecisionField *field, const M77Json *side, gint64 now, GTimeZone *zone)
{
  guint came = count_missing (side, field->base);
  guint went = count_missing (field->base, side);
  GString *out = g_string_new (NULL);

  if (is_log (field))
    {
      if (came > 0)
        g_string_append_printf (out, "{+%u+}", came);
      return g_string_free (out, FALSE);
    }
  for (const M77Json *e = m77_json_first (side); e != NULL && came > 0; e = m77_json_next (e))
    if (!holds (field->base, e))
      {
        g_autofree char *words = element_words (field, e, now, zone);

        g_string_append_printf (out, "%s{+%s+}", out->len > 0 ? " " : "", words);
      }
  for (const M77Json *e = m77_json_first (field->base); e != NULL && went > 0;
       e = m77_json_next (e))
    if (!holds (side, e))
      {
        g_autofree char *words = element_words (field, e, now, zone);

        g_string_append_printf (out, "%s[-%s-]", out->len > 0 ? " " : "", words);
      }
  return g_string_free (out, FALSE);
}
