/* platform-demo-time.h: times relative to now, as demo content writes them
 *
 *   now            -14m  +2h          from now; durations as everywhere ("1h30m")
 *   at  at+5m  at-1h                  from when the record was made
 *   day-3 08:00    day+1 14:30        so many days from today, by the wall clock
 *   last-28 08:00                     the latest 08:00 gone by, and 28 days back from it
 *   fri 16:00      fri+3 08:00        the first Friday after today, and 3 days on
 *   month-2                           the first instant of the UTC month before the last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ms; M77_TIME_NONE if text (without its @) is none of these. */
gint64 platform_demo_time (const char *text, gint64 now, gint64 at, GTimeZone *zone);

/* The instant of a wall clock's hour and minute, `days` days from the local date of
 * `instant`: an hour that a change of clocks skips is the first after it. */
gint64 platform_demo_wall (gint64 instant, int days, int hour, int minute, GTimeZone *zone);

G_END_DECLS
