/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-merge"

#include "config.h"

#include "shared/model/m77-merge-private.h"
#include "shared/model/m77-patch-private.h"
#include "shared/model/m77-validate.h"

/* {name: value}, or an empty object. */
static M77Json *
single (M77JsonPool *pool, const char *name, const M77Json *value)
{
  M77Json *object = m77_json_object_new (pool);

  if (value != NULL)
    m77_json_set (pool, object, name, m77_json_copy (pool, value));
  return object;
}

static void
join (M77JsonPool *pool, M77Json **all, const char *name, M77Json *value)
{
  if (*all == NULL)
    *all = m77_json_object_new (pool);
  m77_json_set (pool, *all, name, value);
}

static void
join_members (M77JsonPool *pool, M77Json **all, const M77Json *part)
{
  for (const M77Json *m = m77_json_first (part); m != NULL; m = m77_json_next (m))
    join (pool, all, m77_json_name (m), m77_json_copy (pool, m));
}

static gboolean
is_full (const M77MergeResult *result)
{
  return MAX (m77_json_size (result->patch), m77_json_size (result->elements)) >= M77_PATCH_MOST;
}

/* Adds to the result the edit that makes merged of theirs. FALSE if a patch cannot say it:
 * nulls within objects, too many fields. */
static gboolean
keep (M77MergeResult *result, const MergeSides *sides, const M77Kind *kind, const M77Json *merged)
{
  M77Json *theirs = single (sides->pool, sides->name, sides->theirs);
  M77Json *wanted = single (sides->pool, sides->name, merged);
  M77Json *patch, *elements, *made;

  if (is_full (result))
    return FALSE;
  m77_edit_diff (sides->pool, kind, theirs, wanted, &patch, &elements);
  made = m77_edit_apply (sides->pool, theirs, patch, elements, NULL);
  if (!m77_json_is (merged, M77_JSON_ARRAY) &&
      !m77_merge_same (m77_merge_value_of (made, sides->name),
                       m77_merge_value_of (wanted, sides->name)))
    return FALSE;
  join_members (sides->pool, &result->patch, patch);
  join_members (sides->pool, &result->elements, elements);
  return TRUE;
}

/* A value that neither side wrote may break a rule both kept: too many in a set, too long a
 * text. A log is let grow: that it is full is for whoever applies it to say. */
static gboolean
breaks_rule (const MergeSides *sides, const M77Kind *kind, const M77Json *merged)
{
  g_autoptr (M77Fault) fault = NULL;
  g_autoptr (M77Fault) mine = NULL;
  g_autoptr (M77Fault) theirs = NULL;

  if (sides->field == NULL || sides->field->type == M77_TYPE_LOG ||
      m77_merge_same (merged, sides->mine))
    return FALSE;
  fault = m77_validate_value (kind, sides->field, merged);
  if (fault == NULL)
    return FALSE;
  mine = m77_validate_value (kind, sides->field, sides->mine);
  theirs = m77_validate_value (kind, sides->field, sides->theirs);
  return mine == NULL && theirs == NULL;
}

/* A note in a long timeline, the most common edit of all, is not worth a copy of it. TRUE: done. */
static gboolean
merge_append (M77MergeResult *result, const MergeSides *sides, const M77Json *change)
{
  const M77Json *append = m77_json_get (change, "append");
  M77Json *left;

  if (append == NULL || sides->knows_base || is_full (result) ||
      (sides->field != NULL && sides->field->type != M77_TYPE_LOG) ||
      (sides->theirs != NULL && !m77_json_is (sides->theirs, M77_JSON_ARRAY)) ||
      m77_edit_apply (sides->pool, NULL, NULL, single (sides->pool, sides->name, change), NULL) ==
          NULL)
    return FALSE;
  left = m77_merge_append (sides->pool, sides->theirs, append);
  if (left != NULL)
    join (sides->pool, &result->elements, sides->name, left);
  return TRUE;
}

/* An edit by element whose base is not known is made of theirs. */
static void
merge_one (M77MergeResult *result,
           MergeSides *sides,
           const M77Kind *kind,
           const M77Json *patch,
           const M77Json *change)
{
  const M77Json *merged = NULL;
  const M77Json *mine;
  MergeVerdict verdict = MERGE_OVERLAP;

  if (patch == NULL && merge_append (result, sides, change))
    return;
  if (patch == NULL && !sides->knows_base)
    sides->base = sides->theirs;
  mine = m77_edit_apply (sides->pool,
                         single (sides->pool, sides->name, sides->base),
                         single (sides->pool, sides->name, patch),
                         single (sides->pool, sides->name, change),
                         NULL);
  sides->mine = m77_merge_value_of (mine, sides->name);
  if (mine != NULL)
    verdict = m77_merge_field (sides, change, &merged);
  if (verdict == MERGE_CHANGED &&
      (breaks_rule (sides, kind, merged) || !keep (result, sides, kind, merged)))
    verdict = MERGE_OVERLAP;
  if (verdict == MERGE_OVERLAP)
    g_ptr_array_add (result->overlaps, g_strdup (sides->name));
}

/* One end of a span is mine, the other theirs: each was right with its own. */
static void
check_span (M77MergeResult *result, M77JsonPool *pool, const M77Kind *kind, const M77Json *theirs)
{
  const char *mine = m77_json_get (result->patch, "starts_at") != NULL ? "starts_at" : "ends_at";
  const char *other = mine[0] == 's' ? "ends_at" : "starts_at";

  if (kind == NULL || m77_json_get (result->patch, mine) == NULL ||
      m77_json_get (result->patch, other) != NULL || m77_validate_span (kind, result->merged) ||
      !m77_validate_span (kind, theirs))
    return;
  g_ptr_array_add (result->overlaps, g_strdup (mine));
  m77_json_remove (result->patch, mine);
  if (m77_json_size (result->patch) == 0)
    result->patch = NULL;
  result->merged = m77_edit_apply (pool, theirs, result->patch, result->elements, NULL);
}

void
m77_merge (M77MergeResult *result,
           M77JsonPool *pool,
           const M77Kind *kind,
           const M77Json *base,
           const M77Json *theirs,
           const M77Json *patch,
           const M77Json *elements)
{
  const M77Json *parts[] = { patch, elements };

  *result = (M77MergeResult){ .overlaps = g_ptr_array_new_with_free_func (g_free) };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const M77Json *member = m77_json_is (parts[i], M77_JSON_OBJECT) ? m77_json_first (parts[i])
                                                                      : NULL;

      for (; member != NULL; member = m77_json_next (member))
        {
          const char *name = m77_json_name (member);
          MergeSides sides = { .pool = pool,
                               .name = name,
                               .field = m77_patch_field (kind, name),
                               .base = m77_merge_value_of (base, name),
                               .theirs = m77_merge_value_of (theirs, name),
                               .knows_base = m77_json_get (base, name) != NULL };

          if (i == 0)
            merge_one (result, &sides, kind, member, m77_json_get (elements, name));
          else if (m77_json_get (patch, name) == NULL)
            merge_one (result, &sides, kind, NULL, member);
        }
    }
  result->merged = m77_edit_apply (pool, theirs, result->patch, result->elements, NULL);
  check_span (result, pool, kind, theirs);
}

M77MergeOutcome
m77_merge_operation (M77MergeResult *result,
                     M77JsonPool *pool,
                     const M77Operation *operation,
                     const M77Json *base,
                     const M77Record *theirs)
{
  gboolean is_gone = theirs->deleted || theirs->doc == NULL;
  gboolean creates = operation->type == M77_OPERATION_CREATE;

  *result = (M77MergeResult){ .overlaps = g_ptr_array_new_with_free_func (g_free) };
  result->merged = m77_edit_apply (pool, theirs->doc, NULL, NULL, NULL);
  if (operation->type == M77_OPERATION_ACT || g_strcmp0 (operation->id, theirs->id) != 0)
    return M77_MERGE_PERSON;
  if (operation->type == M77_OPERATION_DELETE)
    return is_gone ? M77_MERGE_DONE : M77_MERGE_PERSON;
  if (is_gone)
    return M77_MERGE_PERSON;

  m77_merge_result_clear (result);
  m77_merge (result,
             pool,
             m77_kind_find (operation->kind),
             creates ? m77_edit_base (pool, NULL, operation->doc, NULL) : base,
             theirs->doc,
             creates ? operation->doc : operation->patch,
             creates ? NULL : operation->elements);
  if (result->overlaps->len > 0)
    return M77_MERGE_PERSON;
  return result->patch != NULL || result->elements != NULL ? M77_MERGE_SEND : M77_MERGE_DONE;
}

void
m77_merge_result_clear (M77MergeResult *result)
{
  g_clear_pointer (&result->overlaps, g_ptr_array_unref);
}
