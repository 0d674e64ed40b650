/* tui-alerts-silence.h: silencing a group of alerts
 *
 * The bar offers matchers of the labels that all of the group have in common, and says how many
 * open alerts they would hide. Over twenty want the alert's name typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-alert-groups.h"
#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* groups: all there are, for what else it would hide. */
void tui_alerts_silence_open (TuiApp *app,
                              const M77AlertGroups *groups,
                              const M77AlertGroup *group);

G_END_DECLS
