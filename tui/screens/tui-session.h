/* tui-session.h: the console's side of the agent
 *
 * Keeps the app's status, outbox, duty and permissions as the agent says they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* Connects; the app owns the client from then on. */
void tui_session_start (TuiApp *app, const char *profile);
void tui_session_stop (TuiApp *app);

G_END_DECLS
