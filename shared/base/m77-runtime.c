/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-runtime"

#include "config.h"

#include "shared/base/m77-runtime.h"

#include <errno.h>
#include <sys/random.h>
#include <time.h>

static gint64
read_now (const M77Runtime *self)
{
  return g_get_real_time () / 1000;
}

static gint64
read_monotonic (const M77Runtime *self)
{
  struct timespec time;

  clock_gettime (CLOCK_BOOTTIME, &time);
  return (gint64) time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void
read_random (const M77Runtime *self, guint8 *bytes, gsize count)
{
  while (count > 0)
    {
      gssize got = getrandom (bytes, count, 0);

      /* Cannot fail otherwise, and a weak key must never be made instead. */
      g_assert (got >= 0 || errno == EINTR);
      if (got > 0)
        {
          bytes += got;
          count -= (gsize) got;
        }
    }
}

const M77Runtime *
m77_runtime_real (void)
{
  static const M77Runtime real = { read_now, read_monotonic, read_random };

  return &real;
}
