/* platform-demo-shifts.h: who is on call when, from a schedule's layers
 *
 * Turns change by the wall clock of the schedule's zone, so that a shift over a change
 * to or from daylight-saving time is an hour shorter or longer. A higher layer covers a
 * lower one on its days; an override covers both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

/* Sets shifts, oncall_now, next_change_at and gaps of a schedule's document: 30 days
 * ahead; where turns are a week or longer until two weeks past the next change of clocks. */
void platform_demo_fill_shifts (M77JsonPool *pool, M77Json *doc, gint64 now);

G_END_DECLS
