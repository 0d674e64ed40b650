/* platform-shifts.h: who is on call when, from a schedule's layers and overrides
 *
 * A layer is {"order","members","starts_at","turn","days"?,"hours"?}: from starts_at on its members
 * take turns of so many seconds, changing by the wall clock of the schedule's zone: a
 * turn of a day that begins at 08:00 always begins at 08:00, and is an hour shorter or longer
 * over a change to or from daylight-saving time. `days` ("mon" … "sun") and `hours`
 * ("08:00-18:00", or a list of such; past midnight when it ends before it begins) say when in a
 * turn the layer covers. A higher order covers a lower one, an override covers them all. A
 * layer that cannot be read covers nothing.
 *
 * Pure: the clock is a parameter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

#define PLATFORM_SHIFTS_HORIZON_MS (30 * 86400 * G_GINT64_CONSTANT (1000))
#define PLATFORM_SHIFTS_MOST       400

/* Sets shifts (the next 30 days, the current one from its beginning), oncall_now,
 * next_change_at and gaps of doc, and forgets overrides that ended 90 days ago. */
void platform_shifts_fill (M77JsonPool *pool, M77Json *doc, gint64 now);

G_END_DECLS
