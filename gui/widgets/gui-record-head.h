/* gui-record-head.h: what a record is, how it stands, and what can be done about it
 *
 * Key, title, state and what is under way, in words; the action that the state suggests, asked
 * about at its button; all the others in a menu.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/pages/gui-sight.h"

G_BEGIN_DECLS

#define GUI_TYPE_RECORD_HEAD (gui_record_head_get_type ())
G_DECLARE_FINAL_TYPE (GuiRecordHead, gui_record_head, GUI, RECORD_HEAD, AdwBin)

void gui_record_head_show (GuiRecordHead *self, GuiSight *sight);
/* Opens the question of the suggested action, if there is one. */
void gui_record_head_suggest (GuiRecordHead *self);
/* Opens the menu of all its actions. */
void gui_record_head_open_menu (GuiRecordHead *self);

G_END_DECLS
