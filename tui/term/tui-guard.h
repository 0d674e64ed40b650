/* tui-guard.h: gives the terminal back as it was, on every way out
 *
 * Before anything is done to the terminal its modes are kept here; from tui_guard_take to
 * tui_guard_release a signal that ends this process (a crash, SIGQUIT) leaves the second screen,
 * shows the cursor, turns off what was turned on and sets the modes again, and then does what it
 * would have done. So does one that stops it (SIGTSTP); tui_guard_must_retake tells once that it
 * was continued, and SIGWINCH is raised to have that looked at. Handlers use only what POSIX calls
 * async-signal-safe, on a stack of their own, so that they also run where the stack overflowed.
 *
 * SIGTERM, SIGHUP and SIGINT are the loop's. Nothing can be done about SIGKILL: `reset` is for
 * that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <termios.h>

G_BEGIN_DECLS

/* Keeps the modes of standard input and begins to watch. */
void tui_guard_take (void);
/* Again, with the modes kept before; also where somebody else put handlers meanwhile. */
void tui_guard_retake (void);
/* From now on there is nothing to give back; FALSE: there was nothing. */
gboolean tui_guard_release (void);
/* As they were when the terminal was taken. */
const struct termios *tui_guard_modes (void);
/* Whether this process was stopped and continued since this was last asked. */
gboolean tui_guard_must_retake (void);

G_END_DECLS
