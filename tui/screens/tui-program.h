/* tui-program.h: a program that is run from the console
 *
 * One of the command line's own verbs, or a person's (m77.conf). It runs beside the console, which
 * goes on; what it prints is shown in a pane when it has ended, made safe like all text. Or it has
 * the terminal until it ends. At most TUI_PROGRAM_MOST bytes of what it prints are kept. Programs
 * that still run when the console is left are told to end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/settings/tui-user-command.h"

G_BEGIN_DECLS

#define TUI_PROGRAM_MOST (1024 * 1024)

/* title: how it is called on the line. environment: as g_environ_setenv makes it; NULL: this
 * process's. FALSE after it was said why it could not begin. */
gboolean tui_program_run (TuiApp *app,
                          const char *title,
                          const char *const *argv,
                          const char *const *environment,
                          TuiOutput output);

/* Tells all that still run to end, when the console is left. */
void tui_program_end_all (TuiApp *app);

/* A pane of text, to be scrolled and left with Esc. */
void tui_program_show_text (TuiApp *app, const char *title, const char *text);

G_END_DECLS
