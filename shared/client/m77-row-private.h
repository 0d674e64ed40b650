/* m77-row-private.h: how a list fills its rows
 *
 * For m77-list.c only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-list.h"

G_BEGIN_DECLS

M77Row *m77_row_new (void);
/* From one (xssxxssus) of Window. TRUE if it says something else than before. */
gboolean m77_row_fill (M77Row *self, GVariant *window_row);
void m77_row_set_gone (M77Row *self, gboolean gone);
/* To be fetched again, though it can still be shown. */
gboolean m77_row_is_stale (M77Row *self);
void m77_row_set_stale (M77Row *self, gboolean stale);

G_END_DECLS
