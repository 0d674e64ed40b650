/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "shared/model/m77-merge.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* {"kind","base","theirs","patch","elements"}, of any shape: a merge always has a result,
 * and what it leaves to do makes it. */
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
  return 0;
}
