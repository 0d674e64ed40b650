/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-rules.h"

#include "tests/sim/sim-field.h"
#include "tests/sim/sim-policy.h"

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

char *
sim_rules_check_edit (const SimDeed *deed, const M77Json *before, const M77Json *after)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *patch = parse (pool, deed->patch), *elements = parse (pool, deed->elements);
  const M77Json *saws[SIM_SAWS_MOST];
  guint n_saws = MIN (deed->saws->len, SIM_SAWS_MOST);
  char *fault = NULL;

  for (guint i = 0; i < n_saws; i++)
    saws[i] = parse (pool, deed->saws->pdata[deed->saws->len - n_saws + i]);
  for (guint i = 0; i < G_N_ELEMENTS (rules) && fault == NULL; i++)
    {
      const char *name = rules[i].field;
      SimField field = { .name = name, .pool = pool, .n_saws = n_saws };
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
      fault = sim_field_check (&field, rules[i].rule);
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
          !sim_field_is_same (m77_json_get (doc, name), m77_json_get (after, name)))
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
      SimField field = { .name = name };

      if (!g_str_equal (rules[i].kind, kind) || g_strv_contains ((const char *const *) may, name))
        continue;
      field.before = m77_json_get (before, name);
      field.after = m77_json_get (after, name);
      if (rules[i].rule == 'g')
        {
          char *fault = sim_field_check_log (&field);

          if (fault != NULL)
            return fault;
        }
      else if (!sim_field_is_same (field.before, field.after))
        return sim_field_wrong (&field, "it was not to change");
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

      if (sim_field_is_same (m77_json_get (saw, field), value))
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
