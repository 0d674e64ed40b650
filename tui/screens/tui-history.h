/* tui-history.h: who changed what of a record and when, merges and decisions included
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

TuiScreen *tui_history_new (TuiApp *app, const TuiRecord *record);
/* What the agent answered. */
void tui_history_take (TuiScreen *screen, const char *json);

G_END_DECLS
