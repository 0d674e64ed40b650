/* gui-row-menu.h: the row a menu is asked for
 *
 * By the second button on it, or by Menu and Shift+F10 where it has the focus. A cell is marked
 * with its list item when it is made; which row it shows is asked of that only when it is pressed.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void gui_row_menu_mark (GtkWidget *cell, GtkListItem *item);
/* menu (gpointer data, guint position, int x, int y), in the list's coordinates. */
void gui_row_menu_watch (GtkWidget *list, GCallback menu, gpointer data);

G_END_DECLS
