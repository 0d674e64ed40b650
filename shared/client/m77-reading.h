/* m77-reading.h: all records that a filter finds, as they are now
 *
 * For what needs the whole of a kind at once and of which there are hundreds, not millions (flags
 * by environment, roles, members): read page by page, and again when that kind changes, not faster
 * than a reading costs. What was read before stays until the next is whole. At most
 * M77_READING_MOST are read; m77_reading_total says how many there are. A list that is scrolled is
 * an M77List.
 *
 * Main thread only. Signal "changed": m77_reading_rows has something else to say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define M77_READING_MOST 10000

#define M77_TYPE_READING (m77_reading_get_type ())
G_DECLARE_FINAL_TYPE (M77Reading, m77_reading, M77, READING, GObject)

/* client NULL: nobody is asked. */
M77Reading *m77_reading_new (M77Client *client,
                             const char *kind,
                             const char *filter,
                             const char *sort);
/* Reads anew where it is another filter. */
void m77_reading_set_filter (M77Reading *self, const char *filter);
/* Now, whatever was under way. */
void m77_reading_refresh (M77Reading *self);
/* const M77Json: rows (docs/json.md); valid until "changed". Never NULL. */
const GPtrArray *m77_reading_rows (M77Reading *self);
guint m77_reading_total (M77Reading *self);
/* Nothing was read yet. */
gboolean m77_reading_is_loading (M77Reading *self);
/* Why the last reading failed, or NULL; what was read before is still there. */
const GError *m77_reading_error (M77Reading *self);
/* The row of an id, or NULL; valid as the rows are. */
const M77Json *m77_reading_find (M77Reading *self, const char *id);
/* The JSON array of List, as if it had been read. */
void m77_reading_take (M77Reading *self, const char *rows);

G_END_DECLS
