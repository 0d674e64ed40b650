/* gui-place.h: how large a window was, and what it showed, when it was closed
 *
 * Kept with the profile it was asked for (gui-state.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/gui-window.h"

G_BEGIN_DECLS

void gui_place_restore (GuiWindow *window);
void gui_place_keep (GuiWindow *window);

G_END_DECLS
