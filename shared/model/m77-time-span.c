/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-time-span.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"

char *
m77_time_ago (gint64 instant, gint64 now)
{
  g_autofree char *age = m77_time_age (instant, now);

  if (*age == '\0')
    return g_steal_pointer (&age);
  return ABS (now - instant) < 60 * 1000 ? g_strdup (_ ("just now"))
                                         : g_strdup_printf (_ ("%s ago"), age);
}

char *
m77_time_span_words (gint64 starts, gint64 ends, gint64 now)
{
  g_autofree char *length = NULL;
  g_autofree char *age = NULL;

  if (starts == M77_TIME_NONE || ends == M77_TIME_NONE)
    return g_strdup (_ ("from when to when is not said"));
  if (now < starts)
    {
      age = m77_time_age (now, starts);
      length = m77_time_age (starts, ends);
      /* Translators: two lengths of time: begins in 6d, for 2d */
      return g_strdup_printf (_ ("begins in %s, for %s"), age, length);
    }
  if (now >= ends)
    {
      age = m77_time_ago (ends, now);
      return g_strdup_printf (_ ("ended %s"), age);
    }
  age = m77_time_age (starts, now);
  length = m77_time_age (now, ends);
  return g_strdup_printf (_ ("since %s, %s left"), age, length);
}

double
m77_time_span_done (gint64 starts, gint64 ends, gint64 now)
{
  if (starts == M77_TIME_NONE || ends == M77_TIME_NONE || ends <= starts)
    return 0;
  return CLAMP ((double) (now - starts) / (double) (ends - starts), 0, 1);
}
