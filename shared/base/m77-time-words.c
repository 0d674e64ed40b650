/* Instants as a person types them. Wall-clock words become a calendar day and a time
 * of day first, and an instant in the zone last, so that a day in which the clocks change
 * needs no care here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-time"

#include "config.h"

#include "shared/base/m77-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/m77-error.h"

typedef struct
{
  gint64 now;
  GTimeZone *zone;
  GDateTime *today; /* now, in zone */
} Words;

/* hour:minute of the day that is `days` after day's. FALSE if there is none such. */
static gboolean
set_day (const Words *self, GDateTime *day, int days, int hour, int minute, gint64 *instant)
{
  g_autoptr (GDateTime) date = g_date_time_add_days (day, days);
  g_autoptr (GDateTime) then = NULL;

  if (date == NULL)
    return FALSE;

  then = g_date_time_new (self->zone,
                          g_date_time_get_year (date),
                          g_date_time_get_month (date),
                          g_date_time_get_day_of_month (date),
                          hour,
                          minute,
                          0);
  if (then == NULL)
    return FALSE;

  *instant = g_date_time_to_unix (then) * 1000;
  return TRUE;
}

/* "9:00"; NULL reads as midnight. */
static gboolean
read_clock (const char *text, int *hour, int *minute)
{
  g_autofree char *full = NULL;
  gint64 ms;

  *hour = *minute = 0;
  if (text == NULL)
    return TRUE;

  full = g_strdup_printf ("1970-01-01T%s%s:00Z",
                          text[0] != '\0' && text[1] == ':' ? "0" : "",
                          text);
  ms = m77_time_parse (full);
  if (ms == M77_TIME_NONE)
    return FALSE;

  *hour = (int) (ms / (60 * 60 * 1000));
  *minute = (int) (ms / (60 * 1000) % 60);
  return TRUE;
}

/* "2030-05-17", as that day in UTC. NULL if it is not one. */
static GDateTime *
read_date (const char *text)
{
  g_autofree char *full = g_strconcat (text, "T00:00:00Z", NULL);
  gint64 midnight = m77_time_parse (full);

  return midnight != M77_TIME_NONE ? g_date_time_new_from_unix_utc (midnight / 1000) : NULL;
}

/* "mon", "monday": 1 to 7; 0 if it is none. */
static int
read_weekday (const char *text)
{
  static const char *const names[] = { "monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (text, names[i]) == 0 || (strlen (text) == 3 && g_str_has_prefix (names[i], text)))
      return (int) i + 1;

  return 0;
}

/* The day itself, whether or not its time is over. */
static gboolean
read_day (const Words *self, const char *text, int hour, int minute, gint64 *instant)
{
  static const struct
  {
    const char *word;
    int days;
  } words[] = { { "today", 0 }, { "tomorrow", 1 }, { "yesterday", -1 } };
  g_autoptr (GDateTime) date = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (text, words[i].word) == 0)
      return set_day (self, self->today, words[i].days, hour, minute, instant);

  date = read_date (text);
  return date != NULL && set_day (self, date, 0, hour, minute, instant);
}

static gboolean
read_next_weekday (const Words *self, int weekday, int hour, int minute, gint64 *instant)
{
  int days = (weekday - g_date_time_get_day_of_week (self->today) + 7) % 7;

  return set_day (self, self->today, days, hour, minute, instant) &&
         (*instant > self->now || set_day (self, self->today, days + 7, hour, minute, instant));
}

static gboolean
read_next_clock (const Words *self, int hour, int minute, gint64 *instant)
{
  return set_day (self, self->today, 0, hour, minute, instant) &&
         (*instant > self->now || set_day (self, self->today, 1, hour, minute, instant));
}

static gboolean
read_words (const Words *self, const char *first, const char *second, gint64 *instant)
{
  gint64 seconds;
  int hour, minute, weekday;

  if (second == NULL && strcmp (first, "now") == 0)
    {
      *instant = self->now;
      return TRUE;
    }
  if (strcmp (first, "in") == 0)
    {
      if (second == NULL || !m77_duration_parse (second, &seconds))
        return FALSE;
      *instant = self->now + seconds * 1000;
      return TRUE;
    }
  if (second != NULL && strcmp (second, "ago") == 0)
    {
      if (!m77_duration_parse (first, &seconds))
        return FALSE;
      *instant = self->now - seconds * 1000;
      return TRUE;
    }
  if (second == NULL && read_clock (first, &hour, &minute))
    return read_next_clock (self, hour, minute, instant);
  if (!read_clock (second, &hour, &minute))
    return FALSE;

  weekday = read_weekday (first);
  return weekday > 0 ? read_next_weekday (self, weekday, hour, minute, instant)
                     : read_day (self, first, hour, minute, instant);
}

/* In lower case, split at spaces and at the "T" of a date, without empty ones. */
static char **
split_words (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_auto (GStrv) parts = NULL;
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  if (strlen (lower) > 10 && g_ascii_isdigit (lower[9]) && lower[10] == 't')
    lower[10] = ' ';

  parts = g_strsplit (lower, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, parts[i]);

  return g_strv_builder_end (words);
}

gboolean
m77_time_parse_words (const char *text,
                      gint64 now,
                      GTimeZone *zone,
                      gint64 *instant,
                      GError **error)
{
  g_auto (GStrv) words = split_words (text);
  g_autoptr (GTimeZone) used = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_utc ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr (GDateTime) today = utc != NULL ? g_date_time_to_timezone (utc, used) : NULL;
  Words self = { now, used, today };
  guint count = g_strv_length (words);

  *instant = m77_time_parse (text);
  if (*instant != M77_TIME_NONE)
    return TRUE;
  if (today != NULL && (count == 1 || count == 2) &&
      read_words (&self, words[0], words[1], instant))
    return TRUE;

  *instant = M77_TIME_NONE;
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_BAD_TIME,
                       _ ("“in 30m”, “tomorrow 9:00” or 2030-05-17 09:00 expected"));
  return FALSE;
}
