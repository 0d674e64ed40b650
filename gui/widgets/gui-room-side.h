/* gui-room-side.h: what an incident has around it
 *
 * Its tasks; alerts, runs and deployments, which open by a press; who responds; and incidents that
 * sounded like it.
 *
 * Asks by actions of the record's page (gui-record-view.h). Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/gui-docs.h"
#include "gui/pages/gui-sight.h"

G_BEGIN_DECLS

#define GUI_TYPE_ROOM_SIDE (gui_room_side_get_type ())
G_DECLARE_FINAL_TYPE (GuiRoomSide, gui_room_side, GUI, ROOM_SIDE, AdwBin)

/* docs: has "like", the incidents of the same service. */
void gui_room_side_show (GuiRoomSide *self, GuiSight *sight, GuiDocs *docs);

G_END_DECLS
