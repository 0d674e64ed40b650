/* tui-do.h: asking the platform to do something
 *
 * What is dangerous wants the record's name: --confirm, or typed at the terminal, and a
 * reason. Then the action is journaled and its outcome waited for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-context.h"

G_BEGIN_DECLS

/* One record, with the arguments in the words from `first` on, and the options reason,
 * confirm and wait. id "new": an action that makes its record. */
gboolean tui_do_one (TuiContext *self,
                     const char *action,
                     const char *kind,
                     const char *id,
                     guint first,
                     GError **error);
/* All that --filter finds. */
gboolean tui_do_many (TuiContext *self,
                      const char *action,
                      const char *kind,
                      guint first,
                      GError **error);

/* Whether what a person typed to confirm is the record's key. */
gboolean tui_do_is_named (const char *typed, const char *name);

G_END_DECLS
