/* m77-time-span.h: where now is in a span of time, in words
 *
 * For freezes and maintenance windows. Pure; any thread. Instants are ms since 1970,
 * M77_TIME_NONE where there is none. Texts are translated and freed with g_free.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "begins in 6d, for 2d"; "since 3h, 1h left"; "ended 5d ago". */
char *m77_time_span_words (gint64 starts, gint64 ends, gint64 now);
/* "3d ago", "just now"; "" where there is no instant. */
char *m77_time_ago (gint64 instant, gint64 now);
/* How much of it is over: 0 before it begins, 1 after its end. */
double m77_time_span_done (gint64 starts, gint64 ends, gint64 now);

G_END_DECLS
