/* gui-view-menu.h: the saved views of a list
 *
 * A button with the view's name, `*` where it was changed since; its menu has the others of the
 * kind, saves, and removes. They are the terminal's too (shared/client/m77-views.h).
 *
 * Adds to the pane's actions "view" (s), "save-view", "update-view", "remove-view".
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/widgets/gui-list-pane.h"
#include "shared/client/m77-views.h"

G_BEGIN_DECLS

#define GUI_TYPE_VIEW_MENU (gui_view_menu_get_type ())
G_DECLARE_FINAL_TYPE (GuiViewMenu, gui_view_menu, GUI, VIEW_MENU, AdwBin)

/* The pane it is in; not owned. */
void gui_view_menu_set_pane (GuiViewMenu *self, GuiListPane *pane, GActionMap *actions);
/* The view, or the client's profile, is another. */
void gui_view_menu_update (GuiViewMenu *self);

/* The views of a client's profile, read once for all; NULL: the profile is not known yet. Calls
 * changed until data is unreffed. */
M77Views *gui_views_of (M77Client *client);
/* How the list of a kind opens; NULL: as the kind says. */
const M77View *gui_views_of_kind (M77Client *client, const M77Kind *kind);

G_END_DECLS
