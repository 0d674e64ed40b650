/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-rules.h"

#include <string.h>

#include "tests/sim/sim-policy.h"

#define SAWS_MOST 64

/* One field of a change. */
typedef struct
{
  const char *name;
  M77JsonPool *pool;
  const M77Json *saws[SAWS_MOST]; /* its values as the person saw it */
  guint n_saws;
  const M77Json *patch; /* what they put; NULL: nothing */
  const M77Json *add, *remove, *append;
  const M77Json *before, *after;
} Field;

/* a: asks, l: the later, m: the least, M: the most, r: the worse, s: set, g: log, t: text,
 * k: by key */
// clang-format off
static const struct
{
  const char *kind, *field;
  char rule;
} rules[] = {
  { "incident", "title", 'a' },           { "incident", "severity", 'r' },
  { "incident", "lead", 'a' },            { "incident", "ops", 'a' },
  { "incident", "region", 'a' },          { "incident", "environment", 'a' },
  { "incident", "summary", 't' },         { "incident", "impact", 't' },
  { "incident", "postmortem", 't' },      { "incident", "resolution", 't' },
  { "incident", "customers_affected", 'M' }, { "incident", "bridge", 'l' },
  { "incident", "timeline", 'g' },        { "incident", "next_update_due", 'm' },
  { "incident", "responders", 's' },
  { "incident", "tasks", 'k' },           { "incident", "labels", 's' },
  { "runbook", "title", 'a' },            { "runbook", "body", 't' },
  { "runbook", "alertnames", 's' },       { "runbook", "variables", 'k' },
  { "runbook", "origin", 'l' },           { "runbook", "review_every", 'm' },
  { "runbook", "labels", 's' },           { "runbook", "name", 'a' },
  { "dashboard", "title", 'a' },          { "dashboard", "folder", 'a' },
  { "dashboard", "body", 'k' },           { "dashboard", "keep_fresh", 'a' },
  { "dashboard", "labels", 's' },         { "dashboard", "name", 'a' },
};
// clang-format on

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  return text != NULL ? m77_json_parse (pool, text, -1, NULL) : NULL;
}

static gboolean
is_same (const M77Json *a, const M77Json *b)
{
  if (m77_json_is_null (a) || m77_json_is_null (b))
    return m77_json_is_null (a) && m77_json_is_null (b);
  return m77_json_equal (a, b);
}

static gboolean
is_saw (const Field *self, const M77Json *value)
{
  for (guint i = 0; i < self->n_saws; i++)
    if (is_same (self->saws[i], value))
      return TRUE;
  return FALSE;
}

static char *
wrong (const Field *self, const char *why)
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
check_asked (const Field *self)
{
  if (is_same (self->after, self->patch))
    return is_same (self->before, self->after) || is_saw (self, self->before)
               ? NULL
               : wrong (self, "somebody's change was overwritten unseen");
  if (is_same (self->before, self->after) && is_saw (self, self->patch))
    return NULL; /* they put what was there */
  return wrong (self, "what was put is not there");
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
check_ordered (const Field *self, gboolean least, gboolean raises)
{
  const M77Json *best;

  if (is_same (self->after, self->patch) && is_saw (self, self->before))
    return NULL;
  if (is_saw (self, self->patch) && is_same (self->before, self->after))
    return NULL;
  if (m77_json_is_null (self->before) || m77_json_is_null (self->patch))
    return is_same (self->before, self->after) && is_same (self->after, self->patch)
               ? NULL
               : wrong (self, "cleared on a side, and nobody was asked");
  best = (compare (self->before, self->patch) < 0) == least ? self->before : self->patch;
  if (!is_same (self->after, best))
    return wrong (self, "neither the one nor the other");
  for (guint i = 0; raises && i < self->n_saws; i++)
    if (m77_json_is_null (self->saws[i]) || compare (self->patch, self->saws[i]) <= 0)
      return NULL;
  return raises && !is_same (self->before, self->patch) ? wrong (self, "lowered unseen") : NULL;
}

static char *
check_last (const Field *self)
{
  if (is_same (self->after, self->patch))
    return NULL;
  return is_same (self->before, self->after) && is_saw (self, self->patch)
             ? NULL
             : wrong (self, "the later does not count");
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
was_seen (const Field *self, const M77Json *element, gboolean there)
{
  for (guint i = 0; i < self->n_saws; i++)
    if (holds (self->saws[i], element) == there)
      return TRUE;
  return self->n_saws == 0 && !there;
}

static gboolean
is_added (const Field *self, const M77Json *element)
{
  return holds (self->add, element) ||
         (holds (self->patch, element) && was_seen (self, element, FALSE));
}

static gboolean
is_removed (const Field *self, const M77Json *element)
{
  return holds (self->remove, element) ||
         (self->patch != NULL && !holds (self->patch, element) && was_seen (self, element, TRUE));
}

static char *
check_set (const Field *self)
{
  for (const M77Json *e = m77_json_first (self->before); e != NULL; e = m77_json_next (e))
    if (!holds (self->after, e) && !is_removed (self, e))
      return wrong (self, "an element went that nobody took out");
  for (const M77Json *e = m77_json_first (self->after); e != NULL; e = m77_json_next (e))
    if (!holds (self->before, e) && !is_added (self, e))
      return wrong (self, "an element came that nobody put in");
  for (const M77Json *e = m77_json_first (self->add); e != NULL; e = m77_json_next (e))
    if (!holds (self->after, e))
      return wrong (self, "what was put in is not there");
  for (const M77Json *e = m77_json_first (self->patch); e != NULL; e = m77_json_next (e))
    if (!was_seen (self, e, TRUE) && !holds (self->after, e))
      return wrong (self, "what was put in is not there");
  for (const M77Json *e = m77_json_first (self->remove); e != NULL; e = m77_json_next (e))
    if (holds (self->after, e) && is_saw (self, self->before))
      return wrong (self, "what was taken out is there");
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

static char *
check_log (const Field *self)
{
  guint n;

  for (const M77Json *e = m77_json_first (self->before); e != NULL; e = m77_json_next (e))
    {
      const M77Json *now = find_entry (self->after, m77_json_get_string (e, "id"), &n);

      if (now == NULL)
        return wrong (self, "an entry went");
      if (!m77_json_equal (m77_json_get (now, "text"), m77_json_get (e, "text")) &&
          m77_json_get (now, "text") != NULL && m77_json_get (now, "redacted") == NULL)
        return wrong (self, "an entry was rewritten");
    }
  for (const M77Json *e = m77_json_first (self->after); e != NULL; e = m77_json_next (e))
    if (find_entry (self->after, m77_json_get_string (e, "id"), &n) != NULL && n > 1)
      return wrong (self, "an entry is there twice");
  for (const M77Json *e = m77_json_first (self->append); e != NULL; e = m77_json_next (e))
    if (find_entry (self->after, m77_json_get_string (e, "id"), &n) == NULL)
      return wrong (self, "what was written is not there");
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
line_was_seen (const Field *self, const char *line, gboolean there)
{
  for (guint i = 0; i < self->n_saws; i++)
    if (has_line (self->saws[i], line) == there)
      return TRUE;
  return self->n_saws == 0 && !there;
}

static char *
check_lines (const Field *self, const M77Json *of)
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
        return wrong (self, "a line went that nobody took out");
      if (!was && is && (!put || !line_was_seen (self, lines[i], FALSE)))
        return wrong (self, "a line came that nobody wrote");
      if (put && !is && !line_was_seen (self, lines[i], TRUE))
        return wrong (self, "a line that was written is not there");
      if (!put && was && is && is_saw (self, self->before))
        return wrong (self, "a line that was taken out is there");
    }
  return NULL;
}

static char *
check_text (const Field *self)
{
  char *fault = NULL;

  if (is_saw (self, self->before) && is_same (self->after, self->patch))
    return NULL;
  if (is_saw (self, self->patch) && is_same (self->before, self->after))
    return NULL;
  if ((m77_json_is_null (self->before) || m77_json_is_null (self->patch)) &&
      !is_same (self->after, self->before) && !is_saw (self, self->before))
    return wrong (self, "cleared on a side, and nobody was asked");
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
check_cleared (const Field *self)
{
  for (const M77Json *m = m77_json_first (self->before); m != NULL; m = m77_json_next (m))
    {
      const M77Json *now = m77_json_get (self->after, m77_json_name (m));
      gboolean seen = FALSE;

      for (guint i = 0; i < self->n_saws; i++)
        seen |= is_same (m77_json_get (self->saws[i], m77_json_name (m)), m);
      if (seen ? now != NULL : !is_same (now, m))
        return wrong (self, "not just what was seen was taken out");
    }
  return m77_json_size (self->after) > m77_json_size (self->before)
             ? wrong (self, "a key came that nobody named")
             : NULL;
}

static char *
check_keys (const Field *self)
{
  Field one = { .name = self->name, .pool = self->pool, .n_saws = self->n_saws };
  char *fault = NULL;

  if (m77_json_is_null (self->patch))
    return check_cleared (self);
  if (!m77_json_is (self->patch, M77_JSON_OBJECT))
    return check_asked (self);
  for (const M77Json *m = m77_json_first (self->before); m != NULL; m = m77_json_next (m))
    if (m77_json_get (self->patch, m77_json_name (m)) == NULL &&
        !is_same (m, m77_json_get (self->after, m77_json_name (m))))
      return wrong (self, "a key changed that nobody named");
  for (const M77Json *m = m77_json_first (self->after); m != NULL; m = m77_json_next (m))
    if (m77_json_get (self->patch, m77_json_name (m)) == NULL &&
        m77_json_get (self->before, m77_json_name (m)) == NULL)
      return wrong (self, "a key came that nobody named");
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

static char *
check_field (const Field *self, char rule)
{
  gboolean is_log = rule == 'g';

  if (is_log)
    return check_log (self);
  if (self->patch == NULL && self->add == NULL && self->remove == NULL)
    return is_same (self->before, self->after) ? NULL : wrong (self, "it was not to change");
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

/* ---- Whole changes ---- */

char *
sim_rules_check_edit (const SimDeed *deed, const M77Json *before, const M77Json *after)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *patch = parse (pool, deed->patch), *elements = parse (pool, deed->elements);
  const M77Json *saws[SAWS_MOST];
  guint n_saws = MIN (deed->saws->len, SAWS_MOST);
  char *fault = NULL;

  for (guint i = 0; i < n_saws; i++)
    saws[i] = parse (pool, deed->saws->pdata[deed->saws->len - n_saws + i]);
  for (guint i = 0; i < G_N_ELEMENTS (rules) && fault == NULL; i++)
    {
      const char *name = rules[i].field;
      Field field = { .name = name, .pool = pool, .n_saws = n_saws };
      const M77Json *changes = m77_json_get (elements, name);

      if (!g_str_equal (rules[i].kind, deed->kind))
        continue;
      for (guint n = 0; n < n_saws; n++)
        field.saws[n] = m77_json_get (saws[n], name);
      field.patch = m77_json_get (patch, name);
      field.add = m77_json_get (changes, "add");
      field.remove = m77_json_get (changes, "remove");
      field.append = m77_json_get (changes, "append");
      field.before = m77_json_get (before, name);
      field.after = m77_json_get (after, name);
      fault = check_field (&field, rules[i].rule);
    }
  return fault;
}

char *
sim_rules_check_create (const SimDeed *deed, const M77Json *after)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc = parse (pool, deed->doc);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const char *name = rules[i].field;

      if (g_str_equal (rules[i].kind, deed->kind) && rules[i].rule != 'g' &&
          !is_same (m77_json_get (doc, name), m77_json_get (after, name)))
        return g_strdup_printf ("%s is not as it was made", name);
    }
  return NULL;
}

/* NULL: none changed. changed: fields that may, with blanks between. */
static char *
check_untouched (const char *kind, const M77Json *before, const M77Json *after, const char *changed)
{
  g_auto (GStrv) may = g_strsplit (changed, " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const char *name = rules[i].field;
      Field field = { .name = name };

      if (!g_str_equal (rules[i].kind, kind) || g_strv_contains ((const char *const *) may, name))
        continue;
      field.before = m77_json_get (before, name);
      field.after = m77_json_get (after, name);
      if (rules[i].rule == 'g')
        {
          char *fault = check_log (&field);

          if (fault != NULL)
            return fault;
        }
      else if (!is_same (field.before, field.after))
        return wrong (&field, "it was not to change");
    }
  return NULL;
}

char *
sim_rules_check_delete (const SimDeed *deed, const M77Json *before)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  char *fault = g_strdup ("nobody saw it");

  for (guint i = 0; i < deed->saws->len && fault != NULL; i++)
    {
      g_free (fault);
      fault = check_untouched (deed->kind, parse (pool, deed->saws->pdata[i]), before, "");
    }
  return fault;
}

/* Whether it is what the person had before them when they last asked. */
static gboolean
is_in_sight (const SimDeed *deed, const char *field, const M77Json *value)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  for (guint i = 0; i < MIN (deed->sights, deed->saws->len); i++)
    {
      const M77Json *saw = parse (pool, deed->saws->pdata[deed->saws->len - 1 - i]);

      if (is_same (m77_json_get (saw, field), value))
        return TRUE;
    }
  return FALSE;
}

char *
sim_rules_check_act (const SimDeed *deed, const M77Json *before, const M77Json *after)
{
  const SimAction *action = sim_policy_action (deed->kind, deed->action);
  g_auto (GStrv) expect = NULL;

  if (action == NULL)
    return g_strdup ("nobody knows such an action");
  expect = g_strsplit (action->expect, " ", -1);
  for (guint i = 0; expect[i] != NULL; i++)
    if (!is_in_sight (deed, expect[i], m77_json_get (before, expect[i])))
      return g_strdup_printf ("%s is not as it was when they asked", expect[i]);
  return check_untouched (deed->kind, before, after, action->changes);
}

char *
sim_rules_check_other (const char *kind, const M77Json *before, const M77Json *after)
{
  return check_untouched (kind, before, after, "");
}
