/* tui-inbox.h: operations not applied yet: what each waits for, and what can be done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

TuiScreen *tui_inbox_new (TuiApp *app);
/* One operation of the outbox as words: mark, what, why. Free the texts with g_free. */
char *tui_inbox_what (const M77Json *operation);
char *tui_inbox_why (const M77Json *operation, const TuiMoment *moment);

G_END_DECLS
