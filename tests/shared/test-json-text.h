/* test-json-text.h: JSON as tests like to write it: '…' for "…"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

static inline M77Json *
test_json (M77JsonPool *pool, const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  M77Json *value = m77_json_parse (pool, quoted, -1, &error);

  g_assert_no_error (error);
  return value;
}

/* "null" for absent, too. */
static inline void
test_assert_json (const M77Json *value, const char *expected)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *text = m77_json_to_text (value);

  if (value != NULL ? !m77_json_equal (value, test_json (pool, expected))
                    : !g_str_equal (expected, "null"))
    g_error ("%s is not %s", text, expected);
}
