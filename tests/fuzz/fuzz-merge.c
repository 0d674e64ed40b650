/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "shared/model/m77-merge.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
meet (M77JsonPool *pool, const M77Json *input, M77OperationType type)
{
  g_auto (M77MergeResult) result = { 0 };
  M77Operation operation = { .type = type,
                             .kind = m77_json_get_string (input, "kind"),
                             .id = "1",
                             .doc = m77_json_get (input, "doc"),
                             .patch = m77_json_get (input, "patch"),
                             .elements = m77_json_get (input, "elements") };
  M77Record theirs = { .kind = operation.kind, .id = "1", .doc = m77_json_get (input, "theirs") };
  M77MergeOutcome met = m77_merge_operation (&result,
                                             pool,
                                             &operation,
                                             m77_json_get (input, "base"),
                                             &theirs);

  g_assert_true (result.merged != NULL && result.overlaps != NULL);
  g_assert_true (met == M77_MERGE_PERSON || result.overlaps->len == 0);
}

/* {"kind","base","theirs","patch","elements","doc"}, of any shape: a merge always has a result,
 * and what it leaves to do makes it; so have creates, edits and deletes. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *input = m77_json_parse (pool, (const char *) data, (gssize) size, NULL);
  const M77Json *theirs = m77_json_get (input, "theirs");
  g_auto (M77MergeResult) result = { 0 };

  m77_merge (&result,
             pool,
             m77_kind_find (m77_json_get_string (input, "kind")),
             m77_json_get (input, "base"),
             theirs,
             m77_json_get (input, "patch"),
             m77_json_get (input, "elements"));
  g_assert_true (
      m77_json_equal (result.merged,
                      m77_edit_apply (pool, theirs, result.patch, result.elements, NULL)));
  for (M77OperationType type = M77_OPERATION_CREATE; type <= M77_OPERATION_ACT; type++)
    meet (pool, input, type);
  return 0;
}
