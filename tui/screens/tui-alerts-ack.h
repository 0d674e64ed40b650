/* tui-alerts-ack.h: acknowledging a group of alerts
 *
 * What was seen when the bar opened is acknowledged, as one group that one undo takes back; what
 * has ended since is left out, what came since pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-alert-groups.h"
#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* Why it cannot be done now, or NULL. Free with g_free. */
char *tui_alerts_ack_refusal (TuiApp *app, const M77AlertGroup *group);
/* Opens the bar. */
void tui_alerts_ack_open (TuiApp *app, const M77AlertGroup *group);

G_END_DECLS
