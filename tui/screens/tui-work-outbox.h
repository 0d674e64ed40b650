/* tui-work-outbox.h: what a person asks the agent to do with what is done already
 *
 * As tui-work.h: each returns at once and says on the line what came of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "tui/screens/tui-call.h"

G_BEGIN_DECLS

/* verb: one of the operation's ways that need nothing else (docs/json.md). */
gboolean tui_work_outbox (TuiApp *app, const char *verb, const char *operation);
/* Edit and resend; content as OutboxEdit takes it. The call, NULL where there is no agent. */
TuiCall *tui_work_outbox_edit (TuiApp *app, const char *operation, const M77Json *content);
gboolean tui_work_undo (TuiApp *app, gboolean redo);
/* The action that takes back the one that was sent. */
gboolean tui_work_undo_action (TuiApp *app, const char *operation, const char *reason);

G_END_DECLS
