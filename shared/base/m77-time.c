/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-time"

#include "config.h"

#include "shared/base/m77-time.h"

#include <string.h>

#include "shared/base/m77-append.h"

#define MINUTE           60
#define HOUR             (60 * MINUTE)
#define DAY              (24 * HOUR)
#define WEEK             (7 * DAY)
#define YEAR             (365 * DAY)
#define LONGEST_DURATION (G_GINT64_CONSTANT (36525) * DAY) /* 100 years */
#define FIRST_SECOND     G_GINT64_CONSTANT (-62167219200)  /* 0000-01-01 */
#define LAST_SECOND      G_GINT64_CONSTANT (253402300799)  /* 9999-12-31T23:59:59 */

/* `count` digits at *at, which moves past them. */
static gboolean
read_digits (const char **at, guint count, int *number)
{
  *number = 0;
  for (; count > 0; count--, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return FALSE;
      *number = *number * 10 + (**at - '0');
    }

  return TRUE;
}

static gboolean
read_char (const char **at, const char *any_of)
{
  if (**at == '\0' || strchr (any_of, **at) == NULL)
    return FALSE;

  (*at)++;
  return TRUE;
}

/* Days since 1970 in the proleptic Gregorian calendar; years count from March, so that
 * the leap day is their last. */
static gint64
days_of_date (int year, int month, int day)
{
  int from_march = (month + 9) % 12;
  gint64 years = year - (month <= 2);
  gint64 era = (years >= 0 ? years : years - 399) / 400;
  gint64 in_era = years - era * 400;

  return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + (from_march * 153 + 2) / 5 +
         day - 1 - 719468;
}

static void
date_of_days (gint64 days, int *year, int *month, int *day)
{
  gint64 from_zero = days + 719468;
  gint64 era = (from_zero >= 0 ? from_zero : from_zero - 146096) / 146097;
  gint64 in_era = from_zero - era * 146097;
  gint64 years = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  gint64 in_year = in_era - (years * 365 + years / 4 - years / 100);
  int from_march = (int) (in_year * 5 + 2) / 153;

  *day = (int) in_year - (from_march * 153 + 2) / 5 + 1;
  *month = from_march < 10 ? from_march + 3 : from_march - 9;
  *year = (int) (years + era * 400 + (*month <= 2));
}

static gboolean
read_date (const char **at, gint64 *days)
{
  static const int month_days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  int year, month, day;
  gboolean leap;

  if (!read_digits (at, 4, &year) || !read_char (at, "-") || !read_digits (at, 2, &month) ||
      !read_char (at, "-") || !read_digits (at, 2, &day))
    return FALSE;
  if (month < 1 || month > 12 || day < 1 || day > month_days[month - 1])
    return FALSE;

  leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  *days = days_of_date (year, month, day);
  return month != 2 || day < 29 || leap;
}

/* A leap second counts as the first second after it. */
static gboolean
read_clock (const char **at, gint64 *ms)
{
  int hour, minute, second, part = 0;
  int scale = 100;

  if (!read_digits (at, 2, &hour) || !read_char (at, ":") || !read_digits (at, 2, &minute) ||
      !read_char (at, ":") || !read_digits (at, 2, &second))
    return FALSE;
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;

  if (read_char (at, "."))
    {
      const char *start = *at;

      for (; g_ascii_isdigit (**at); (*at)++, scale /= 10)
        part += (**at - '0') * scale;
      if (*at == start || *at - start > 9)
        return FALSE;
    }

  *ms = (hour * HOUR + minute * MINUTE + second) * G_GINT64_CONSTANT (1000) + part;
  return TRUE;
}

static gboolean
read_offset (const char **at, gint64 *seconds)
{
  int hours, minutes;
  gboolean west = **at == '-';

  *seconds = 0;
  if (read_char (at, "Zz"))
    return TRUE;
  if (!read_char (at, "+-") || !read_digits (at, 2, &hours) || !read_char (at, ":") ||
      !read_digits (at, 2, &minutes) || hours > 23 || minutes > 59)
    return FALSE;

  *seconds = (hours * HOUR + minutes * MINUTE) * (west ? -1 : 1);
  return TRUE;
}

gint64
m77_time_parse (const char *text)
{
  gint64 days, ms, offset;

  if (text == NULL || !read_date (&text, &days) || !read_char (&text, "Tt") ||
      !read_clock (&text, &ms) || !read_offset (&text, &offset) || *text != '\0')
    return M77_TIME_NONE;

  return (days * DAY - offset) * 1000 + ms;
}

/* Two digits and what follows them; exports write millions of times. */
static inline char *
put_two (char *at, int number, char separator)
{
  at[0] = (char) ('0' + number / 10);
  at[1] = (char) ('0' + number % 10);
  at[2] = separator;
  return at + 3;
}

#define INSTANT_BYTES (sizeof "2026-08-01T12:00:00.000Z" - 1)

static gboolean
write_instant (gint64 instant, char text[INSTANT_BYTES])
{
  gint64 seconds = instant / 1000;
  gint64 ms = instant % 1000;
  gint64 days, in_day;
  int year, month, day;
  char *at = text;

  if (ms < 0)
    {
      ms += 1000;
      seconds--;
    }
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND)
    return FALSE;

  days = seconds / DAY - (seconds % DAY < 0);
  in_day = seconds - days * DAY;
  date_of_days (days, &year, &month, &day);
  at = put_two (at, year / 100, '\0') - 1;
  at = put_two (at, year % 100, '-');
  at = put_two (at, month, '-');
  at = put_two (at, day, 'T');
  at = put_two (at, (int) (in_day / HOUR), ':');
  at = put_two (at, (int) (in_day % HOUR / MINUTE), ':');
  at = put_two (at, (int) (in_day % MINUTE), '.');
  at = put_two (at, (int) ms / 10, (char) ('0' + ms % 10));
  *at = 'Z';
  return TRUE;
}

char *
m77_time_format (gint64 instant)
{
  char text[INSTANT_BYTES];

  return write_instant (instant, text) ? g_strndup (text, sizeof text) : g_strdup ("");
}

gboolean
m77_time_append (GString *out, gint64 instant)
{
  char text[INSTANT_BYTES];

  if (!write_instant (instant, text))
    return FALSE;
  m77_append (out, text, sizeof text);
  return TRUE;
}

static const struct
{
  char letter;
  gint64 seconds;
} units[] = { { 'w', WEEK }, { 'd', DAY }, { 'h', HOUR }, { 'm', MINUTE }, { 's', 1 } };

/* The index of the unit, from `first` on; G_N_ELEMENTS (units) if it is none of them. */
static guint
find_unit (char letter, guint first)
{
  guint i = first;

  while (i < G_N_ELEMENTS (units) && units[i].letter != letter)
    i++;

  return i;
}

gboolean
m77_duration_parse (const char *text, gint64 *seconds)
{
  gint64 total = 0;
  guint first = 0;
  gboolean bare = text != NULL && g_ascii_isdigit (*text);

  for (; text != NULL && *text != '\0'; first++)
    {
      const char *start = text;
      gint64 number = 0;

      for (; g_ascii_isdigit (*text) && number <= LONGEST_DURATION; text++)
        number = number * 10 + (*text - '0');
      if (text == start || number > LONGEST_DURATION)
        return FALSE;

      if (*text == '\0' && first == 0)
        first = G_N_ELEMENTS (units) - 1;
      else
        {
          first = find_unit (*text, first);
          if (first == G_N_ELEMENTS (units))
            return FALSE;
          text++;
        }

      total += number * units[first].seconds;
      if (total > LONGEST_DURATION)
        return FALSE;
    }

  *seconds = total;
  return bare;
}

char *
m77_duration_format (gint64 seconds)
{
  GString *out;

  if (seconds < 0 || seconds > LONGEST_DURATION)
    return g_strdup ("");
  if (seconds == 0)
    return g_strdup ("0s");

  out = g_string_new (NULL);
  for (guint i = 1; i < G_N_ELEMENTS (units); i++) /* "40d", no weeks */
    {
      gint64 count = seconds / units[i].seconds;

      if (count > 0)
        g_string_append_printf (out, "%" G_GINT64_FORMAT "%c", count, units[i].letter);
      seconds -= count * units[i].seconds;
    }

  return g_string_free (out, FALSE);
}

char *
m77_time_age (gint64 instant, gint64 now)
{
  static const struct
  {
    gint64 below; /* seconds */
    gint64 unit;
    char letter;
  } steps[] = {
    { HOUR, MINUTE, 'm' }, { DAY, HOUR, 'h' },        { 2 * WEEK, DAY, 'd' },
    { YEAR, WEEK, 'w' },   { G_MAXINT64, YEAR, 'y' },
  };
  gint64 seconds;
  gboolean ahead;
  guint i = 0;

  if (instant == M77_TIME_NONE || now == M77_TIME_NONE)
    return g_strdup ("");

  seconds = now / 1000 - instant / 1000;
  ahead = seconds < 0;
  seconds = ABS (seconds);
  if (seconds < MINUTE)
    return g_strdup ("now");

  while (seconds >= steps[i].below)
    i++;

  return g_strdup_printf ("%s%d%c",
                          ahead ? "-" : "",
                          (int) MIN (seconds / steps[i].unit, ahead ? 99 : 999),
                          steps[i].letter);
}

char *
m77_time_short (gint64 instant, gint64 now, GTimeZone *zone)
{
  g_autoptr (GTimeZone) utc = zone == NULL ? g_time_zone_new_utc () : NULL;
  g_autoptr (GDateTime) then_utc = NULL, now_utc = NULL, then = NULL, today = NULL;
  const char *format = "%-d %b %Y";
  char *text;
  gint64 days;

  if (instant == M77_TIME_NONE || now == M77_TIME_NONE)
    return g_strdup ("");

  then_utc = g_date_time_new_from_unix_utc (instant / 1000 - (instant % 1000 < 0));
  now_utc = g_date_time_new_from_unix_utc (now / 1000 - (now % 1000 < 0));
  then = then_utc != NULL ? g_date_time_to_timezone (then_utc, zone != NULL ? zone : utc) : NULL;
  today = now_utc != NULL ? g_date_time_to_timezone (now_utc, zone != NULL ? zone : utc) : NULL;
  if (then == NULL || today == NULL)
    return g_strdup ("");

  days = days_of_date (g_date_time_get_year (then),
                       g_date_time_get_month (then),
                       g_date_time_get_day_of_month (then)) -
         days_of_date (g_date_time_get_year (today),
                       g_date_time_get_month (today),
                       g_date_time_get_day_of_month (today));
  if (days == 0)
    format = "%H:%M";
  else if (ABS (days) < 7)
    format = "%a %H:%M";
  else if (g_date_time_get_year (then) == g_date_time_get_year (today))
    format = "%-d %b %H:%M";

  text = g_date_time_format (then, format);
  return text != NULL ? text : g_strdup (""); /* a locale that cannot say it */
}
