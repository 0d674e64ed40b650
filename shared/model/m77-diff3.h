/* m77-diff3.h: two changed versions of one text made one, by line
 *
 * The differences are m77_sequence_pair's, the merge that of
 * diff3 (Khanna, Kunal, Pierce 2007): between lines unchanged on both sides, a stretch that
 * one side left alone is taken from the other. Changes that touch are an overlap, unless
 * they are the same. A last line without a newline differs from one with it.
 *
 * Pure; any thread. Time grows with the size of the texts and, at worst, with that times
 * M77_DIFF3_MOST: a megabyte of lines that are all the same, or all different, takes a tenth of a
 * second. Memory is some 20 bytes a line and 4 MiB.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NULL where changes overlap, or the texts differ by more than a person would want merged
 * unseen (M77_DIFF3_MOST lines of a side). Free with g_free. */
char *m77_diff3 (const char *base, const char *mine, const char *theirs);

#define M77_DIFF3_MOST 1000

G_END_DECLS
