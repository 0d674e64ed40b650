/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "shared/base/m77-json.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What is read is written, and read again as the same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *value = m77_json_parse (pool, (const char *) data, (gssize) size, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *hash = NULL, *same = NULL;
  const M77Json *again;

  if (value == NULL)
    return 0;

  m77_json_write_pretty (value, text);
  again = m77_json_parse (pool, text->str, (gssize) text->len, NULL);
  hash = m77_json_sha256 (value);
  same = m77_json_sha256 (again);
  g_assert_true (m77_json_equal (value, again));
  g_assert_cmpstr (hash, ==, same);
  return 0;
}
