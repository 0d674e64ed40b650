/* gui-column-list.h: a list of records in columns
 *
 * The columns of a view over a selection of rows. Those in sight are asked for as it scrolls; the
 * least important columns go where there is no room. A press on a header, a drag of its edge or of
 * itself is told, not done: the owner has the view.
 *
 * GTK 4.8 does not tell which header was pressed: each column's sorter answers only to two probes,
 * which the view's own sorter compares, and so says which column is first.
 *
 * Signals: "activated" (guint position), "sort" (const char *field), "shaped": order or widths,
 * read by gui_column_list_read; "look" (guint position, guint n), "width" (int), "menu" (guint
 * position, int x, int y). A cell owns no state: what arrives is for a position, and shown by
 * whatever cell is there then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-view.h"

G_BEGIN_DECLS

#define GUI_COLUMNS_MOST 12

#define GUI_TYPE_COLUMN_LIST (gui_column_list_get_type ())
G_DECLARE_FINAL_TYPE (GuiColumnList, gui_column_list, GUI, COLUMN_LIST, AdwBin)

/* Columns, headings and the arrow as the view has them. */
void gui_column_list_set_view (GuiColumnList *self, const M77Kind *kind, const M77View *view);
/* What it lists; NULL: nothing. */
void gui_column_list_set_model (GuiColumnList *self, GtkSelectionModel *model);
/* Says cells in sight again. */
void gui_column_list_refresh (GuiColumnList *self, guint position, guint n);
/* Order and widths as they are now, into the view. */
void gui_column_list_read (GuiColumnList *self, M77View *view);
/* The first rows are in sight. */
void gui_column_list_go_to_top (GuiColumnList *self);
/* "Incidents, 6" */
void gui_column_list_set_name (GuiColumnList *self, const char *name);

G_END_DECLS
