/* gui-bulk.h: one change of many records
 *
 * An action says first whom it fits, and where they are; it is a step more dangerous than each
 * alone: what is dangerous wants the number typed, not pasted. An edit takes several fields at
 * once. Either is one group in the inbox and one undo, and refused where the filter finds another
 * number by then (shared/client/m77-chosen.h).
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/widgets/gui-list-pane.h"

G_BEGIN_DECLS

#define GUI_TYPE_BULK (gui_bulk_get_type ())
G_DECLARE_FINAL_TYPE (GuiBulk, gui_bulk, GUI, BULK, AdwWindow)

/* To what is marked in the pane; its window tells what came of it. */
void gui_bulk_act (GuiListPane *pane, const M77Action *action);
void gui_bulk_edit (GuiListPane *pane);

G_END_DECLS
