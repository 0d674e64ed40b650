/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "shared/model/m77-filter.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A text parses or has a fault within it; colouring and completion take it either way. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  const M77Kind *kind = m77_kind_find ("incident");
  M77FilterContext context = { G_GINT64_CONSTANT (1905217920000), "jana", NULL };
  g_auto (M77FilterFault) fault = { 0 };
  g_autoptr (M77Predicate) predicate = m77_filter_parse (text, kind, &context, &fault, NULL);
  g_autoptr (GArray) spans = m77_filter_spans (text, kind);
  g_autoptr (M77FilterCompletion) found = m77_filter_complete (text, size / 2, kind);

  g_assert_true (predicate != NULL || fault.offset + fault.length <= strlen (text));
  for (guint i = 0; i < spans->len; i++)
    g_assert_cmpuint (g_array_index (spans, M77FilterSpan, i).end, <=, strlen (text));
  g_assert_cmpuint (found->start, <=, found->end);
  g_assert_cmpuint (found->end, <=, strlen (text));
  return 0;
}
