/* gui-compact-list.h: a list of records in two lines each, where there is no room for columns
 *
 * Above what names a record and how it stands, below the rest of its columns. Signals "activated",
 * "look", "width" and "menu" as those of gui-column-list.h.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_COMPACT_LIST (gui_compact_list_get_type ())
G_DECLARE_FINAL_TYPE (GuiCompactList, gui_compact_list, GUI, COMPACT_LIST, AdwBin)

void gui_compact_list_set_view (GuiCompactList *self, const M77Kind *kind, const M77View *view);
void gui_compact_list_set_model (GuiCompactList *self, GtkSelectionModel *model);
void gui_compact_list_refresh (GuiCompactList *self, guint position, guint n);
void gui_compact_list_go_to_top (GuiCompactList *self);
void gui_compact_list_set_name (GuiCompactList *self, const char *name);

G_END_DECLS
