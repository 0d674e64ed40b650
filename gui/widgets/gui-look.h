/* gui-look.h: which rows of a scrolled list are in sight
 *
 * Told whenever that changes, before the list's own idle would take the last row it bound for it.
 * Owned by the list. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _GuiLook GuiLook;

/* look (gpointer data, guint position, guint n) */
GuiLook *gui_look_new (GtkScrolledWindow *scrolled, GCallback look, gpointer data);
void gui_look_free (GuiLook *self);
/* Not owned; NULL: nothing is in sight. */
void gui_look_set_model (GuiLook *self, GListModel *model);

G_END_DECLS
