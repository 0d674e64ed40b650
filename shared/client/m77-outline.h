/* m77-outline.h: a list with headings between its rows, which fold
 *
 * A GListModel over a M77List: where that is grouped, each group is an M77Heading and, unless it is
 * folded, its rows; else it is the rows and nothing else. Items keep their identity: a row is the
 * list's own object, a heading stays the same for the same value. Splices are passed on as small
 * as they are. What is folded is remembered by value, also while the group is not there.
 *
 * Over another model (tests) groups are told by m77_outline_set_groups.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-list.h"

G_BEGIN_DECLS

#define M77_TYPE_HEADING (m77_heading_get_type ())
G_DECLARE_FINAL_TYPE (M77Heading, m77_heading, M77, HEADING, GObject)

/* "group:checkout": no record's id. */
const char *m77_heading_id (M77Heading *self);
const M77ListGroup *m77_heading_group (M77Heading *self);
gboolean m77_heading_is_folded (M77Heading *self);

#define M77_TYPE_OUTLINE (m77_outline_get_type ())
G_DECLARE_FINAL_TYPE (M77Outline, m77_outline, M77, OUTLINE, GObject)

M77Outline *m77_outline_new (GListModel *rows);
GListModel *m77_outline_rows (M77Outline *self);
gboolean m77_outline_is_grouped (M77Outline *self);
/* Copied; NULL: not grouped. Of a M77List they come by themselves. */
void m77_outline_set_groups (M77Outline *self, const GPtrArray *groups);
void m77_outline_set_folded (M77Outline *self, const char *value, gboolean folded);
void m77_outline_fold_all (M77Outline *self, gboolean folded);
/* Where an id is: a heading's, or a row's that is here; of a row that is folded away its heading.
 * -1: nowhere. */
int m77_outline_find (M77Outline *self, const char *id);
/* The rows at a position: itself, or all of a heading's; FALSE past the end. */
gboolean m77_outline_span (M77Outline *self, guint position, guint *first, guint *n);
/* The group that a position is in, borrowed; NULL: past the end, or not grouped. */
M77Heading *m77_outline_heading (M77Outline *self, guint position);
void m77_outline_look_at (M77Outline *self, guint position, guint n);

G_END_DECLS
