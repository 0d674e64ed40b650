/* m77-list-slots.h: the few rows of a long list that are here
 *
 * A sparse vector of M77Row by position. A splice drops the rows it takes out and moves
 * those behind it, at a cost of the rows that are here, not of the list's length. What was
 * dropped is remembered by its id until m77_list_slots_forget, so that a row that only moved
 * comes back as the same object.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-row-private.h"

G_BEGIN_DECLS

typedef struct _M77ListSlots M77ListSlots;

M77ListSlots *m77_list_slots_new (void);
void m77_list_slots_free (M77ListSlots *self);

/* NULL if no row is here; not the caller's to unref. */
M77Row *m77_list_slots_get (M77ListSlots *self, guint position);
/* The row there, made empty if none was. */
M77Row *m77_list_slots_ensure (M77ListSlots *self, guint position);
/* Fills the row at position with one of a window's. *replaced (in a list already shown) says that
 * another object stands there now. TRUE if what it says is new. */
gboolean m77_list_slots_fill (M77ListSlots *self,
                              guint position,
                              GVariant *window_row,
                              gboolean *replaced);
void m77_list_slots_splice (M77ListSlots *self, guint position, guint removed, guint added);
void m77_list_slots_set_stale (M77ListSlots *self);
/* The first and last position in start … end−1 that lacks a fresh row. */
gboolean m77_list_slots_missing (M77ListSlots *self,
                                 guint start,
                                 guint end,
                                 guint *first,
                                 guint *last);
/* Forgets rows outside start … end−1 that nobody else holds, and what splices dropped. */
void m77_list_slots_forget (M77ListSlots *self, guint start, guint end);
/* All rows of other become remembered ones of self. */
void m77_list_slots_inherit (M77ListSlots *self, M77ListSlots *other);
gint m77_list_slots_find (M77ListSlots *self, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77ListSlots, m77_list_slots_free)

G_END_DECLS
