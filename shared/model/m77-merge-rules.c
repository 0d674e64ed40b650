/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-merge"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-diff3.h"
#include "shared/model/m77-merge-private.h"
#include "shared/model/m77-patch-private.h"

const M77Json *
m77_merge_value_of (const M77Json *object, const char *name)
{
  const M77Json *value = m77_json_get (object, name);

  return m77_json_is_null (value) ? NULL : value;
}

gboolean
m77_merge_same (const M77Json *a, const M77Json *b)
{
  return (a == NULL && b == NULL) || (a != NULL && b != NULL && m77_json_equal (a, b));
}

static gboolean
are_all (const MergeSides *sides, M77JsonType type)
{
  const M77Json *values[] = { sides->base, sides->theirs, sides->mine };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (values[i] != NULL && !m77_json_is (values[i], type))
      return FALSE;
  return TRUE;
}

/* < 0, 0, > 0 of mine against theirs; FALSE if they cannot be compared. */
static gboolean
compare_values (const MergeSides *sides, int *order)
{
  const char *mine_text = m77_json_string (sides->mine);
  const char *their_text = m77_json_string (sides->theirs);
  double mine, theirs;

  if (sides->field->type == M77_TYPE_TIME && mine_text != NULL && their_text != NULL)
    {
      gint64 a = m77_time_parse (mine_text), b = m77_time_parse (their_text);

      *order = (a > b) - (a < b);
      return a != M77_TIME_NONE && b != M77_TIME_NONE;
    }
  if (!m77_json_double (sides->mine, &mine) || !m77_json_double (sides->theirs, &theirs))
    return FALSE;
  *order = (mine > theirs) - (mine < theirs);
  return TRUE;
}

static MergeVerdict
merge_extreme (const MergeSides *sides, int wanted)
{
  int order;

  if (sides->mine == NULL || sides->theirs == NULL || !compare_values (sides, &order))
    return MERGE_OVERLAP;
  return order == wanted ? MERGE_CHANGED : MERGE_THEIRS;
}

/* The worse of two raised; what lowers is for a person. An unknown value is worst. */
static MergeVerdict
merge_raise (const MergeSides *sides)
{
  const char *base = m77_json_string (sides->base);
  const char *mine = m77_json_string (sides->mine);
  const char *theirs = m77_json_string (sides->theirs);
  int my_rank, their_rank;

  if (mine == NULL || theirs == NULL)
    return MERGE_OVERLAP;
  my_rank = m77_field_rank (sides->field, mine);
  their_rank = m77_field_rank (sides->field, theirs);
  if (my_rank == their_rank || (base != NULL && my_rank > m77_field_rank (sides->field, base)))
    return MERGE_OVERLAP;
  return my_rank < their_rank ? MERGE_CHANGED : MERGE_THEIRS;
}

/* A document (a dashboard) merges as the lines it is written in, if what comes out of it
 * can be read. */
static MergeVerdict
merge_lines (const MergeSides *sides, const M77Json **merged)
{
  const M77Json *values[] = { sides->base, sides->mine, sides->theirs };
  gboolean is_text = m77_json_is (sides->base, M77_JSON_STRING);
  g_autofree char *result = NULL;
  g_auto (GStrv) texts = g_new0 (char *, 4);

  for (int i = 0; i < 3; i++)
    {
      GString *pretty;

      if (values[i] == NULL || m77_json_is (values[i], M77_JSON_STRING) != is_text)
        return MERGE_OVERLAP;
      if (is_text)
        {
          texts[i] = g_strdup (m77_json_string (values[i]));
          continue;
        }
      pretty = g_string_new (NULL);
      m77_json_write_sorted (values[i], pretty);
      texts[i] = g_string_free (pretty, FALSE);
    }
  result = m77_diff3 (texts[0], texts[1], texts[2]);
  if (result == NULL)
    return MERGE_OVERLAP;
  *merged = is_text ? m77_json_string_new (sides->pool, result)
                    : m77_json_parse (sides->pool, result, -1, NULL);
  return *merged != NULL ? MERGE_CHANGED : MERGE_OVERLAP;
}

/* Sets *merged where it returns MERGE_CHANGED. */
static MergeVerdict
merge_value (const MergeSides *sides, const M77Json **merged)
{
  M77Merge rule = sides->field != NULL ? m77_field_merge (sides->field) : M77_MERGE_ASK;

  *merged = sides->mine;
  if (m77_merge_same (sides->mine, sides->theirs) || m77_merge_same (sides->mine, sides->base))
    return MERGE_THEIRS;
  if (m77_merge_same (sides->theirs, sides->base))
    return MERGE_CHANGED;
  switch (rule)
    {
    case M77_MERGE_LAST:
      return MERGE_CHANGED;
    case M77_MERGE_MIN:
      return merge_extreme (sides, -1);
    case M77_MERGE_MAX:
      return merge_extreme (sides, 1);
    case M77_MERGE_RAISE:
      return merge_raise (sides);
    case M77_MERGE_TEXT:
      return merge_lines (sides, merged);
    case M77_MERGE_MAP:
      return are_all (sides, M77_JSON_OBJECT) ? m77_merge_map (sides, merged) : MERGE_OVERLAP;
    default:
      return MERGE_OVERLAP;
    }
}

static M77Merge
rule_of (const M77Field *field, const M77Json *change)
{
  if (field != NULL)
    return m77_field_merge (field);
  if (m77_json_get (change, "append") != NULL)
    return M77_MERGE_LOG;
  return change != NULL ? M77_MERGE_SET : M77_MERGE_ASK;
}

MergeVerdict
m77_merge_field (const MergeSides *sides, const M77Json *change, const M77Json **merged)
{
  M77Merge rule = rule_of (sides->field, change);

  if (rule != M77_MERGE_SET && rule != M77_MERGE_LOG)
    return merge_value (sides, merged);
  if (!are_all (sides, M77_JSON_ARRAY))
    return merge_value (sides, merged);
  *merged = sides->mine;
  if (sides->base == sides->theirs) /* an edit by element, made of theirs */
    return MERGE_CHANGED;
  if (rule == M77_MERGE_LOG)
    return m77_merge_log (sides, merged);
  *merged = m77_merge_set (sides, m77_json_get (change, "add"));
  return MERGE_CHANGED;
}
