/* gui-room-head.h: how an incident stands, at a glance
 *
 * Severity, since when, where; what waits here and was not delivered, with who is paged next and
 * when, and a way to take it back; who leads and who does what, each given by a press; when the
 * next update is due; the bridge.
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

#define GUI_TYPE_ROOM_HEAD (gui_room_head_get_type ())
G_DECLARE_FINAL_TYPE (GuiRoomHead, gui_room_head, GUI, ROOM_HEAD, AdwBin)

/* docs: has the policy the incident is under, and what that names. Called again as time goes by. */
void gui_room_head_show (GuiRoomHead *self, GuiSight *sight, GuiDocs *docs);
/* Asks who leads. */
void gui_room_head_assign (GuiRoomHead *self);

G_END_DECLS
