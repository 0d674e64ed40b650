/* tui-find.h: the bar that looks for words in a record
 *
 * While one types the cursor goes to the first line from where it was that has them. Enter stays
 * there, Esc goes back to where it was. With nothing typed, Enter goes to the next of those of
 * before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

/* The page must live as long as the bar. */
void tui_find_open (TuiApp *app, TuiPage *page);
/* The next (by 1) or the one before (-1), and says so where there is none. */
void tui_find_again (TuiApp *app, TuiPage *page, int by);

G_END_DECLS
