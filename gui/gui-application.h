/* gui-application.h: the desktop program, once for each person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUI_APPLICATION_ID "com.mogothrow77.Console"

#define GUI_TYPE_APPLICATION (gui_application_get_type ())
G_DECLARE_FINAL_TYPE (GuiApplication, gui_application, GUI, APPLICATION, AdwApplication)

GuiApplication *gui_application_new (void);

G_END_DECLS
