/* gui-notify.h: telling a person of what came up while they look elsewhere
 *
 * Follows a profile as long as it lives: pages to the person, and triggered incidents, by
 * m77-notice.h and the quiet hours of the preferences. What was there when it began is not news. A
 * notification's id is its record's, so that a later state takes its place, and what is over goes.
 * What the tenant wrote stands in titles only, since some desktops read markup in bodies.
 *
 * "Acknowledge" carries the fields as they were told: a late press is refused or held, and that is
 * said. Pressing the notification itself shows the record and does nothing else.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_NOTIFY (gui_notify_get_type ())
G_DECLARE_FINAL_TYPE (GuiNotify, gui_notify, GUI, NOTIFY, GObject)

/* Borrows the application. profile NULL: the one in use. */
GuiNotify *gui_notify_new (GApplication *application, M77Client *client, const char *profile);
/* What "app.acknowledge" does; expect: JSON. */
void gui_notify_acknowledge (GuiNotify *self, const char *id, const char *expect);

G_END_DECLS
