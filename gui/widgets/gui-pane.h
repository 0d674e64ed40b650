/* gui-pane.h: one pane of a split, of widths of its own
 *
 * Reports "min-width" and "nat-width", in pixels, whatever its child asks, so that where a
 * window folds does not depend on what it shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_PANE (gui_pane_get_type ())
G_DECLARE_FINAL_TYPE (GuiPane, gui_pane, GUI, PANE, AdwBin)

G_END_DECLS
