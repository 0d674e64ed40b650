/* m77-word-diff.h: what changed between two texts, in words
 *
 * For people to read: a text in stretches that are the same, gone or new, in reading order. The
 * same and the gone ones together are the text before, the same and the new ones the text after.
 * A word is letters and digits with what joins them ("mail-us-2", "20:05"), a run of blanks, or a
 * single sign; words without blanks between them (Chinese, Japanese) are cut by character. No
 * boundary is ever within a grapheme cluster (UAX #29, as far as a terminal shows it: marks,
 * joined emoji, flags, CR LF). Changes with nothing but blanks between them are told as one.
 *
 * Pure and bounded: texts that differ by more than M77_WORD_DIFF_MOST words, or have more than
 * M77_WORD_DIFF_WORDS, are compared by line, and those that differ by as many lines are one change
 * from the first difference to the last. Bytes that are no UTF-8 count as signs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define M77_WORD_DIFF_MOST  800
#define M77_WORD_DIFF_WORDS 50000

typedef enum
{
  M77_STRETCH_SAME,
  M77_STRETCH_GONE,
  M77_STRETCH_NEW
} M77StretchChange;

/* Bytes of the text after; of a GONE one, of the text before. Never empty. */
typedef struct
{
  M77StretchChange change;
  gsize start, length;
} M77Stretch;

/* M77Stretch. Free with g_array_unref. */
GArray *m77_word_diff (const char *before, const char *after);
/* The same by line only, newlines included. */
GArray *m77_line_diff (const char *before, const char *after);
/* As plain text: "bounce since [-20:05-]{+19:50+}". Free with g_free. */
char *m77_word_diff_marked (const char *before, const char *after);

G_END_DECLS
