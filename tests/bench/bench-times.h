/* bench-times.h: how long things took, as p50 and p99
 *
 * What the bench's programs share: each prints one JSON object, times in ms. A failure ends
 * the program with its message: a measurement of half a run is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* times: (element double) ms. */
GArray *bench_times_new (void);
/* From `start`, of g_get_monotonic_time (), until now. */
void bench_times_add (GArray *times, gint64 start);
/* Appends ,"name":{"n":…,"p50":…,"p99":…} to the object that is being printed, and empties
 * the times. */
void bench_times_print (GArray *times, const char *name);

double bench_seconds_since (gint64 start);
void bench_check (gboolean ok, const GError *error);

/* A field of this process's memory in /proc, MiB: "VmHWM" is the most it ever had, "RssAnon"
 * what it has now apart from files. 0: not known. */
double bench_memory (const char *field);

G_END_DECLS
