/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "shared/base/m77-time.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What is read as an instant or a duration is written as the same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *duration = NULL, *format = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7200);
  gint64 instant, seconds, again;

  if (m77_time_parse_words (text, 1900000000000, zone, &instant, NULL))
    {
      format = m77_time_format (instant);
      g_assert_true (*format == '\0' || m77_time_parse (format) == instant);
    }
  if (m77_duration_parse (text, &seconds))
    {
      duration = m77_duration_format (seconds);
      g_assert_true (m77_duration_parse (duration, &again));
      g_assert_cmpint (again, ==, seconds);
    }

  return 0;
}
