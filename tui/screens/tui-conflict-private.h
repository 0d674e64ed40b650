/* tui-conflict-private.h: the conflict screen, for the files that make it: tui-conflict.c follows
 * the agent, draws and applies, tui-conflict-decide.c makes choices and keeps them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-conflict-view.h"
#include "tui/screens/tui-conflict.h"
#include "tui/screens/tui-question.h"

G_BEGIN_DECLS

typedef struct
{
  TuiScreen base;
  char *operation;
  M77Decision *decision; /* NULL: not here yet */
  TuiConflictView view;
  TuiQuestion question;
  gulong changed_handler, operation_handler, state_handler;
  gboolean applying;
} TuiConflict;

/* Has the agent keep what is decided so far. */
void tui_conflict_save (TuiConflict *self);
/* Of the field under the cursor; the same choice again opens it. */
void tui_conflict_choose (TuiConflict *self, M77Choice choice);
/* A bar, or the editor where the text has lines. */
void tui_conflict_edit (TuiConflict *self);
/* The next field to decide, round; where all are decided the next that asked. */
void tui_conflict_go_to_next (TuiConflict *self, int step);

G_END_DECLS
