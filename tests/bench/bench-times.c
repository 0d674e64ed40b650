/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bench"

#include "config.h"

#include "tests/bench/bench-times.h"

#include <string.h>

GArray *
bench_times_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

void
bench_times_add (GArray *times, gint64 start)
{
  double ms = (double) (g_get_monotonic_time () - start) / 1000;

  g_array_append_val (times, ms);
}

static gint
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

void
bench_times_print (GArray *times, const char *name)
{
  if (times->len > 0)
    {
      g_array_sort (times, compare_doubles);
      g_print (",\n \"%s\":{\"n\":%u,\"p50\":%.3f,\"p99\":%.3f}",
               name,
               times->len,
               g_array_index (times, double, times->len / 2),
               g_array_index (times, double, times->len * 99 / 100));
    }
  g_array_set_size (times, 0);
}

double
bench_seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

void
bench_check (gboolean ok, const GError *error)
{
  if (!ok)
    g_error ("%s", error != NULL ? error->message : "it failed and did not say why");
}

double
bench_memory (const char *field)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, field);
  return line == NULL ? 0 : g_ascii_strtod (line + strlen (field) + 1, NULL) / 1024;
}
