/* m77-still.h: a list whose rows stand still while others come and go
 *
 * A GListModel over another one. What comes between the rows that were handed out lately is kept
 * back and counted; what went stays where it was (m77_row_is_gone () tells it); m77_still_let_in ()
 * shows the model as it is again. What comes behind the last row, or far from those handed out,
 * moves none of them and is let in at once; so is everything while it follows, and what another
 * query brings (m77_still_begin_renewal). Rows that change stay the same objects in their places.
 *
 * Splices are passed on as small as they are, and cost what is kept back, not the list's length.
 * Signal "kept-changed": the counts are others.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define M77_TYPE_STILL (m77_still_get_type ())
G_DECLARE_FINAL_TYPE (M77Still, m77_still, M77, STILL, GObject)

M77Still *m77_still_new (GListModel *model);
GListModel *m77_still_model (M77Still *self);
void m77_still_let_in (M77Still *self);
void m77_still_set_following (M77Still *self, gboolean following);
gboolean m77_still_is_following (M77Still *self);
/* So many rows are kept back; so many that are shown have gone from the model, or are elsewhere in
 * it. */
guint m77_still_arrived (M77Still *self);
guint m77_still_gone (M77Still *self);
/* Where a position is in the model; of a row that has gone, where it was. */
guint m77_still_place (M77Still *self, guint position);
/* The other way round; -1: it is kept back. */
int m77_still_find (M77Still *self, guint place);
/* Whether a position shows a row that has gone from there. */
gboolean m77_still_is_gone (M77Still *self, guint position);

/* Between these the model becomes another one: nothing of the old is kept. */
void m77_still_begin_renewal (M77Still *self);
void m77_still_end_renewal (M77Still *self);

G_END_DECLS
