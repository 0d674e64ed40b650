/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "shared/model/m77-word-diff.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Two texts, with a NUL between. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *before = g_strndup ((const char *) data, size);
  gsize end = strlen (before);
  g_autofree char *after = end < size ? g_strndup ((const char *) data + end + 1, size - end - 1)
                                      : g_strdup ("");
  g_autofree char *marked = m77_word_diff_marked (before, after);

  return marked == NULL;
}
