/* gui-status-strip.h: one line about the connection, always there
 *
 * Says what gui-status.h found, with the word first and a colour second: how the connection stands
 * (pressed, it lists the sources), what can be done about it, and the facts beside it, each a
 * button to the place where it is looked after. What does not fit is behind "4 more". Tinted only
 * where something is wrong. Speaks as a status to assistive technology.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/gui-status.h"

G_BEGIN_DECLS

#define GUI_TYPE_STATUS_STRIP (gui_status_strip_get_type ())
G_DECLARE_FINAL_TYPE (GuiStatusStrip, gui_status_strip, GUI, STATUS_STRIP, AdwBin)

void gui_status_strip_show (GuiStatusStrip *self, const GuiStatus *status);
/* Each source and how old it is. */
void gui_status_strip_open_sources (GuiStatusStrip *self);

G_END_DECLS
