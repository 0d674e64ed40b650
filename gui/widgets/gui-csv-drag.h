/* gui-csv-drag.h: the rows that are marked, dragged out as CSV
 *
 * Nothing is read until it is dropped somewhere that takes text.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/widgets/gui-list-pane.h"

G_BEGIN_DECLS

/* What is dragged from the list; NULL: nothing. */
GdkContentProvider *gui_csv_drag_new (GuiListPane *pane);

G_END_DECLS
