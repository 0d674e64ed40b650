/* tui-pager.h: a text in the person's pager, or to be looked at in their editor
 *
 * $PAGER (less, where it is not set) or $VISUAL, $EDITOR, on a file that only this person may read,
 * gone afterwards. What is written to it there is not taken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* suffix: ".txt", ".json": what an editor knows it by. Says what went wrong. */
void tui_pager_run (TuiApp *app, const char *text, const char *suffix, gboolean editor);

G_END_DECLS
