/* tui-undo.h: taking back the last thing done here, and doing it again
 *
 * A bar says first what that is; Enter does it. For an action that was sent it offers the one that
 * takes it back, and what that will do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

void tui_undo_open (TuiApp *app, gboolean redo);
/* What the agent answered (docs/json.md): its UndoNext, and Undo's offer of an action. */
void tui_undo_take_next (TuiApp *app, gboolean redo, const char *json);
void tui_undo_take_offer (TuiApp *app, const char *json);

G_END_DECLS
