/* tui-conflict-view.h: a conflict drawn: fields, the sides of one, what comes out
 *
 * From 70 columns the sides stand beside each other in the table; below that the table has the
 * choices, and the sides of the field under the cursor are stacked. From 110 columns long texts
 * stand beside each other too. What does not fit scrolls.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-side.h"
#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

typedef struct
{
  TuiApp *app;
  const M77Decision *decision; /* the screen's */
  guint field;                 /* under the cursor */
  gboolean whole;              /* of long texts all is told */
  TuiPage table, sides, result;
  int built_cols; /* what sides was built for; -1: build it anew */
  guint built_field;
} TuiConflictView;

void tui_conflict_view_init (TuiConflictView *self, TuiApp *app);
void tui_conflict_view_clear (TuiConflictView *self);
/* Another decision, or another theirs. */
void tui_conflict_view_set (TuiConflictView *self, const M77Decision *decision);
void tui_conflict_view_draw (TuiConflictView *self, TuiCanvas *canvas, const TuiRect *area);
/* Scrolls the sides. */
gboolean tui_conflict_view_scroll (TuiConflictView *self, TuiKey key);

G_END_DECLS
