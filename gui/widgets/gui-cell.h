/* gui-cell.h: what one cell of a list shows of a row
 *
 * A GtkInscription, which owns no state: each showing sets all of it. A state is a word first and
 * a colour second, by classes of the style sheet.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "shared/client/m77-list.h"
#include "shared/client/m77-outline.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

GtkWidget *gui_cell_new (void);
/* field NULL: how the row stands. row NULL, or not here yet: nothing. */
void gui_cell_show (GtkWidget *cell, M77Row *row, const M77Field *field, gint64 now);
/* "checkout 14, 6 open, SEV1 1, SEV2 2": of a group by a field. Free with g_free. */
char *gui_cell_heading (M77Heading *heading, const M77Kind *kind, const M77Field *field);
/* The sentence a row is for those who do not see it. Free with g_free. */
char *gui_cell_sentence (M77Row *row, const M77Kind *kind, gint64 now);

G_END_DECLS
