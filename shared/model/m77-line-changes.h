/* m77-line-changes.h: two texts as the lines that were taken out and put in, with a few around
 *
 * What people call a diff: for a configuration live beside its draft. Long stretches that are alike
 * are told as how many lines they are.
 *
 * Pure; any thread. Bounded as m77_line_diff is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-span.h"

G_BEGIN_DECLS

typedef struct
{
  M77SpanMark mark; /* SAME, GONE, NEW; ASIDE: lines left out, and text says how many */
  char *text;       /* without its newline */
} M77LineChange;

/* context: lines that are alike to keep on either side of a change. NULL counts as "". Free with
 * g_array_unref. */
GArray *m77_line_changes (const char *before, const char *after, guint context);
/* Lines taken out and put in. */
void m77_line_changes_count (const GArray *changes, guint *gone, guint *new_ones);
/* "2 lines taken out, 3 put in"; "nothing differs". Translated; free with g_free. */
char *m77_line_changes_words (const GArray *changes);

G_END_DECLS
