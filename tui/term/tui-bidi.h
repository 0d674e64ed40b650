/* tui-bidi.h: text from right to left, laid out in cells
 *
 * For a terminal that shows what it gets from left to right: the clusters of one field, in the
 * order they are seen in. A field is a paragraph of its own, whose direction is that of its first
 * letter; nothing around it counts, so columns stay where they are. The rules are those of UAX #9
 * that text without explicit marks needs (there are none in safe text): letters, numbers, what
 * stands between them, and mirrored brackets. Arabic letters keep the form they are given: joining
 * them is the terminal's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As it is to be drawn; NULL: as it is. safe: of m77_text_safe_line. Free with g_free. */
char *tui_bidi_visual (const char *safe);

G_END_DECLS
