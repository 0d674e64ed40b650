/* tui-duty.h: whether this person is on call, for the first row
 *
 * By the shifts of every schedule the agent has, so that it is right offline too; asked for again
 * when schedules change and when a shift ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

void tui_duty_ask (TuiApp *app);
/* Asks where a shift has ended since. */
void tui_duty_tick (TuiApp *app);

G_END_DECLS
