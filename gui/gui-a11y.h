/* gui-a11y.h: names for what has none, and what is said aloud
 *
 * On GTK 4.8 a tooltip is only a description and a toast is silent; so icon buttons and lists are
 * named here, and news is said through the window's two labels (roles STATUS and ALERT).
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void gui_a11y_name (GtkWidget *widget, const char *name);
/* Said where the widget's window is heard: when what is being said is over, of several the last;
 * or, urgent, at once. text is plain. */
void gui_announce (GtkWidget *near, const char *text, gboolean urgent);

G_END_DECLS
