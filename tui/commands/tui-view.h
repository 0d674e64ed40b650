/* tui-view.h: the saved views of a command's profile
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-views.h"
#include "tui/commands/tui-context.h"

G_BEGIN_DECLS

/* Of the profile given, else of the one in use, which the agent knows. */
M77Views *tui_view_open_all (TuiContext *self, GError **error);
/* M77_ERROR_NOT_FOUND. Borrowed. */
const M77View *tui_view_find (const M77Views *views, const char *name, GError **error);

G_END_DECLS
