/* gui-application.h: the desktop program, once for each person
 *
 * A second start, a link ("m77://…", m77-address.h) or a notification is a message to the first. A
 * window is of one profile: asked for another, another window is raised or opened. As a service
 * (--gapplication-service) it begins without a window and ends after ten idle seconds.
 *
 * Its actions: "app.new-window", "app.profile" (s), "app.open" (sss: profile, "" the one in use;
 * kind; id), "app.acknowledge" (sss) and "app.runbook" (ss) of a notification,
 * "app.quit".
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
