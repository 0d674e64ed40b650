/* tui-conflict-elements.h: what the sides of a conflict did to sets and logs, by element
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-conflict-text.h"

G_BEGIN_DECLS

/* "02:57 mika  looks like the canary". Free with g_free. */
char *tui_conflict_entry_words (const M77Json *entry, const TuiMoment *moment);
/* What a side has beside what it has in common with the base, and what it has not. */
void tui_conflict_add_elements (TuiMarked *marked,
                                const M77DecisionField *field,
                                const M77Json *base,
                                const M77Json *side,
                                TuiStyle role,
                                const TuiMoment *moment);
/* "{+dkim+} [-old-]"; of a log "{+2+}". Free with g_free. */
char *tui_conflict_changes (const M77DecisionField *field,
                            const M77Json *side,
                            const TuiMoment *moment);

G_END_DECLS
