/* gui-window.h: one window, of one profile for its whole life
 *
 * Sections beside the page of the one chosen; over the page what is always there: title, menu,
 * and how things stand. Its actions are "win.NAME", in the table of gui-window.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_WINDOW (gui_window_get_type ())
G_DECLARE_FINAL_TYPE (GuiWindow, gui_window, GUI, WINDOW, AdwApplicationWindow)

GuiWindow *gui_window_new (GtkApplication *application, M77Client *client);
/* The accelerators of a window's actions. */
void gui_window_set_accels (GtkApplication *application);

G_END_DECLS
