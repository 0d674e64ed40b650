/* tui-command-line.h: what a line of ":" does
 *
 * In this order: a word of the console's own ("offline 2h", "set mouse off"), a verb of the command
 * line without its m77
 * ("act rollback deployment 512 to=4.17.2"), a kind with a filter ("alerts status:firing") or a key
 * ("incident 2041"), a bare number, an alias or a program of m77.conf. docs/console.md has them
 * all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/screens/tui-suggest.h"

G_BEGIN_DECLS

/* Does a line, without the colon. NULL, or what is wrong with it (free with g_free). */
char *tui_command_line_run (TuiApp *app, const char *line);
/* Likewise; *offset: the byte that is wrong. may_expand: aliases count. */
char *tui_command_line_try (TuiApp *app, const char *line, gboolean may_expand, gsize *offset);
/* What could stand at byte `cursor` of a line. */
void tui_command_line_suggest (TuiApp *app, M77Suggest *suggest, const char *text, gsize cursor);

G_END_DECLS
