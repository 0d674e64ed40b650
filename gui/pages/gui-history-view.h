/* gui-history-view.h: who changed what of a record, newest first
 *
 * What was done here and what the platform's audit tells, as far as it is in the cache: each with
 * what became of it (merged, in conflict, decided); opened, what it changed.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_HISTORY_VIEW (gui_history_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiHistoryView, gui_history_view, GUI, HISTORY_VIEW, AdwBin)

/* The JSON of History. */
void gui_history_view_take (GuiHistoryView *self, const char *json);

G_END_DECLS
