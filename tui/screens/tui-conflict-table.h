/* tui-conflict-table.h: a conflict's fields, a row each, with what was decided of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-conflict-view.h"

G_BEGIN_DECLS

#define TUI_CONFLICT_BESIDE 70 /* columns from which the rows have the sides */

int tui_conflict_label_cells (const TuiConflictView *self);
/* Where the sides begin, in the table and, where they stand beside each other, below it. */
int tui_conflict_sides_col (const TuiConflictView *self);
/* "SEV2  (theirs)", "open". */
void tui_conflict_add_choice (const TuiConflictView *self, TuiLine *line, guint index, int col);
void tui_conflict_build_table (TuiConflictView *self, int cols);
void tui_conflict_draw_table (TuiConflictView *self, TuiCanvas *canvas, const TuiRect *area);

G_END_DECLS
