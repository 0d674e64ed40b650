/* gui-finds.h: what the palette of a window finds, and goes to
 *
 * What can be done now, the sections and kinds, the actions of the record that is shown, and what
 * was chosen lately, kept with the profile (gui-state.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/widgets/gui-palette.h"

G_BEGIN_DECLS

/* The owner is a GuiWindow. */
extern const GuiPaletteOwner gui_finds;

G_END_DECLS
