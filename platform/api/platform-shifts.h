/* platform-shifts.h: an override laid over a schedule's shifts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

/* From starts_at to ends_at of override its member has the shifts of doc. */
void platform_shifts_override (M77JsonPool *pool,
                               M77Json *doc,
                               const M77Json *override,
                               gint64 now);
/* Sets oncall_now and next_change_at by the shifts of doc. */
void platform_shifts_now (M77JsonPool *pool, M77Json *doc, gint64 now);

G_END_DECLS
