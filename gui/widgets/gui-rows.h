/* gui-rows.h: what a list of records shows, from the agent to the view
 *
 * M77List, its groups (M77Outline), standing still (M77Still), the first rows before the others,
 * and what is marked (GuiMarks), over a view (M77View) that says which, in which order and by what
 * grouped.
 *
 * A view makes two hundred rows at once whatever its height, before the first frame: so it is given
 * 24 at first and 24 more with each gui_rows_grow (), until it has what it makes; then all.
 *
 * Signals "changed": size, error, groups, what is kept back. "loaded" (guint position, guint n):
 * rows there say something else. "renewed": another query's rows are shown.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/widgets/gui-marks.h"
#include "shared/client/m77-list.h"
#include "shared/client/m77-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_ROWS (gui_rows_get_type ())
G_DECLARE_FINAL_TYPE (GuiRows, gui_rows, GUI, ROWS, GObject)

GuiRows *gui_rows_new (M77Client *client, const M77Kind *kind, const M77View *view);
/* Asks for what the view says now; what is shown stays until it is there. */
void gui_rows_ask (GuiRows *self, const M77View *view);
M77List *gui_rows_list (GuiRows *self);
M77Outline *gui_rows_outline (GuiRows *self);
M77Still *gui_rows_still (GuiRows *self);
GuiMarks *gui_rows_marks (GuiRows *self);
/* TRUE: more is to come with the next frame. */
gboolean gui_rows_grow (GuiRows *self);
/* Those in sight. */
void gui_rows_look_at (GuiRows *self, guint position, guint n);
/* All that the filter finds. M77_ERROR_INVALID: why not. */
gboolean gui_rows_mark_all (GuiRows *self, GError **error);
/* The sort as it is asked for: the view's or the kind's. */
const char *gui_rows_sort (const M77View *view, const M77Kind *kind);

G_END_DECLS
