/* gui-diff.h: two texts as one, with what was taken out and put in
 *
 * Each line has its sign in front (+ and -), is underlined or struck through, and has a ground of
 * its own: never colour alone. What it says of itself is how many lines came and went. Foreign
 * text: its control characters are shown.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_DIFF (gui_diff_get_type ())
G_DECLARE_FINAL_TYPE (GuiDiff, gui_diff, GUI, DIFF, AdwBin)

/* Either may be NULL: "". */
void gui_diff_show (GuiDiff *self, const char *before, const char *after);

G_END_DECLS
