/* tui-overview.h: what is going on, in one screen
 *
 * Sections over open lists, each as tall as there is room: what needs this person, incidents,
 * alerts by group, changes, health. Two columns from 110.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

TuiScreen *tui_overview_new (TuiApp *app);
/* The group of alerts under the cursor; NULL: none, or another screen. Valid as
 * m77_alerts_groups () is. */
const M77AlertGroup *tui_overview_alert_group (TuiScreen *screen);

G_END_DECLS
