/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-a11y"

#include "config.h"

#include "gui/gui-a11y.h"

void
gui_a11y_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
gui_announce (GtkWidget *near, const char *text, gboolean urgent)
{
  gtk_widget_activate_action (near, "win.announce", "(sb)", text, urgent);
}
