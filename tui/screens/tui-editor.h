/* tui-editor.h: a text in the person's own editor
 *
 * $VISUAL or $EDITOR (vi, where neither is set) on a file that only this person may read, gone
 * afterwards. The terminal is the editor's meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* The text as it then is; free with g_free. NULL after it was said what went wrong, or where there
 * is no terminal. */
char *tui_editor_run (TuiApp *app, const char *text);
/* Editors end a file with a newline: one is taken off where the text had none. Returns edited. */
char *tui_editor_settle (const char *text, char *edited);

G_END_DECLS
