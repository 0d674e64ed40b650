/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-oracle"

#include "config.h"

#include "tests/shared/merge-oracle.h"

static gboolean
has (const M77Json *list, const M77Json *element)
{
  for (const M77Json *e = m77_json_first (list); e != NULL; e = m77_json_next (e))
    if (m77_json_equal (e, element))
      return TRUE;
  return FALSE;
}

static const M77Json *
entry_of (const M77Json *log, const M77Json *entry)
{
  for (const M77Json *e = m77_json_first (log); e != NULL; e = m77_json_next (e))
    if (g_str_equal (m77_json_get_string (e, "id"), m77_json_get_string (entry, "id")))
      return e;
  return NULL;
}

/* Times as the tests write them compare as texts. */
static gboolean
is_later (const M77Json *a, const M77Json *b)
{
  int order = g_strcmp0 (m77_json_get_string (a, "at"), m77_json_get_string (b, "at"));

  if (order == 0)
    order = g_strcmp0 (m77_json_get_string (a, "id"), m77_json_get_string (b, "id"));
  return order > 0;
}

/* log with an entry in its place. */
static M77Json *
put_in (M77JsonPool *pool, const M77Json *log, const M77Json *entry)
{
  M77Json *result = m77_json_array_new (pool);
  gboolean is_in = FALSE;

  for (const M77Json *e = m77_json_first (log); e != NULL; e = m77_json_next (e))
    {
      if (!is_in && is_later (e, entry))
        {
          m77_json_append (result, m77_json_copy (pool, entry));
          is_in = TRUE;
        }
      m77_json_append (result, m77_json_copy (pool, e));
    }
  if (!is_in)
    m77_json_append (result, m77_json_copy (pool, entry));
  return result;
}

static const M77Json *
join_logs (M77JsonPool *pool, const M77Json *log, const M77Json *more)
{
  for (const M77Json *e = m77_json_first (more); e != NULL; e = m77_json_next (e))
    if (entry_of (log, e) == NULL)
      log = put_in (pool, log, e);
  return log;
}

static M77Json *
join_sets (M77JsonPool *pool, const M77Json *set, const M77Json *add, const M77Json *remove)
{
  M77Json *result = m77_json_array_new (pool);

  for (const M77Json *e = m77_json_first (set); e != NULL; e = m77_json_next (e))
    if (!has (remove, e) || has (add, e))
      m77_json_append (result, m77_json_copy (pool, e));
  for (const M77Json *e = m77_json_first (add); e != NULL; e = m77_json_next (e))
    if (!has (result, e))
      m77_json_append (result, m77_json_copy (pool, e));
  return result;
}

static M77Json *
apply_patch (M77JsonPool *pool, const M77Json *doc, const M77Json *patch)
{
  M77Json *result = m77_json_object_new (pool);

  if (!m77_json_is (patch, M77_JSON_OBJECT))
    return m77_json_copy (pool, patch);
  if (m77_json_is (doc, M77_JSON_OBJECT))
    for (const M77Json *m = m77_json_first (doc); m != NULL; m = m77_json_next (m))
      if (m77_json_get (patch, m77_json_name (m)) == NULL)
        m77_json_set (pool, result, m77_json_name (m), m77_json_copy (pool, m));
  for (const M77Json *m = m77_json_first (patch); m != NULL; m = m77_json_next (m))
    if (!m77_json_is_null (m))
      m77_json_set (pool,
                    result,
                    m77_json_name (m),
                    apply_patch (pool, m77_json_get (doc, m77_json_name (m)), m));
  return result;
}

M77Json *
oracle_apply (M77JsonPool *pool, const M77Json *doc, const M77Json *patch, const M77Json *elements)
{
  M77Json *none = m77_json_object_new (pool);
  M77Json *result = apply_patch (pool, doc, patch != NULL ? patch : none);

  for (const M77Json *c = m77_json_first (elements); c != NULL; c = m77_json_next (c))
    {
      const M77Json *old = m77_json_get (result, m77_json_name (c));
      const M77Json *append = m77_json_get (c, "append");
      const M77Json *after = append != NULL ? join_logs (pool, old, append)
                                            : join_sets (pool,
                                                         old,
                                                         m77_json_get (c, "add"),
                                                         m77_json_get (c, "remove"));

      if (m77_json_size (after) > 0 || old != NULL)
        m77_json_set (pool, result, m77_json_name (c), m77_json_copy (pool, after));
    }
  return result;
}

static gboolean
is_nothing (const M77Field *field, const M77Json *value)
{
  gboolean holds = field->type == M77_TYPE_SET || field->type == M77_TYPE_LOG ||
                   field->type == M77_TYPE_MAP;

  return m77_json_is_null (value) ||
         (holds && m77_json_string (value) == NULL && m77_json_size (value) == 0);
}

gboolean
oracle_same_value (const M77Field *field, const M77Json *a, const M77Json *b)
{
  if (is_nothing (field, a) || is_nothing (field, b))
    return is_nothing (field, a) && is_nothing (field, b);
  if (field->type != M77_TYPE_SET)
    return m77_json_equal (a, b);
  if (m77_json_size (a) != m77_json_size (b))
    return FALSE;
  for (const M77Json *e = m77_json_first (a); e != NULL; e = m77_json_next (e))
    if (!has (b, e))
      return FALSE;
  return TRUE;
}

/* NULL: asks. Keys that are gone from both are gone. */
static M77Json *
join_maps (M77JsonPool *pool, const M77Json *base, const M77Json *theirs, const M77Json *mine)
{
  M77Json *result = m77_json_object_new (pool);
  const M77Json *sides[] = { theirs, mine };

  for (int i = 0; i < 2; i++)
    for (const M77Json *m = m77_json_first (sides[i]); m != NULL; m = m77_json_next (m))
      {
        const M77Json *b = m77_json_get (base, m77_json_name (m));
        const M77Json *t = m77_json_get (theirs, m77_json_name (m));
        const M77Json *o = m77_json_get (mine, m77_json_name (m));
        const M77Json *value = NULL;

        if (m77_json_equal (o, t) || m77_json_equal (o, b))
          value = t;
        else if (m77_json_equal (t, b))
          value = o;
        else if (!m77_json_is (b, M77_JSON_OBJECT) || !m77_json_is (t, M77_JSON_OBJECT) ||
                 !m77_json_is (o, M77_JSON_OBJECT) || (value = join_maps (pool, b, t, o)) == NULL)
          return NULL;
        if (value != NULL)
          m77_json_set (pool, result, m77_json_name (m), m77_json_copy (pool, value));
      }
  return result;
}

static int
rank_of (const M77Field *field, const char *name)
{
  int rank = 0;

  while (field->values[rank].name != NULL && g_strcmp0 (field->values[rank].name, name) != 0)
    rank++;
  return rank;
}

/* TRUE if a goes before b: of numbers and of times as the tests write them. */
static gboolean
is_less (const M77Json *a, const M77Json *b)
{
  double x = 0, y = 0;

  if (m77_json_double (a, &x) && m77_json_double (b, &y))
    return x < y;
  return g_strcmp0 (m77_json_string (a), m77_json_string (b)) < 0;
}

static OracleVerdict
raise_to (const M77Field *field, const M77Json *base, const M77Json **value, const M77Json *theirs)
{
  int mine = rank_of (field, m77_json_string (*value));
  int other = rank_of (field, m77_json_string (theirs));

  if (base != NULL && mine > rank_of (field, m77_json_string (base)))
    return ORACLE_ASKS;
  if (other < mine)
    *value = theirs;
  return ORACLE_VALUE;
}

/* All three differ. */
static OracleVerdict
by_rule (M77JsonPool *pool,
         const M77Field *field,
         const M77Json *base,
         const M77Json *theirs,
         const M77Json *mine,
         const M77Json **value)
{
  M77Merge rule = m77_field_merge (field);

  *value = mine;
  if (rule == M77_MERGE_LAST)
    return ORACLE_VALUE;
  if (rule == M77_MERGE_SET)
    {
      *value = join_sets (pool, theirs, join_sets (pool, mine, NULL, base), NULL);
      *value = join_sets (pool, *value, NULL, join_sets (pool, base, NULL, mine));
      return ORACLE_VALUE;
    }
  if (rule == M77_MERGE_LOG)
    {
      *value = join_logs (pool, theirs, mine);
      return ORACLE_VALUE;
    }
  if (rule == M77_MERGE_MAP)
    {
      *value = join_maps (pool, base, theirs, mine);
      return *value != NULL ? ORACLE_VALUE : ORACLE_ASKS;
    }
  if (is_nothing (field, mine) || is_nothing (field, theirs))
    return ORACLE_ASKS;
  if (rule == M77_MERGE_RAISE)
    return raise_to (field, base, value, theirs);
  if (rule == M77_MERGE_TEXT && base != NULL)
    return ORACLE_TEXT;
  if (rule != M77_MERGE_MIN && rule != M77_MERGE_MAX)
    return ORACLE_ASKS;
  if (is_less (theirs, mine) == (rule == M77_MERGE_MIN))
    *value = theirs;
  return ORACLE_VALUE;
}

OracleVerdict
oracle_field (M77JsonPool *pool,
              const M77Field *field,
              const M77Json *base,
              const M77Json *theirs,
              const M77Json *mine,
              const M77Json **value)
{
  *value = theirs;
  if (oracle_same_value (field, mine, theirs) || oracle_same_value (field, mine, base))
    return ORACLE_VALUE;
  *value = mine;
  if (oracle_same_value (field, theirs, base))
    return ORACLE_VALUE;
  return by_rule (pool, field, base, theirs, mine, value);
}

static int
count_line (char *const *lines, const char *line)
{
  int n = 0;

  for (; *lines != NULL; lines++)
    n += g_str_equal (*lines, line);
  return n;
}

const char *
oracle_lines_fault (const char *base, const char *theirs, const char *mine, const char *merged)
{
  g_auto (GStrv) b = g_strsplit (base, "\n", -1);
  g_auto (GStrv) t = g_strsplit (theirs, "\n", -1);
  g_auto (GStrv) m = g_strsplit (mine, "\n", -1);
  g_auto (GStrv) all = g_strsplit (merged, "\n", -1);
  char **const sides[] = { b, t, m, all };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    for (guint n = 0; sides[i][n] != NULL; n++)
      {
        const char *line = sides[i][n];
        int in_b = count_line (b, line), in_t = count_line (t, line), in_m = count_line (m, line);
        int both = in_t + in_m - in_b;
        int found = count_line (all, line);

        if (*line == '\0')
          continue; /* the end of a text, with or without newline, is one too */
        if (found < MIN (MIN (in_t, in_m), both))
          return "a line is lost";
        if (found > MAX (MAX (in_t, in_m), both))
          return in_t + in_m == 0 ? "a line nobody wrote" : "a line is doubled";
      }
  return NULL;
}
