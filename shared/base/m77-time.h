/* m77-time.h: instants and durations as people and protocols write them
 *
 * Instants are gint64 milliseconds since 1970 UTC; M77_TIME_NONE is no instant.
 * Durations are gint64 seconds unless a name ends in _ms. A zone that is NULL is UTC. Pure
 * functions, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define M77_TIME_NONE G_MININT64

/* RFC 3339, any offset, up to nanoseconds (cut to ms). M77_TIME_NONE if it is not one. */
gint64 m77_time_parse (const char *text);
/* "2030-05-17T03:12:00.000Z"; "" for M77_TIME_NONE and outside the years 0 to 9999. */
char *m77_time_format (gint64 instant);
/* The same at the end of a text; FALSE, and nothing, where that is "". */
gboolean m77_time_append (GString *out, gint64 instant);

/* "30m", "2h", "7d", "1w", "90s", "1h30m"; or whole seconds. FALSE if not a duration or
 * over 100 years. */
gboolean m77_duration_parse (const char *text, gint64 *seconds);
/* "30m", "1h30m", "40d": exact, and read back by m77_duration_parse; "" for what that
 * would refuse. */
char *m77_duration_format (gint64 seconds);

/* What a person types for an instant: RFC 3339, "2030-05-17", "2030-05-17 09:00",
 * "9:00" (the next one), "in 2h", "2h ago", "now", "today", "tomorrow 9:00", "mon 14:00".
 * Wall-clock words are read in zone. Errors are M77_ERROR_BAD_TIME and say what fits. */
gboolean m77_time_parse_words (const char *text,
                               gint64 now,
                               GTimeZone *zone,
                               gint64 *instant,
                               GError **error);

/* At most four cells for lists: "now", "14m", "1h", "3d", "5w", "2y"; "-3m" is ahead; ""
 * for M77_TIME_NONE. */
char *m77_time_age (gint64 instant, gint64 now);
/* "03:12" in zone; with the date when it is another day than now's: "Fri 03:12",
 * "12 May 03:12", "12 May 2029"; "" for M77_TIME_NONE. Names are the locale's. */
char *m77_time_short (gint64 instant, gint64 now, GTimeZone *zone);

G_END_DECLS
