/* gui-columns.h: which fields are columns of a list, and in which order
 *
 * What is chosen is seen at once in the list behind it. Everything by keyboard: a switch and two
 * arrows for each field.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/widgets/gui-list-pane.h"

G_BEGIN_DECLS

#define GUI_TYPE_COLUMNS (gui_columns_get_type ())
G_DECLARE_FINAL_TYPE (GuiColumns, gui_columns, GUI, COLUMNS, AdwWindow)

void gui_columns_open (GuiListPane *pane);

G_END_DECLS
