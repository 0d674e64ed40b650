/* tui-history-rows.h: the story of a record as lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

/* entries: what History answers (docs/json.md). Lines that the cursor goes to have the entries'
 * ids; what an operation went through stands below it. What is told by the platform's audit is not
 * told again, unless something happened on the way. */
void tui_history_add_rows (TuiPage *page, TuiApp *app, const M77Json *entries, int cols);
/* What one entry changed. */
void tui_history_add_details (TuiPage *page, TuiApp *app, const M77Json *entry, int cols);
/* "20 Nov 09:34 omar, edit". Free with g_free. */
char *tui_history_title (TuiApp *app, const M77Json *entry);

G_END_DECLS
