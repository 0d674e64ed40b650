/* tui-alerts.h: the open alerts, by group
 *
 * What fires, in groups that unfold, then what is silenced, by silence. An acknowledgement of a
 * group covers the alerts that were seen when its bar was opened, and says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-alerts.h"
#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

TuiScreen *tui_alerts_new (TuiApp *app);
/* With a group unfolded, and the cursor on it. */
TuiScreen *tui_alerts_new_at (TuiApp *app, const char *key);
/* Of the agent, or without one of the list that app->open_list gives. The caller's to unref. */
M77Alerts *tui_alerts_open (TuiApp *app);

/* What its keys do. */
void tui_alerts_acknowledge (TuiScreen *self);
char *tui_alerts_refuse_acknowledge (TuiScreen *self);
void tui_alerts_silence (TuiScreen *self);
char *tui_alerts_refuse_silence (TuiScreen *self);
void tui_alerts_show_silenced (TuiScreen *self);

G_END_DECLS
