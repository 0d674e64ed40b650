/* tui-foot.h: a list whose row under the cursor is told more of below it
 *
 * What the inbox and a history have in common; and the stamp by which they, and a record, know
 * whether their page is to be built anew or only to be drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

/* Another number when what is shown is: its owner's count of changes, the width, the minute, the
 * zone, whether others see it. Never 0. */
guint tui_foot_stamp (TuiApp *app, guint changes, int cols);
/* details under a title at the foot of area, half of it or `most` rows at most. Returns the rows
 * taken. */
int tui_foot_draw (TuiPage *details,
                   TuiCanvas *canvas,
                   const TuiRect *area,
                   const char *title,
                   int most);

G_END_DECLS
