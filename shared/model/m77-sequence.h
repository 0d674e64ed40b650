/* m77-sequence.h: what two sequences have in common
 *
 * Elements are numbers, the same for what is the same: the caller gives each line, or each
 * word, of all its texts a number. The pairs are those of E. Myers's shortest script (An O(ND)
 * Difference Algorithm, 1986): as many as there can be, in order. Pure; time and memory grow with
 * the size times the number of differences, which `most` bounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For each element of before the place in after that it is, or -1; places rise. NULL: they
 * differ in more than `most` elements. Free with g_free. */
int *m77_sequence_pair (const int *before, int n_before, const int *after, int n_after, int most);

G_END_DECLS
