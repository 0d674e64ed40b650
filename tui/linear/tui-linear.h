/* tui-linear.h: the console in lines, for screen readers and plain terminals
 *
 * The same screens, keys and commands as the console, without boxes, columns or repainting: a line
 * goes in, an answer comes out, and a prompt. What is drawn is read from the canvas that tests and
 * :save-screen read, so that every screen there is can be reached.
 *
 * A line is
 *   N              what was read with that number: opened, done, or the field to type in
 *   N KEY [TEXT]   KEY on that; "1 n pods are healthy" notes it
 *   KEY [TEXT]     a key by its name, on what is chosen
 *   :COMMAND       as in the console; words that are no key are one too
 *   (nothing)      Enter in a bar; else the screen is read again
 * In a bar or a form what is no key's name of more than one letter is typed; "=TEXT" replaces.
 * A bar that confirms takes nothing from the line that opened it.
 *
 * After each answer "Changed:" tells what else moved; banners (who is paged) are told at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

#define TUI_LINEAR_ROWS 40
#define TUI_LINEAR_COLS 109 /* one pane: two begin at 110 */

typedef struct _TuiLinear TuiLinear;

/* Gets each line that is said. */
typedef void (*TuiLinearSay) (const char *line, gpointer data);

/* The app's canvas becomes one to be read. */
TuiLinear *tui_linear_new (TuiApp *app, TuiLinearSay say, gpointer data);
void tui_linear_free (TuiLinear *self);

/* Where things stand, and the first screen. */
void tui_linear_greet (TuiLinear *self);
/* Does what a line says; its answer is said by tui_linear_answer, once the app is idle. */
void tui_linear_take (TuiLinear *self, const char *line);
void tui_linear_answer (TuiLinear *self);
/* What cannot wait for the next prompt; TRUE: something was said. */
gboolean tui_linear_tell (TuiLinear *self);

/* Reads standard input and writes standard output until either ends; the app's loop runs. */
void tui_linear_run (TuiApp *app);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiLinear, tui_linear_free)

G_END_DECLS
