/* tui-inbox-rows.h: operations as lines and words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

/* All of the outbox, what needs the person first, the first to lapse on top; lines have the
 * operations' ids. Returns how many need them. */
guint tui_inbox_add_rows (TuiPage *page, TuiApp *app, int cols);
/* What one is about, in full. */
void tui_inbox_add_details (TuiPage *page, TuiApp *app, const M77Json *operation, int cols);
/* What it changes: fields from what to what, elements, the reason. */
void tui_inbox_add_changes (TuiPage *page, TuiApp *app, const M77Json *operation, int cols);
/* One field of a record of a kind, from one value to another. */
void tui_inbox_add_change (TuiPage *page,
                           TuiApp *app,
                           const char *kind,
                           const char *field,
                           const M77Json *from,
                           const M77Json *to,
                           int cols);

G_END_DECLS
