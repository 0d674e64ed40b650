/* tui-inbox-keys.h: the inbox's part of the table of actions
 *
 * For tui-action.c: why a way is not open to the operation under the cursor (free with g_free, NULL
 * when it is), and going it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/screens/tui-ways.h"

G_BEGIN_DECLS

char *tui_inbox_refuse (TuiApp *app);
char *tui_inbox_refuse_join (TuiApp *app);
char *tui_inbox_refuse_take_over (TuiApp *app);
char *tui_inbox_refuse_edit (TuiApp *app);
char *tui_inbox_refuse_retry (TuiApp *app);
char *tui_inbox_refuse_withdraw (TuiApp *app);
char *tui_inbox_refuse_discard (TuiApp *app);
/* What Enter does. */
const char *tui_inbox_word (TuiApp *app);
/* way: a TuiWay. */
void tui_inbox_run_way (TuiApp *app, int way);
void tui_inbox_run_discard (TuiApp *app, int argument);

G_END_DECLS
