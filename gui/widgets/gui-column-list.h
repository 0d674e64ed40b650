/* gui-column-list.h: a list of records in columns
 *
 * The default columns of a kind over an M77List, and how each row stands in words. Rows in sight
 * are fetched as it scrolls; the least important columns go where there is no room.
 *
 * Signals: "selected" (M77Row), "activated" (M77Row). A cell owns no state: what arrives is for
 * a position, and shown by whatever cell is there then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-list.h"

G_BEGIN_DECLS

#define GUI_TYPE_COLUMN_LIST (gui_column_list_get_type ())
G_DECLARE_FINAL_TYPE (GuiColumnList, gui_column_list, GUI, COLUMN_LIST, AdwBin)

/* What it lists; replaces what it listed. */
void gui_column_list_set_list (GuiColumnList *self, M77List *list, const M77Kind *kind);
/* Ages have grown: says every cell in sight again. */
void gui_column_list_refresh (GuiColumnList *self);
/* NULL: none. */
M77Row *gui_column_list_selected (GuiColumnList *self);

G_END_DECLS
