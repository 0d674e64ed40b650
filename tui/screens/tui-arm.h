/* tui-arm.h: production is read-only in a session until it is armed by typing its name
 *
 * It stays armed for thirty minutes. What asked for it goes on once it is: a bar that was wanted
 * opens then, a key that was pressed does what it would have done. Leaving the bar leaves that too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* What was wanted; data is its own to free. */
typedef void (*TuiArmed) (TuiApp *app, gpointer data);

/* For nothing but itself. */
void tui_arm_open (TuiApp *app);
/* free_data: where it is left instead. */
void tui_arm_open_for (TuiApp *app, TuiArmed then, gpointer data, GDestroyNotify free_data);
/* For what the key does that is being worked off (app->acting), if any is. */
void tui_arm_open_for_key (TuiApp *app);

G_END_DECLS
