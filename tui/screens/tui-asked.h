/* tui-asked.h: an action's arguments and its reason, as the fields of a bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-kind.h"
#include "tui/screens/tui-prompt.h"

G_BEGIN_DECLS

guint tui_asked_count (const M77Action *action);
/* The first fields of the bar. args and reason: what they hold so far; may be NULL. */
void tui_asked_add (TuiPrompt *prompt,
                    const M77Action *action,
                    const M77Json *args,
                    const char *reason,
                    gboolean needs_reason);
/* FALSE: one is wrong, and the bar says so. reason is the bar's own. */
gboolean tui_asked_read (TuiPrompt *prompt,
                         const M77Action *action,
                         M77JsonPool *pool,
                         M77Json **args,
                         const char **reason);

G_END_DECLS
