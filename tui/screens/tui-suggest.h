/* tui-suggest.h: what could stand where one is typing, under a bar's line
 *
 * How the candidates of shared/client/m77-suggest.h look, and how one is taken, for the filter of a
 * list and for ":".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-suggest.h"
#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-entry.h"

G_BEGIN_DECLS

/* Puts the chosen one into the text; at once again: the next. FALSE: there is none. */
gboolean tui_suggest_take (M77Suggest *self, TuiEntry *entry);

/* Rows it wants: of candidates, at most so many. */
int tui_suggest_rows (const M77Suggest *self, int most);
void tui_suggest_draw (const M77Suggest *self, TuiCanvas *canvas, int row, int rows);

/* "^ what was expected", under byte `offset` of an entry that begins at column col. */
void tui_suggest_draw_fault (const TuiEntry *entry,
                             TuiCanvas *canvas,
                             int row,
                             int col,
                             int cells,
                             gsize offset,
                             const char *expected);

G_END_DECLS
