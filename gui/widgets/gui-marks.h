/* gui-marks.h: M77Marks as the selection of a list
 *
 * A GtkSelectionModel by id: whatever the list does, what is selected stays so, in sight or not.
 * Everything selected is the filter with how many it found. One selected alone is the current row.
 * Rows of a range that are not here are told by "range" (guint position, guint n), for their ids.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "shared/client/m77-marks.h"
#include "shared/client/m77-outline.h"
#include "shared/client/m77-still.h"

G_BEGIN_DECLS

#define GUI_TYPE_MARKS (gui_marks_get_type ())
G_DECLARE_FINAL_TYPE (GuiMarks, gui_marks, GUI, MARKS, GObject)

/* Over model, which shows still, which shows outline. */
GuiMarks *gui_marks_new (GListModel *model, M77Still *still, M77Outline *outline);
M77Marks *gui_marks_marks (GuiMarks *self);
/* What is marked was changed there. */
void gui_marks_changed (GuiMarks *self);
/* The row that is selected alone; NULL: none, several, or it is not here. The caller's to unref. */
M77Row *gui_marks_current (GuiMarks *self);
/* Where an id is shown; -1: nowhere here. */
int gui_marks_find (GuiMarks *self, const char *id);

G_END_DECLS
