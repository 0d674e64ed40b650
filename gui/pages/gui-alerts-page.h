/* gui-alerts-page.h: what fires, by groups; and the plain lists of alerts and silences
 *
 * A group is acknowledged as it was seen: later ones page. A silence says first what it would hide.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/gui-sections.h"
#include "shared/client/m77-alerts.h"

G_BEGIN_DECLS

#define GUI_TYPE_ALERTS_PAGE (gui_alerts_page_get_type ())
G_DECLARE_FINAL_TYPE (GuiAlertsPage, gui_alerts_page, GUI, ALERTS_PAGE, AdwBin)

/* alerts NULL: of the client. */
GuiAlertsPage *gui_alerts_page_new (M77Client *client,
                                    const GuiSection *section,
                                    M77Alerts *alerts);

G_END_DECLS
