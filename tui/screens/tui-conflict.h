/* tui-conflict.h: a conflict, to be decided
 *
 * Fields down the left, base, theirs and mine beside each other, what comes out below. Each choice
 * is kept by the agent at once, so that leaving, a crash and a restart lose nothing of it. Theirs
 * is followed while the screen is open. Nothing leaves before Enter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* operation: its id. */
TuiScreen *tui_conflict_new (TuiApp *app, const char *operation);
/* What the agent answered about it, now or again. */
void tui_conflict_take (TuiScreen *screen, const char *json);

G_END_DECLS
