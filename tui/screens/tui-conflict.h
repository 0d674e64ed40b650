/* tui-conflict.h: a conflict, to be decided
 *
 * Fields down the left, base, theirs and mine beside each other, what comes out below. Each choice
 * is kept by the agent at once, so that leaving, a crash and a restart lose nothing of it. Theirs
 * is followed while the screen is open. Nothing leaves before Enter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-decision.h"
#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* operation: its id. */
TuiScreen *tui_conflict_new (TuiApp *app, const char *operation);
/* What the agent answered about it, now or again. */
void tui_conflict_take (TuiScreen *screen, const char *json);
/* Whether the field under the cursor can be decided so. */
gboolean tui_conflict_takes (TuiScreen *screen, M77Choice choice);

G_END_DECLS
