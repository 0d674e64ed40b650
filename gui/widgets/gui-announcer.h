/* gui-announcer.h: what a window says to those who do not see it
 *
 * Takes no room. Two labels, of the roles STATUS and ALERT, which assistive technology reads when
 * they change. Of polite sentences one in five seconds is said, the last; an urgent one at once.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_ANNOUNCER (gui_announcer_get_type ())
G_DECLARE_FINAL_TYPE (GuiAnnouncer, gui_announcer, GUI, ANNOUNCER, AdwBin)

void gui_announcer_say (GuiAnnouncer *self, const char *text, gboolean urgent);

G_END_DECLS
