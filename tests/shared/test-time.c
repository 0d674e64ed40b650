/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define NOW    "2030-05-17T03:12:00.000Z"   /* a Friday */
#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3" /* needs no tzdata */

static void
test_instant (void)
{
  static const char *const cases[][2] = {
    { "2030-05-17T03:12:00Z", "2030-05-17T03:12:00.000Z" },
    { "2030-05-17t05:12:00.5+02:00", "2030-05-17T03:12:00.500Z" },
    { "2030-05-16T21:42:00.123456789-05:30", "2030-05-17T03:12:00.123Z" },
    { "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
    { "0001-01-01T00:00:00z", "0001-01-01T00:00:00.000Z" },
    { "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z" },
    { "2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z" },
    { "2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z" },
    { "2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z" },
  };
  gint64 epoch = m77_time_parse ("1970-01-01T00:00:00Z");

  g_assert_cmpint (epoch, ==, 0);
  g_assert_cmpint (m77_time_parse ("2001-09-09T01:46:40Z"), ==, G_GINT64_CONSTANT (1000000000000));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = m77_time_format (m77_time_parse (cases[i][0]));

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_not_instant (void)
{
  static const char *const texts[] = {
    "",
    "2030-05-17",
    "2030-05-17T03:12:00",
    "2030-05-17 03:12:00Z",
    "2030-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2030-13-01T00:00:00Z",
    "2030-00-01T00:00:00Z",
    "2030-04-31T00:00:00Z",
    "2030-05-17T24:00:00Z",
    "2030-05-17T03:60:00Z",
    "2030-05-17T03:12:61Z",
    "2030-05-17T03:12:00.Z",
    "2030-05-17T03:12:00.1234567890Z",
    "2030-05-17T03:12:00+2:00",
    "2030-05-17T03:12:00+24:00",
    "2030-05-17T03:12:00ZZ",
    "-030-05-17T03:12:00Z",
    "2030-05-17T03:12Z",
  };
  g_autofree char *none = m77_time_format (M77_TIME_NONE), *far = m77_time_format (G_MAXINT64);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_cmpint (m77_time_parse (texts[i]), ==, M77_TIME_NONE);
    }
  g_assert_cmpint (m77_time_parse (NULL), ==, M77_TIME_NONE);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (far, ==, "");
}

/* Every day of five centuries, against GLib. */
static void
test_calendar (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, 1, 1800);

  for (guint i = 0; i < 500 * 365; i++, g_date_add_days (date, 1))
    {
      g_autofree char *text = g_strdup_printf ("%04u-%02u-%02uT00:00:00.000Z",
                                               g_date_get_year (date),
                                               g_date_get_month (date),
                                               g_date_get_day (date));
      gint64 days = (gint64) g_date_get_julian (date) - 719163; /* 1970-01-01 */
      g_autofree char *formatted = m77_time_format (days * 86400000);

      g_assert_cmpint (m77_time_parse (text), ==, days * 86400000);
      g_assert_cmpstr (formatted, ==, text);
    }
}

static void
test_duration (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds; /* -1: refused */
    const char *formatted;
  } cases[] = {
    { "30m", 1800, "30m" },
    { "2h", 7200, "2h" },
    { "7d", 604800, "7d" },
    { "1w", 604800, "7d" },
    { "90s", 90, "1m30s" },
    { "1h30m", 5400, "1h30m" },
    { "45", 45, "45s" },
    { "0", 0, "0s" },
    { "1w2d3h4m5s", 788645, "9d3h4m5s" },
    { "36525d", G_GINT64_CONSTANT (3155760000), "36525d" },
    { "36526d", -1, NULL },
    { "", -1, NULL },
    { "h", -1, NULL },
    { "-1h", -1, NULL },
    { "1h30", -1, NULL },
    { "30m1h", -1, NULL },
    { "1h1h", -1, NULL },
    { "1.5h", -1, NULL },
    { "1 h", -1, NULL },
    { "1y", -1, NULL },
    { "99999999999999999999s", -1, NULL },
    { "1H", -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 seconds = 0;
      g_autofree char *formatted = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_true (m77_duration_parse (cases[i].text, &seconds) == (cases[i].seconds >= 0));
      if (cases[i].seconds < 0)
        continue;
      formatted = m77_duration_format (seconds);
      g_assert_cmpint (seconds, ==, cases[i].seconds);
      g_assert_cmpstr (formatted, ==, cases[i].formatted);
    }
  g_assert_false (m77_duration_parse (NULL, &(gint64){ 0 }));
}

static void
assert_words (const char *text, const char *now, const char *zone, const char *expected)
{
  g_autoptr (GTimeZone) place = g_time_zone_new_identifier (zone);
  g_autoptr (GError) error = NULL;
  g_autofree char *read = NULL;
  gint64 instant;

  g_test_message ("%s", text);
  g_assert_nonnull (place);
  g_assert_true (m77_time_parse_words (text, m77_time_parse (now), place, &instant, &error));
  g_assert_no_error (error);
  read = m77_time_format (instant);
  g_assert_cmpstr (read, ==, expected);
}

static void
test_words (void)
{
  static const char *const cases[][2] = {
    { "now", NOW },
    { "  NOW ", NOW },
    { "in 2h", "2030-05-17T05:12:00.000Z" },
    { "2h30m ago", "2030-05-17T00:42:00.000Z" },
    { "9:00", "2030-05-17T07:00:00.000Z" },
    { "05:12", "2030-05-18T03:12:00.000Z" },
    { "4:00", "2030-05-18T02:00:00.000Z" },
    { "today", "2030-05-16T22:00:00.000Z" },
    { "today 4:00", "2030-05-17T02:00:00.000Z" },
    { "tomorrow  9:00", "2030-05-18T07:00:00.000Z" },
    { "yesterday 23:59", "2030-05-16T21:59:00.000Z" },
    { "mon 14:00", "2030-05-20T12:00:00.000Z" },
    { "Friday 14:00", "2030-05-17T12:00:00.000Z" },
    { "fri 5:00", "2030-05-24T03:00:00.000Z" },
    { "2030-05-17", "2030-05-16T22:00:00.000Z" },
    { "2030-12-17 09:00", "2030-12-17T08:00:00.000Z" },
    { "2030-05-17T09:00", "2030-05-17T07:00:00.000Z" },
    { "2030-05-17T09:00:00Z", "2030-05-17T09:00:00.000Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_words (cases[i][0], NOW, BERLIN, cases[i][1]);
}

/* The clocks go forward on 31 March 2030 in Berlin: the day has 23 hours. */
static void
test_words_summer_time (void)
{
  assert_words ("tomorrow 9:00", "2030-03-30T12:00:00Z", BERLIN, "2030-03-31T07:00:00.000Z");
  assert_words ("in 24h", "2030-03-30T12:00:00Z", BERLIN, "2030-03-31T12:00:00.000Z");
}

static void
test_not_words (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "soon",
    "in",
    "ago",
    "2h",
    "in -2h",
    "25:00",
    "9:60",
    "9",
    "9:0",
    ":30",
    "tomorrow 25:00",
    "mo 9:00",
    "2030-02-30",
    "2030-5-17",
    "tomorrow 9:00 x",
    "now 9:00",
    "9:00 tomorrow",
    "+9:00",
    "9:00:00",
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 instant;

      g_test_message ("%s", texts[i]);
      g_assert_false (m77_time_parse_words (texts[i], m77_time_parse (NOW), utc, &instant, &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_BAD_TIME);
    }
}

static void
test_age (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } cases[] = {
    { 0, "now" },
    { 59, "now" },
    { -59, "now" },
    { 60, "1m" },
    { 3599, "59m" },
    { -180, "-3m" },
    { 3600, "1h" },
    { 86399, "23h" },
    { 86400, "1d" },
    { 13 * 86400, "13d" },
    { 35 * 86400, "5w" },
    { 364 * 86400, "52w" },
    { 730 * 86400, "2y" },
    { G_GINT64_CONSTANT (86400) * 365 * 5000, "999y" },
    { G_GINT64_CONSTANT (-86400) * 365 * 5000, "-99y" },
  };
  gint64 now = m77_time_parse (NOW);
  g_autofree char *none = m77_time_age (M77_TIME_NONE, now);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = m77_time_age (now - cases[i].seconds * 1000, now);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpstr (none, ==, "");
}

static void
test_short (void)
{
  static const char *const cases[][2] = {
    { "2030-05-17T01:12:00Z", "03:12" },        { "2030-05-17T21:59:00Z", "23:59" },
    { "2030-05-17T22:00:00Z", "Sat 00:00" },    { "2030-05-16T10:00:00Z", "Thu 12:00" },
    { "2030-05-10T01:12:00Z", "10 May 03:12" }, { "2029-05-12T01:12:00Z", "12 May 2029" },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (BERLIN);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = m77_time_short (m77_time_parse (cases[i][0]),
                                              m77_time_parse (NOW),
                                              zone);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time/instant", test_instant);
  g_test_add_func ("/time/not-instant", test_not_instant);
  g_test_add_func ("/time/calendar", test_calendar);
  g_test_add_func ("/time/duration", test_duration);
  g_test_add_func ("/time/words", test_words);
  g_test_add_func ("/time/words-summer-time", test_words_summer_time);
  g_test_add_func ("/time/not-words", test_not_words);
  g_test_add_func ("/time/age", test_age);
  g_test_add_func ("/time/short", test_short);

  return g_test_run ();
}
