/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-field.h"

#include <string.h>

gboolean
sim_field_is_same (const M77Json *a, const M77Json *b)
{
  if (m77_json_is_null (a) || m77_json_is_null (b))
    return m77_json_is_null (a) && m77_json_is_null (b);
  return m77_json_equal (a, b);
}

static gboolean
is_saw (const SimField *self, const M77Json *value)
{
  for (guint i = 0; i < self->n_saws; i++)
    if (sim_field_is_same (self->saws[i], value))
      return TRUE;
  return FALSE;
}

char *
sim_field_wrong (const SimField *self, const char *why)
{
  g_autofree char *saw = m77_json_to_text (self->n_saws > 0 ? self->saws[self->n_saws - 1] : NULL);
  g_autofree char *put = m77_json_to_text (self->patch);
  g_autofree char *before = m77_json_to_text (self->before);
  g_autofree char *after = m77_json_to_text (self->after);

  return g_strdup_printf ("%s: %s: saw %s, put %s, was %s, is %s",
                          self->name,
                          why,
                          saw,
                          put,
                          before,
                          after);
}

/* ---- One value ---- */

static char *
check_asked (const SimField *self)
{
  if (sim_field_is_same (self->after, self->patch))
    return sim_field_is_same (self->before, self->after) || is_saw (self, self->before)
               ? NULL
               : sim_field_wrong (self, "somebody's change was overwritten unseen");
  if (sim_field_is_same (self->before, self->after) && is_saw (self, self->patch))
    return NULL; /* they put what was there */
  return sim_field_wrong (self, "what was put is not there");
}

static int
compare (const M77Json *a, const M77Json *b)
{
  double x, y;

  if (m77_json_double (a, &x) && m77_json_double (b, &y))
    return x < y ? -1 : x > y;
  return g_strcmp0 (m77_json_string (a), m77_json_string (b));
}

/* least: by number, by time, and sev1 is the worst. */
static char *
check_ordered (const SimField *self, gboolean least, gboolean raises)
{
  const M77Json *best;

  if (sim_field_is_same (self->after, self->patch) && is_saw (self, self->before))
    return NULL;
  if (is_saw (self, self->patch) && sim_field_is_same (self->before, self->after))
    return NULL;
  if (m77_json_is_null (self->before) || m77_json_is_null (self->patch))
    return sim_field_is_same (self->before, self->after) &&
                   sim_field_is_same (self->after, self->patch)
               ? NULL
               : sim_field_wrong (self, "cleared on a side, and nobody was asked");
  best = (compare (self->before, self->patch) < 0) == least ? self->before : self->patch;
  if (!sim_field_is_same (self->after, best))
    return sim_field_wrong (self, "neither the one nor the other");
  for (guint i = 0; raises && i < self->n_saws; i++)
    if (m77_json_is_null (self->saws[i]) || compare (self->patch, self->saws[i]) <= 0)
      return NULL;
  return raises && !sim_field_is_same (self->before, self->patch)
             ? sim_field_wrong (self, "lowered unseen")
             : NULL;
}

static char *
check_last (const SimField *self)
{
  if (sim_field_is_same (self->after, self->patch))
    return NULL;
  return sim_field_is_same (self->before, self->after) && is_saw (self, self->patch)
             ? NULL
             : sim_field_wrong (self, "the later does not count");
}

/* ---- Many values ---- */

static gboolean
holds (const M77Json *list, const M77Json *element)
{
  for (const M77Json *e = m77_json_first (list); e != NULL; e = m77_json_next (e))
    if (m77_json_equal (e, element))
      return TRUE;
  return FALSE;
}

/* Whether some sight of it had the element, and whether some had it not. */
static gboolean
was_seen (const SimField *self, const M77Json *element, gboolean there)
{
  for (guint i = 0; i < self->n_saws; i++)
    if (holds (self->saws[i], element) == there)
      return TRUE;
  return self->n_saws == 0 && !there;
}

static gboolean
is_added (const SimField *self, const M77Json *element)
{
  return holds (self->add, element) ||
         (holds (self->patch, element) && was_seen (self, element, FALSE));
}

static gboolean
is_removed (const SimField *self, const M77Json *element)
{
  return holds (self->remove, element) ||
         (self->patch != NULL && !holds (self->patch, element) && was_seen (self, element, TRUE));
}

static char *
check_set (const SimField *self)
{
  for (const M77Json *e = m77_json_first (self->before); e != NULL; e = m77_json_next (e))
    if (!holds (self->after, e) && !is_removed (self, e))
      return sim_field_wrong (self, "an element went that nobody took out");
  for (const M77Json *e = m77_json_first (self->after); e != NULL; e = m77_json_next (e))
    if (!holds (self->before, e) && !is_added (self, e))
      return sim_field_wrong (self, "an element came that nobody put in");
  for (const M77Json *e = m77_json_first (self->add); e != NULL; e = m77_json_next (e))
    if (!holds (self->after, e))
      return sim_field_wrong (self, "what was put in is not there");
  for (const M77Json *e = m77_json_first (self->patch); e != NULL; e = m77_json_next (e))
    if (!was_seen (self, e, TRUE) && !holds (self->after, e))
      return sim_field_wrong (self, "what was put in is not there");
  for (const M77Json *e = m77_json_first (self->remove); e != NULL; e = m77_json_next (e))
    if (holds (self->after, e) && is_saw (self, self->before))
      return sim_field_wrong (self, "what was taken out is there");
  return NULL;
}

static const M77Json *
find_entry (const M77Json *log, const char *id, guint *n)
{
  const M77Json *found = NULL;

  *n = 0;
  for (const M77Json *e = m77_json_first (log); e != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_get_string (e, "id"), id) == 0)
      {
        found = e;
        ++*n;
      }
  return found;
}

char *
sim_field_check_log (const SimField *self)
{
  guint n;

  for (const M77Json *e = m77_json_first (self->before); e != NULL; e = m77_json_next (e))
    {
      const M77Json *now = find_entry (self->after, m77_json_get_string (e, "id"), &n);

      if (now == NULL)
        return sim_field_wrong (self, "an entry went");
      if (!m77_json_equal (m77_json_get (now, "text"), m77_json_get (e, "text")) &&
          m77_json_get (now, "text") != NULL && m77_json_get (now, "redacted") == NULL)
        return sim_field_wrong (self, "an entry was rewritten");
    }
  for (const M77Json *e = m77_json_first (self->after); e != NULL; e = m77_json_next (e))
    if (find_entry (self->after, m77_json_get_string (e, "id"), &n) != NULL && n > 1)
      return sim_field_wrong (self, "an entry is there twice");
  for (const M77Json *e = m77_json_first (self->append); e != NULL; e = m77_json_next (e))
    if (find_entry (self->after, m77_json_get_string (e, "id"), &n) == NULL)
      return sim_field_wrong (self, "what was written is not there");
  return NULL;
}

/* ---- Text: every line that people write is another ---- */

static gboolean
has_line (const M77Json *text, const char *line)
{
  g_auto (GStrv)
      lines = g_strsplit (m77_json_string (text) != NULL ? m77_json_string (text) : "", "\n", -1);

  return g_strv_contains ((const char *const *) lines, line);
}

static gboolean
line_was_seen (const SimField *self, const char *line, gboolean there)
{
  for (guint i = 0; i < self->n_saws; i++)
    if (has_line (self->saws[i], line) == there)
      return TRUE;
  return self->n_saws == 0 && !there;
}

static char *
check_lines (const SimField *self, const M77Json *of)
{
  g_auto (GStrv)
      lines = g_strsplit (m77_json_string (of) != NULL ? m77_json_string (of) : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean was = has_line (self->before, lines[i]), is = has_line (self->after, lines[i]);
      gboolean put = has_line (self->patch, lines[i]);

      if (*lines[i] == '\0')
        continue;
      if (was && !is && (put || !line_was_seen (self, lines[i], TRUE)))
        return sim_field_wrong (self, "a line went that nobody took out");
      if (!was && is && (!put || !line_was_seen (self, lines[i], FALSE)))
        return sim_field_wrong (self, "a line came that nobody wrote");
      if (put && !is && !line_was_seen (self, lines[i], TRUE))
        return sim_field_wrong (self, "a line that was written is not there");
      if (!put && was && is && is_saw (self, self->before))
        return sim_field_wrong (self, "a line that was taken out is there");
    }
  return NULL;
}

static char *
check_text (const SimField *self)
{
  char *fault = NULL;

  if (is_saw (self, self->before) && sim_field_is_same (self->after, self->patch))
    return NULL;
  if (is_saw (self, self->patch) && sim_field_is_same (self->before, self->after))
    return NULL;
  if ((m77_json_is_null (self->before) || m77_json_is_null (self->patch)) &&
      !sim_field_is_same (self->after, self->before) && !is_saw (self, self->before))
    return sim_field_wrong (self, "cleared on a side, and nobody was asked");
  fault = check_lines (self, self->before);
  if (fault == NULL)
    fault = check_lines (self, self->after);
  if (fault == NULL)
    fault = check_lines (self, self->patch);
  return fault;
}

/* ---- By key: a patch names the keys it changes ---- */

/* All that they saw is taken out, and nothing else. */
static char *
check_cleared (const SimField *self)
{
  for (const M77Json *m = m77_json_first (self->before); m != NULL; m = m77_json_next (m))
    {
      const M77Json *now = m77_json_get (self->after, m77_json_name (m));
      gboolean seen = FALSE;

      for (guint i = 0; i < self->n_saws; i++)
        seen |= sim_field_is_same (m77_json_get (self->saws[i], m77_json_name (m)), m);
      if (seen ? now != NULL : !sim_field_is_same (now, m))
        return sim_field_wrong (self, "not just what was seen was taken out");
    }
  return m77_json_size (self->after) > m77_json_size (self->before)
             ? sim_field_wrong (self, "a key came that nobody named")
             : NULL;
}

static char *
check_keys (const SimField *self)
{
  SimField one = { .name = self->name, .pool = self->pool, .n_saws = self->n_saws };
  char *fault = NULL;

  if (m77_json_is_null (self->patch))
    return check_cleared (self);
  if (!m77_json_is (self->patch, M77_JSON_OBJECT))
    return check_asked (self);
  for (const M77Json *m = m77_json_first (self->before); m != NULL; m = m77_json_next (m))
    if (m77_json_get (self->patch, m77_json_name (m)) == NULL &&
        !sim_field_is_same (m, m77_json_get (self->after, m77_json_name (m))))
      return sim_field_wrong (self, "a key changed that nobody named");
  for (const M77Json *m = m77_json_first (self->after); m != NULL; m = m77_json_next (m))
    if (m77_json_get (self->patch, m77_json_name (m)) == NULL &&
        m77_json_get (self->before, m77_json_name (m)) == NULL)
      return sim_field_wrong (self, "a key came that nobody named");
  for (const M77Json *m = m77_json_first (self->patch); m != NULL && fault == NULL;
       m = m77_json_next (m))
    {
      for (guint i = 0; i < self->n_saws; i++)
        one.saws[i] = m77_json_get (self->saws[i], m77_json_name (m));
      one.patch = m;
      one.before = m77_json_get (self->before, m77_json_name (m));
      one.after = m77_json_get (self->after, m77_json_name (m));
      fault = m77_json_is (m, M77_JSON_OBJECT) ? check_keys (&one) : check_asked (&one);
    }
  return fault;
}

char *
sim_field_check (const SimField *self, char rule)
{
  gboolean is_log = rule == 'g';

  if (is_log)
    return sim_field_check_log (self);
  if (self->patch == NULL && self->add == NULL && self->remove == NULL)
    return sim_field_is_same (self->before, self->after)
               ? NULL
               : sim_field_wrong (self, "it was not to change");
  switch (rule)
    {
    case 'l':
      return check_last (self);
    case 'm':
      return check_ordered (self, TRUE, FALSE);
    case 'M':
      return check_ordered (self, FALSE, FALSE);
    case 'r':
      return check_ordered (self, TRUE, TRUE);
    case 's':
      return check_set (self);
    case 't':
      return check_text (self);
    case 'k':
      return check_keys (self);
    default:
      return check_asked (self);
    }
}
