/* tui-kept.h: what a session hands on to the next: the environment shown, and presenting
 *
 * One small file in m77's state directory, by profile, read as a session begins: what was masked
 * yesterday is not shown for a moment today. Written beside the loop when it changes; a file that
 * cannot be read or written is no reason to stop. Sessions from a script keep nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* path NULL: the person's own file. profile NULL: the one in use. */
void tui_kept_start (TuiApp *app, const char *path, const char *profile);
/* What is as it is now is kept from here on. */
void tui_kept_save (TuiApp *app);

G_END_DECLS
