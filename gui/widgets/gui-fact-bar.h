/* gui-fact-bar.h: as many widgets in a line as there is room for, and how many more there are
 *
 * The first are shown; the others are in a popover of a button at the end, "4 more". It never asks
 * for more room than that button.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GUI_TYPE_FACT_BAR (gui_fact_bar_get_type ())
G_DECLARE_FINAL_TYPE (GuiFactBar, gui_fact_bar, GUI, FACT_BAR, GtkWidget)

void gui_fact_bar_clear (GuiFactBar *self);
/* A button, and what it does: "win.NAME" and a target, which may be NULL. */
void gui_fact_bar_add (GuiFactBar *self,
                       const char *icon,
                       const char *text,
                       const char *style,
                       const char *action,
                       const char *target);
/* How many do not fit. */
guint gui_fact_bar_hidden (GuiFactBar *self);

G_END_DECLS
