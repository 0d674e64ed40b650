/* tui-command-line.h: the line of ":"
 *
 * Kinds ("alerts status:firing"), a record ("incident 2041"), and a few verbs; Tab completes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

void tui_command_line_open (TuiApp *app);
/* Does a line, without the colon. NULL, or what is wrong with it (free with g_free). */
char *tui_command_line_run (TuiApp *app, const char *line);

G_END_DECLS
