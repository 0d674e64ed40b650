/* tui-oncall.h: who is on call, now and at any time
 *
 * Every schedule with whom it has, until when and who is next; the changes to come, the overrides,
 * and the handovers between shifts. By the shifts that the platform computed: beyond them it says
 * that nobody knows, not that nobody is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

TuiScreen *tui_oncall_new (TuiApp *app);
/* The bar that asks for a time in words. */
void tui_oncall_open_time (TuiScreen *self);
/* Drafts a handover of the schedule under the cursor, or of one's own. */
void tui_oncall_hand_over (TuiScreen *self);
/* Accepts the handover under the cursor. */
void tui_oncall_accept (TuiScreen *self);
/* Why not; NULL: it can be done. Free with g_free. */
char *tui_oncall_refuse_hand_over (TuiScreen *self);
char *tui_oncall_refuse_accept (TuiScreen *self);

G_END_DECLS
