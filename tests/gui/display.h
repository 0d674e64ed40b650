/* display.h: a display of the test's own
 *
 * Starts Xvfb on a number it finds free, and initialises GTK there with its own accessible tree to
 * be asked by gtk_test_accessible_…; the display ends with the test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Before anything of GTK; FALSE where Xvfb is not installed, having said so. */
gboolean display_open (void);
void display_close (void);
/* Until the loop has nothing to do. */
void display_settle (void);

/* The first widget below one that is of a type, and whose label or title is text (NULL: any); NULL:
 * there is none. */
GtkWidget *display_find (GtkWidget *root, GType type, const char *text);

G_END_DECLS
