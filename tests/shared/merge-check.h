/* merge-check.h: an example of a merge, and what should come of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-merge.h"
#include "tests/shared/test-json-text.h"

/* Base and theirs as documents; the edit; what should be left of it and who must decide. */
typedef struct
{
  const char *kind, *base, *theirs, *patch, *elements;
  const char *left_patch, *left_elements, *overlap;
} MergeExample;

static inline void
merge_check (const MergeExample *e)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *base_doc = test_json (pool, e->base);
  M77Json *theirs = test_json (pool, e->theirs);
  M77Json *patch = e->patch != NULL ? test_json (pool, e->patch) : NULL;
  M77Json *elements = e->elements != NULL ? test_json (pool, e->elements) : NULL;
  g_auto (M77MergeResult) result = { 0 };
  const char *overlap;

  m77_merge (&result,
             pool,
             m77_kind_find (e->kind),
             m77_edit_base (pool, base_doc, patch, elements),
             theirs,
             patch,
             elements);
  overlap = result.overlaps->len > 0 ? g_ptr_array_index (result.overlaps, 0) : NULL;
  if (g_strcmp0 (overlap, e->overlap) != 0)
    g_error ("%s on %s: overlap %s", e->patch != NULL ? e->patch : e->elements, e->theirs, overlap);
  test_assert_json (result.patch, e->left_patch != NULL ? e->left_patch : "null");
  test_assert_json (result.elements, e->left_elements != NULL ? e->left_elements : "null");
  g_assert_true (
      m77_json_equal (result.merged,
                      m77_edit_apply (pool, theirs, result.patch, result.elements, NULL)));
}

#define CHECK(...) merge_check (&(const MergeExample){ __VA_ARGS__ })
