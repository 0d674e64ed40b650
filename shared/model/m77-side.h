/* m77-side.h: what the sides of a conflict say, in words
 *
 * For the conflict screen of any front end, of an M77Decision. Times in words are of `now` (ms
 * since 1970) in `zone`. Texts are translated and may hold foreign characters.
 *
 * Pure; the thread of the decision.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-decision.h"
#include "shared/model/m77-span.h"

G_BEGIN_DECLS

typedef enum
{
  M77_SIDE_BASE,
  M77_SIDE_THEIRS,
  M77_SIDE_MINE,
  M77_SIDE_RESULT,
  M77_N_SIDES
} M77Side;

/* NULL: nothing there, or, of the result, open. */
const M77Json *m77_side_value (const M77Decision *decision, guint field, M77Side side);
/* A value as people read it, whole. Free with g_free. */
char *m77_side_words (const M77DecisionField *field,
                      const M77Json *value,
                      gint64 now,
                      GTimeZone *zone);
/* What a side of a field says, in one cell: a value, "3 lines", "{+dkim+}". Free with g_free. */
char *m77_side_cell (const M77Decision *decision,
                     guint field,
                     M77Side side,
                     gint64 now,
                     GTimeZone *zone);
/* A side against the base, marked; of long texts only what is near a change, unless whole. */
GArray *m77_side_spans (const M77Decision *decision,
                        guint field,
                        M77Side side,
                        gboolean whole,
                        gint64 now,
                        GTimeZone *zone);
/* One word for a choice: "theirs"; NULL: none. */
const char *m77_side_choice (M77Choice choice);
/* What met what, where it is more than an edit meeting an edit; NULL: nothing. Free with g_free. */
char *m77_side_clash (const M77Decision *decision);

G_END_DECLS
