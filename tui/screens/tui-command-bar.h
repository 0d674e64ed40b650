/* tui-command-bar.h: the bar of ":"
 *
 * Tab takes what is offered, again the next; Up and Down search what was typed before that begins
 * so; Ctrl-R finds it by any part of it. A line that is wrong stays, with a mark where.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* text: what the line begins with. */
void tui_command_bar_open (TuiApp *app, const char *text);
/* Whether a person is typing it, not a script. */
gboolean tui_command_bar_is_open (TuiApp *app);

G_END_DECLS
