/* board-fixture.h: what the screens made by hand have to show: alerts, a deployment, schedules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/tui/screen-fixture.h"

G_BEGIN_DECLS

/* A group of twelve alerts beside those there are, two that are silenced and their silences. */
void board_fixture_add_alerts (TuiApp *app);
/* Instead of the deployment there is: a canary that its gate has paused. */
void board_fixture_set_canary (TuiApp *app);
/* Two schedules, one with an override, and a handover. */
void board_fixture_add_schedules (TuiApp *app);

G_END_DECLS
