/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "shared/base/m77-text.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Safe text has no controls, is safe again, and fits exactly. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *line = m77_text_safe_line ((const char *) data, (gssize) size);
  g_autofree char *lines = m77_text_safe_lines ((const char *) data, (gssize) size);
  g_autofree char *fitted = m77_text_fit (line, 12, "…");
  g_autofree char *again = m77_text_safe_line (line, -1);
  g_auto (GStrv) wrapped = m77_text_wrap (lines, 12);

  g_assert_true (g_utf8_validate (lines, -1, NULL));
  g_assert_cmpstr (line, ==, strlen (line) <= 64 * 1024 ? again : line);
  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
  g_assert_cmpuint (m77_text_width (fitted), ==, 12);
  for (guint i = 0; wrapped[i] != NULL; i++)
    g_assert_cmpuint (m77_text_width (wrapped[i]), <=, 12);

  return 0;
}
