/* gui-commands.h: the commands of m77-command.h as actions of a window
 *
 * Each is "win.NAME", those of the program "app.NAME", with the accelerators of the table. What is
 * about a record or a list is the page's to carry out; one that it cannot is off. Menu, shortcuts
 * and palette are made of the same table.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-command.h"

G_BEGIN_DECLS

typedef struct _GuiWindow GuiWindow;

/* In the class of the window. */
void gui_commands_install (GtkWidgetClass *class);
void gui_commands_set_accels (GtkApplication *application);
/* What is on and off, after the page changed. */
void gui_commands_update (GuiWindow *window);
gboolean gui_commands_can_run (GuiWindow *window, const M77Command *command);
void gui_commands_run (GuiWindow *window, const M77Command *command);
/* The main menu. Free with g_object_unref. */
GMenuModel *gui_commands_menu (void);

G_END_DECLS
