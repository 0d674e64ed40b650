/* tui-script.h: keys from a file
 *
 * One step a line (docs/console.md); "#" begins a comment:
 *
 *   size 80 24        the screen, where there is no terminal (the first step, or later)
 *   wait-idle         until nothing is being asked or read
 *   wait-for WORDS    until the screen shows them
 *   text WORDS        types them
 *   paste WORDS       pastes them; \n is a new line, \\ a backslash
 *   mouse press 5 10  a click at row and column, from 1; release, up and down (the wheel) likewise
 *   :COMMAND          what ":" and Enter would do
 *   Enter             one key by its name; anything else on a line is typed
 *
 * The first step waits until the first screen is there. A step that waits gives up after ten
 * seconds, and the script with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

typedef struct _TuiScript TuiScript;

TuiScript *tui_script_load (const char *path, GError **error);
void tui_script_free (TuiScript *self);
/* The size it asks for; 80 by 24 when it says none. */
void tui_script_size (TuiScript *self, int *rows, int *cols);
/* Begins once the loop runs; after the last step the console is left, if there is no terminal. */
void tui_script_start (TuiScript *self, TuiApp *app);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiScript, tui_script_free)

G_END_DECLS
