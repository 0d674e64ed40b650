/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-merge"

#include "config.h"

#include "shared/model/m77-merge-private.h"

/* One member's three values; *merged NULL: it goes. FALSE: a person must decide. */
static gboolean
merge_member (const MergeSides *sides, const M77Json **merged)
{
  *merged = sides->mine;
  if (m77_merge_same (sides->theirs, sides->base))
    return TRUE;
  if (m77_json_is (sides->base, M77_JSON_OBJECT) && m77_json_is (sides->theirs, M77_JSON_OBJECT) &&
      m77_json_is (sides->mine, M77_JSON_OBJECT))
    return m77_merge_map (sides, merged) == MERGE_CHANGED;
  return FALSE;
}

/* What mine does to the member goes into the result. */
static gboolean
take_member (const MergeSides *sides, const char *name, M77Json *result)
{
  MergeSides inner = { .pool = sides->pool,
                       .base = m77_merge_value_of (sides->base, name),
                       .theirs = m77_merge_value_of (sides->theirs, name),
                       .mine = m77_merge_value_of (sides->mine, name) };
  const M77Json *merged;

  if (m77_merge_same (inner.mine, inner.base) || m77_merge_same (inner.mine, inner.theirs))
    return TRUE;
  if (!merge_member (&inner, &merged))
    return FALSE;
  if (merged == NULL)
    m77_json_remove (result, name);
  else
    m77_json_set (sides->pool, result, name, m77_json_copy (sides->pool, merged));
  return TRUE;
}

MergeVerdict
m77_merge_map (const MergeSides *sides, const M77Json **merged)
{
  const M77Json *changed[] = { sides->base, sides->mine };
  M77Json *result = sides->theirs != NULL ? m77_json_copy (sides->pool, sides->theirs)
                                          : m77_json_object_new (sides->pool);

  if (MAX (m77_json_size (sides->base), m77_json_size (sides->mine)) > M77_PATCH_MOST)
    return MERGE_OVERLAP;
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    for (const M77Json *m = m77_json_first (changed[i]); m != NULL; m = m77_json_next (m))
      if (!take_member (sides, m77_json_name (m), result))
        return MERGE_OVERLAP;
  *merged = result;
  return MERGE_CHANGED;
}
