/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-conflict-elements.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"

static gboolean
is_log (const M77DecisionField *field)
{
  return field->field != NULL && field->field->type == M77_TYPE_LOG;
}

char *
tui_conflict_entry_words (const M77Json *entry, const TuiMoment *moment)
{
  const char *at = m77_json_get_string (entry, "at");
  const char *author = m77_json_get_string (entry, "author");
  const char *text = m77_json_get_string (entry, "text");
  g_autofree char *when = m77_time_short (at != NULL ? m77_time_parse (at) : M77_TIME_NONE,
                                          moment->now,
                                          moment->zone);

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
element_words (const M77DecisionField *field, const M77Json *element, const TuiMoment *moment)
{
  if (is_log (field))
    return tui_conflict_entry_words (element, moment);
  return m77_json_string (element) != NULL ? g_strdup (m77_json_string (element))
                                           : m77_json_to_text (element);
}

void
tui_conflict_add_elements (TuiMarked *marked,
                           const M77DecisionField *field,
                           const M77Json *base,
                           const M77Json *side,
                           TuiStyle role,
                           const TuiMoment *moment)
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

      tui_marked_add (marked, TUI_DIM, words);
      n++;
    }
  for (const M77Json *e = m77_json_first (base); e != NULL; e = m77_json_next (e))
    {
      g_autofree char *words = element_words (field, e, moment);

      if (log && holds (side, e))
        continue;
      if (n++ > 0)
        tui_marked_add (marked, TUI_PLAIN, between);
      if (holds (side, e))
        tui_marked_add (marked, TUI_PLAIN, words);
      else
        tui_marked_add_gone (marked, words);
    }
  for (const M77Json *e = m77_json_first (side); e != NULL; e = m77_json_next (e))
    {
      g_autofree char *words = element_words (field, e, moment);

      if (holds (base, e))
        continue;
      if (n++ > 0)
        tui_marked_add (marked, TUI_PLAIN, between);
      tui_marked_add_new (marked, role, words);
    }
  if (n == 0)
    tui_marked_add (marked, TUI_DIM, "-");
}

char *
tui_conflict_changes (const M77DecisionField *field, const M77Json *side, const TuiMoment *moment)
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
        g_autofree char *words = element_words (field, e, moment);

        g_string_append_printf (out, "%s{+%s+}", out->len > 0 ? " " : "", words);
      }
  for (const M77Json *e = m77_json_first (field->base); e != NULL && went > 0;
       e = m77_json_next (e))
    if (!holds (side, e))
      {
        g_autofree char *words = element_words (field, e, moment);

        g_string_append_printf (out, "%s[-%s-]", out->len > 0 ? " " : "", words);
      }
  return g_string_free (out, FALSE);
}
