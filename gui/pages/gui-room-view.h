/* gui-room-view.h: the room of an incident
 *
 * How it stands, the timeline with a composer that keeps the focus, and beside it, or on the other
 * side of a button where there is no room, what is around it.
 *
 * A note is durable here before it is told; what is typed is kept as a draft, the terminal's too.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_ROOM_VIEW (gui_room_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiRoomView, gui_room_view, GUI, ROOM_VIEW, AdwBin)

G_END_DECLS
