/* tui-marked.h: running text in several roles, wrapped
 *
 * What a comparison is told with: "bounce since [-20:05-]{+19:50+}". The marks are there with and
 * without colour; what is new is underlined, what is gone is dim. A newline that changed shows as
 * "\" too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-span.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

typedef struct _TuiMarked TuiMarked;

TuiMarked *tui_marked_new (void);
void tui_marked_free (TuiMarked *self);
void tui_marked_add (TuiMarked *self, TuiStyle style, const char *text);
/* Spans of a comparison (shared/model/m77-span.h); what one side put in is in its role. */
void tui_marked_add_spans (TuiMarked *self, TuiStyle role, const GArray *spans);

/* Breaks it into lines of at most `cells`; at least one. */
void tui_marked_wrap (TuiMarked *self, int cells);
guint tui_marked_count (const TuiMarked *self);
/* The spans of one such line, from a column on; nothing where there is no such line. */
void tui_marked_put (const TuiMarked *self, guint index, TuiLine *line, int col);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiMarked, tui_marked_free)

G_END_DECLS
