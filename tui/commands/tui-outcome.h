/* tui-outcome.h: telling what became of an edit or an action
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-context.h"

G_BEGIN_DECLS

/* An edit just journaled: prints the operation (JSON), or a line for people. verb: "Created".
 * operation "" or NULL: nothing was to be changed. */
gboolean tui_outcome_edit (TuiContext *self,
                           const char *verb,
                           const char *operation,
                           GError **error);
/* Waits at most so long for an action's outcome and prints it; an outcome other than applied
 * is an error, by its code. */
gboolean tui_outcome_action (TuiContext *self,
                             const char *operation,
                             gint64 wait_seconds,
                             GError **error);
/* Many at once: how many. */
void tui_outcome_many (TuiContext *self, guint count, guint64 seq);

G_END_DECLS
