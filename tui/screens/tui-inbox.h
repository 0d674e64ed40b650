/* tui-inbox.h: operations not applied yet: what each waits for, and what can be done
 *
 * What needs a person comes first, the first to lapse on top; below the rows stands what the
 * one under the cursor is about. What can be done is what the agent says (`ways`), one key each; a
 * key that confirms or drops opens a bar that says what changed since it was asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

TuiScreen *tui_inbox_new (TuiApp *app);
/* The operation under the cursor; NULL: none. */
const M77Json *tui_inbox_current (TuiScreen *screen);
/* TRUE once where the cursor came to it by itself: what was under it is gone. */
gboolean tui_inbox_take_slip (TuiScreen *screen);
/* Puts the cursor on it, when it is there. */
void tui_inbox_show (TuiScreen *screen, const char *operation);

G_END_DECLS
