/* tui-own-command.h: a person's own program, run on what is selected (m77.conf, [command …])
 *
 * It is asked for as its file says: input first, then, where it wants that, a bar that names the
 * program, its arguments and the record. What is dangerous is refused in a read-only session, wants
 * production armed where the record is of it, and the record's name typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/settings/tui-user-command.h"

G_BEGIN_DECLS

/* Why it cannot be run now, told shortly, or NULL. Free with g_free. */
char *tui_own_command_refusal (TuiApp *app, const TuiUserCommand *command);
void tui_own_command_open (TuiApp *app, const TuiUserCommand *command);
/* NULL: none of that name. */
const TuiUserCommand *tui_own_command_find (TuiApp *app, const char *name);

G_END_DECLS
