/* gui-verb-row.h: what can be done to a record now, as buttons
 *
 * Of the actions named those that fit its state; each asks (record.act). One that cannot be asked
 * for offline is there and says so.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/pages/gui-sight.h"

G_BEGIN_DECLS

#define GUI_TYPE_VERB_ROW (gui_verb_row_get_type ())
G_DECLARE_FINAL_TYPE (GuiVerbRow, gui_verb_row, GUI, VERB_ROW, AdwBin)

/* names: in order; NULL-terminated, and const. */
GtkWidget *gui_verb_row_new (const M77Kind *kind, const char *const *names);
void gui_verb_row_show (GuiVerbRow *self, const GuiSight *sight);

G_END_DECLS
