/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "shared/model/m77-patch.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* {"doc","patch","elements"}: what an edit makes, the difference to it makes again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *input = m77_json_parse (pool, (const char *) data, (gssize) size, NULL);
  const M77Json *doc = m77_json_get (input, "doc");
  const M77Kind *kind = m77_kind_find ("incident");
  M77Json *after, *patch, *elements, *again, *rest, *more;

  after = m77_edit_apply (pool,
                          doc,
                          m77_json_get (input, "patch"),
                          m77_json_get (input, "elements"),
                          NULL);
  if (after == NULL || !m77_json_is (doc, M77_JSON_OBJECT))
    return 0;
  m77_edit_diff (pool, kind, doc, after, &patch, &elements);
  again = m77_edit_apply (pool, doc, patch, elements, NULL);
  g_assert_nonnull (again);
  m77_edit_diff (pool, kind, again, after, &rest, &more);
  g_assert_true (rest == NULL && more == NULL);
  return 0;
}
