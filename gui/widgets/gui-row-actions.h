/* gui-row-actions.h: what can be done to the rows that are marked
 *
 * A menu at the pointer: open, copy, actions by danger, those that are off last and with the
 * reason. One record's action is asked as on its page; several go as one group (gui-bulk.h).
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/widgets/gui-list-pane.h"

G_BEGIN_DECLS

/* Adds "act" (s), "open", "copy" (s), "edit" and "unmark" to the pane's actions. */
void gui_row_actions_add (GuiListPane *pane, GActionMap *actions);
/* The menu for what is marked; of a list's coordinates. */
void gui_row_actions_popup (GuiListPane *pane, GtkWidget *list, int x, int y);
/* Actions on what is marked, as a menu: of one record those that are off say why. */
GMenuModel *gui_row_actions_menu (GuiListPane *pane);

G_END_DECLS
