/* tui-work.h: what a person asks the agent to do
 *
 * Each returns at once and says on the line what came of it: "Note stored here, not sent: offline
 * u undo". The documents given are copied. What may bring a form back (tui_call_keep)
 * returns the call, NULL where there is no agent; what takes a person's words or word for it
 * otherwise returns FALSE there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "tui/screens/tui-call.h"

G_BEGIN_DECLS

/* base, patch and elements as in Agent1.Edit, or NULL. what: "Note", told as "Note stored". */
TuiCall *tui_work_edit (TuiApp *app,
                        const char *what,
                        const char *kind,
                        const char *id,
                        const M77Json *base,
                        const M77Json *patch,
                        const M77Json *elements);
TuiCall *tui_work_create (TuiApp *app, const char *kind, const M77Json *doc);
/* Likewise as the operation of that id: the same again makes no second record. */
TuiCall *tui_work_create_as (TuiApp *app, const char *kind, const M77Json *doc, const char *as);
/* With the expectation of what record shows. args NULL: none. */
gboolean tui_work_act (TuiApp *app,
                       const TuiRecord *record,
                       const M77Action *action,
                       const M77Json *args,
                       const char *reason);
/* id: of the entry, so that it is entered once however often it is sent; NULL: a new one. */
TuiCall *tui_work_note (TuiApp *app, const TuiRecord *record, const char *id, const char *text);
void tui_work_sync (TuiApp *app);
/* seconds 0: two hours. */
void tui_work_offline (TuiApp *app, gboolean on, guint seconds);
void tui_work_draft (TuiApp *app, const char *name, const char *text);

G_END_DECLS
