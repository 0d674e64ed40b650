/* tui-act.h: doing a verb of the table of kinds on a record
 *
 * Confirmed as its danger asks: at once, by a bar and Enter, or by a reason and the name typed.
 * Changes to production first want it armed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* Why the action cannot be done now, told shortly, or NULL. Free with g_free. */
char *tui_act_refusal (TuiApp *app, const TuiRecord *record, const M77Action *action);
/* Opens the bar, or does what needs none. */
void tui_act_open (TuiApp *app, const TuiRecord *record, const M77Action *action);
/* With what is known of its arguments and reason already; both may be NULL. */
void tui_act_open_with (TuiApp *app,
                        const TuiRecord *record,
                        const M77Action *action,
                        const M77Json *args,
                        const char *reason);
/* An alert's silence, with its own labels for matchers and two hours to begin with. */
void tui_act_open_silence (TuiApp *app, const TuiRecord *record);
/* The overlay of a record's verbs. */
void tui_act_open_verbs (TuiApp *app, const TuiRecord *record);
/* FALSE after it opened the bar that arms production: edits of Change and Administration there. */
gboolean tui_act_may_edit (TuiApp *app, const TuiRecord *record);
/* FALSE: an action of a record that is not at hand, so in production, wants that armed first. */
gboolean tui_act_is_armed_for (TuiApp *app, const M77Kind *kind, const M77Action *action);
/* The same, and FALSE after it opened the bar that arms. */
gboolean tui_act_may_confirm (TuiApp *app, const M77Kind *kind, const M77Action *action);

G_END_DECLS
