/* gui-preferences.h: what a person sets for this program
 *
 * Quiet hours, in which only pages and incidents of the highest severity are told of. Kept as they
 * are typed (gui-state.h: "preferences", minutes of the day); what is no time of day is not.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_TYPE_PREFERENCES (gui_preferences_get_type ())
G_DECLARE_FINAL_TYPE (GuiPreferences, gui_preferences, GUI, PREFERENCES, AdwWindow)

GuiPreferences *gui_preferences_open (GtkWindow *parent);
/* "22:00", "7", "07:30" as minutes of the day; -1: no time of day. */
int gui_preferences_minutes (const char *text);

G_END_DECLS
