/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-time-span"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-time-span.h"

static void
test_words (void)
{
  static const struct
  {
    const char *now, *words;
    double done;
  } cases[] = {
    { "2026-11-15T12:00:00.000Z", "begins in 6d, for 2d", 0 },
    { "2026-11-22T12:00:00.000Z", "since 1d, 1d left", 0.5 },
    { "2026-11-28T12:00:00.000Z", "ended 5d ago", 1 },
  };
  gint64 starts = m77_time_parse ("2026-11-21T12:00:00.000Z");
  gint64 ends = m77_time_parse ("2026-11-23T12:00:00.000Z");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 now = m77_time_parse (cases[i].now);
      g_autofree char *words = m77_time_span_words (starts, ends, now);

      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpfloat_with_epsilon (m77_time_span_done (starts, ends, now), cases[i].done, 1e-9);
    }
}

static void
test_ago (void)
{
  gint64 now = m77_time_parse ("2026-11-21T12:00:00.000Z");
  g_autofree char *just = m77_time_ago (now - 5000, now);
  g_autofree char *days = m77_time_ago (m77_time_parse ("2026-11-18T12:00:00.000Z"), now);
  g_autofree char *none = m77_time_ago (M77_TIME_NONE, now);

  g_assert_cmpstr (just, ==, "just now");
  g_assert_cmpstr (days, ==, "3d ago");
  g_assert_cmpstr (none, ==, "");
}

static void
test_unknown (void)
{
  g_autofree char *words = m77_time_span_words (M77_TIME_NONE, 5, 3);

  g_assert_cmpstr (words, ==, "from when to when is not said");
  g_assert_cmpfloat (m77_time_span_done (5, 5, 5), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-span/words", test_words);
  g_test_add_func ("/time-span/ago", test_ago);
  g_test_add_func ("/time-span/unknown", test_unknown);
  return g_test_run ();
}
