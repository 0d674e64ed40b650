/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-demo"

#include "config.h"

#include "platform/demo/platform-demo-time.h"

#include <stdlib.h>

#include "shared/base/m77-time.h"

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

gint64
platform_demo_wall (gint64 instant, int days, int hour, int minute, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) noon = g_date_time_new (zone,
                                                g_date_time_get_year (local),
                                                g_date_time_get_month (local),
                                                g_date_time_get_day_of_month (local),
                                                12,
                                                0,
                                                0);
  g_autoptr (GDateTime) day = g_date_time_add_days (noon, days);
  g_autoptr (GDateTime) wall = g_date_time_new (zone,
                                                g_date_time_get_year (day),
                                                g_date_time_get_month (day),
                                                g_date_time_get_day_of_month (day),
                                                hour,
                                                minute,
                                                0);

  return g_date_time_to_unix (wall) * 1000;
}

static gint64
month_start (gint64 now, int months)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr (GDateTime) first = g_date_time_new_utc (g_date_time_get_year (utc),
                                                     g_date_time_get_month (utc),
                                                     1,
                                                     0,
                                                     0,
                                                     0);
  g_autoptr (GDateTime) there = g_date_time_add_months (first, months);

  return g_date_time_to_unix (there) * 1000;
}

/* Days from today to the first such weekday after it. */
static int
days_to_weekday (gint64 now, guint weekday, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  int days = (int) weekday + 1 - g_date_time_get_day_of_week (local);

  return days <= 0 ? days + 7 : days;
}

/* "fri+3 16:00" in parts; FALSE if it is not of that shape. */
static gboolean
split_words (const char *text, char **word, int *days, int *hour, int *minute)
{
  g_autoptr (GRegex)
      shape = g_regex_new ("^([a-z]+)([+-]\\d{1,4})?(?: (\\d\\d):(\\d\\d))?$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *offset = NULL;
  g_autofree char *hours = NULL;
  g_autofree char *minutes = NULL;

  if (!g_regex_match (shape, text, 0, &match))
    return FALSE;
  *word = g_match_info_fetch (match, 1);
  offset = g_match_info_fetch (match, 2);
  hours = g_match_info_fetch (match, 3);
  minutes = g_match_info_fetch (match, 4);
  *days = offset == NULL ? 0 : atoi (offset);
  *hour = hours == NULL ? 0 : atoi (hours);
  *minute = minutes == NULL ? 0 : atoi (minutes);
  return *hour < 24 && *minute < 60;
}

static gint64
parse_words (const char *text, gint64 now, GTimeZone *zone)
{
  g_autofree char *word = NULL;
  int days, hour, minute;

  if (!split_words (text, &word, &days, &hour, &minute))
    return M77_TIME_NONE;
  if (g_str_equal (word, "month"))
    return month_start (now, days);
  if (g_str_equal (word, "day"))
    return platform_demo_wall (now, days, hour, minute, zone);
  if (g_str_equal (word, "last"))
    {
      gboolean gone = platform_demo_wall (now, 0, hour, minute, zone) <= now;

      return platform_demo_wall (now, days - (gone ? 0 : 1), hour, minute, zone);
    }
  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    if (g_str_equal (word, weekdays[i]))
      return platform_demo_wall (now, days + days_to_weekday (now, i, zone), hour, minute, zone);
  return M77_TIME_NONE;
}

gint64
platform_demo_time (const char *text, gint64 now, gint64 at, GTimeZone *zone)
{
  gint64 base = now;
  gint64 seconds;

  if (g_str_equal (text, "now"))
    return now;
  if (g_str_has_prefix (text, "at"))
    {
      base = at;
      text += 2;
      if (text[0] == '\0')
        return at;
    }
  if (text[0] != '+' && text[0] != '-')
    return parse_words (text, now, zone);
  if (!m77_duration_parse (text + 1, &seconds))
    return M77_TIME_NONE;
  return text[0] == '+' ? base + seconds * 1000 : base - seconds * 1000;
}
