/* tui-conflict-text.h: what the sides of a conflict say, in words and marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-decision.h"
#include "tui/screens/tui-record.h"
#include "tui/widgets/tui-marked.h"

G_BEGIN_DECLS

typedef enum
{
  TUI_SIDE_BASE,
  TUI_SIDE_THEIRS,
  TUI_SIDE_MINE,
  TUI_SIDE_RESULT,
  TUI_N_SIDES
} TuiSide;

/* NULL: nothing there, or, of the result, open. */
const M77Json *tui_conflict_value (const M77Decision *decision, guint field, TuiSide side);
/* A value as people read it, whole. Free with g_free. */
char *tui_conflict_words (const M77DecisionField *field,
                          const M77Json *value,
                          const TuiMoment *moment);
/* What a side of a field says, in one cell: a value, "3 lines", "{+dkim+}". Free with g_free. */
char *tui_conflict_cell (const M77Decision *decision,
                         guint field,
                         TuiSide side,
                         const TuiMoment *moment);
/* A side against the base, marked; of long texts only what is near a change, unless whole. */
TuiMarked *tui_conflict_marked (const M77Decision *decision,
                                guint field,
                                TuiSide side,
                                gboolean whole,
                                const TuiMoment *moment);
/* One word for a choice: "theirs"; NULL: none. */
const char *tui_conflict_choice (M77Choice choice);
/* What met what, where it is more than an edit meeting an edit; NULL: nothing. Free with g_free. */
char *tui_conflict_clash (const M77Decision *decision);

G_END_DECLS
