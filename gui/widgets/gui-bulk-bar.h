/* gui-bulk-bar.h: how many rows are marked, and what can be done to them
 *
 * Below a list, while more than one is marked. Its buttons are the list's actions "rows.act",
 * "rows.edit" and "rows.unmark".
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-marks.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_TYPE_BULK_BAR (gui_bulk_bar_get_type ())
G_DECLARE_FINAL_TYPE (GuiBulkBar, gui_bulk_bar, GUI, BULK_BAR, AdwBin)

/* actions: all that can be done to them. */
void gui_bulk_bar_show (GuiBulkBar *self,
                        const M77Kind *kind,
                        const M77Marks *marks,
                        GMenuModel *actions);

G_END_DECLS
