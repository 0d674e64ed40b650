/* tui-ready.h: what will be missing offline, before one goes there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

#define TUI_READY_SECONDS (12 * 3600)

TuiScreen *tui_ready_new (TuiApp *app, guint seconds);
/* The answer's JSON, as if the agent had given it. */
void tui_ready_take (TuiScreen *self, const char *json);
/* The bar that asks for how long. */
void tui_ready_open_time (TuiScreen *self);
/* ":ready [TIME]". NULL, or what is wrong; free with g_free. */
char *tui_ready_run (TuiApp *app, const char *words);

G_END_DECLS
