/* gui-list-pane.h: the records of a kind, by a filter, as a person looks at them
 *
 * Filter, count and age, rows in columns or, where there is no room, in two lines; what is marked
 * and what can be done to that; why there is nothing to see. How it stands is a view
 * (shared/client/m77-view.h). For any page that lists records.
 *
 * Its commands are those of m77-command.h about lists, and the actions "rows.NAME" of its menu.
 * Signals "selected" (M77Row): one row alone; "activated" (M77Row): opened; "renewed": the commands
 * it can run, its kind or its query are others.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/gui-status.h"
#include "gui/widgets/gui-rows.h"
#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_LIST_PANE (gui_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (GuiListPane, gui_list_pane, GUI, LIST_PANE, AdwBin)

void gui_list_pane_set_client (GuiListPane *self, M77Client *client);
/* filter NULL: what is open, where the kind has states; "" is everything. */
void gui_list_pane_show_kind (GuiListPane *self, const M77Kind *kind, const char *filter);
/* Of a kind this version knows. */
void gui_list_pane_show_view (GuiListPane *self, const M77View *view);
void gui_list_pane_set_status (GuiListPane *self, const GuiStatus *status);
/* Before the filter. */
void gui_list_pane_add_start (GuiListPane *self, GtkWidget *widget);

const M77Kind *gui_list_pane_kind (GuiListPane *self);
/* Borrowed. */
const M77View *gui_list_pane_view (GuiListPane *self);
GuiRows *gui_list_pane_rows (GuiListPane *self);
M77Client *gui_list_pane_client (GuiListPane *self);
gboolean gui_list_pane_is_offline (GuiListPane *self);
/* The row that is selected alone; NULL: none. The caller's to unref. */
M77Row *gui_list_pane_current (GuiListPane *self);
/* Where one types the filter. */
void gui_list_pane_find (GuiListPane *self);
void gui_list_pane_focus_rows (GuiListPane *self);

gboolean gui_list_pane_can_run (GuiListPane *self, const char *command);
void gui_list_pane_run (GuiListPane *self, const char *command);

/* What a person changes of the view; each asks anew. */
void gui_list_pane_set_filter (GuiListPane *self, const char *filter);
void gui_list_pane_set_sort (GuiListPane *self, const char *sort);
void gui_list_pane_set_group (GuiListPane *self, const char *group);
/* The view it was saved as; NULL: none. */
void gui_list_pane_set_name (GuiListPane *self, const char *name);
/* Columns as another view has them. */
void gui_list_pane_set_columns (GuiListPane *self, const M77View *view);

G_END_DECLS
