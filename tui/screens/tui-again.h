/* tui-again.h: what an operation holds, edited and sent again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* A bar for a note or an action, a form for the rest; says so where nothing of it can be edited
 * here. */
void tui_again_open (TuiApp *app, const M77Json *operation);

G_END_DECLS
