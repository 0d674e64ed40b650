/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-demo"

#include "config.h"

#include "platform/demo/platform-demo-shifts.h"

#include <string.h>

#include "platform/demo/platform-demo-time.h"
#include "shared/base/m77-time.h"

#define DAY         G_GINT64_CONSTANT (86400000) /* ms */
#define HORIZON     (30 * DAY)
#define SHIFTS_MOST 400

typedef struct
{
  gint64 start, end;
  const char *member, *cause; /* of the document's pool */
} Shift;

static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

/* Puts a shift in, over whatever was there: shifts stay apart, not in order. */
static void
cover (GArray *shifts, const Shift *over)
{
  guint n = shifts->len;

  for (guint i = 0; i < n; i++)
    {
      Shift *had = &g_array_index (shifts, Shift, i);
      Shift rest = *had;

      if (had->end <= over->start || had->start >= over->end)
        continue;
      rest.start = over->end;
      had->end = MAX (MIN (had->end, over->start), had->start);
      if (rest.start < rest.end)
        g_array_append_val (shifts, rest);
    }
  g_array_append_val (shifts, *over);
}

static gboolean
is_on_day (const M77Json *layer, gint64 instant, GTimeZone *zone)
{
  const M77Json *only = m77_json_get (layer, "days");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  const char *today = days[g_date_time_get_day_of_week (local) - 1];

  if (only == NULL)
    return TRUE;
  for (const M77Json *day = m77_json_first (only); day != NULL; day = m77_json_next (day))
    if (g_strcmp0 (m77_json_string (day), today) == 0)
      return TRUE;
  return FALSE;
}

/* A turn, or of a layer that has days its parts on those. */
static void
cover_turn (GArray *shifts, const M77Json *layer, const Shift *turn, GTimeZone *zone)
{
  gint64 start = turn->start;

  if (m77_json_get (layer, "days") == NULL)
    {
      cover (shifts, turn);
      return;
    }
  while (start < turn->end)
    {
      Shift part = *turn;

      part.start = start;
      part.end = MIN (platform_demo_wall (start, 1, 0, 0, zone), turn->end);
      if (is_on_day (layer, start, zone))
        cover (shifts, &part);
      start = part.end;
    }
}

static void
cover_layer (GArray *shifts, const M77Json *layer, gint64 from, gint64 until, GTimeZone *zone)
{
  const M77Json *members = m77_json_get (layer, "members");
  const M77Json *member = m77_json_first (members);
  gint64 first = m77_time_parse (m77_json_get_string (layer, "starts_at"));
  int turn = (int) (m77_json_get_int (layer, "turn", 86400) / 86400);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (first / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  int hour = g_date_time_get_hour (local), minute = g_date_time_get_minute (local);
  gint64 start = first;

  for (int n = 1; member != NULL && start < until; n++)
    {
      Shift shift = { start,
                      platform_demo_wall (first, n * turn, hour, minute, zone),
                      m77_json_string (member),
                      m77_json_name (layer) };

      if (shift.end > from)
        cover_turn (shifts, layer, &shift, zone);
      start = shift.end;
      member = m77_json_next (member);
      if (member == NULL)
        member = m77_json_first (members);
    }
}

static void
cover_overrides (GArray *shifts, const M77Json *overrides, gint64 from)
{
  for (const M77Json *each = m77_json_first (overrides); each != NULL; each = m77_json_next (each))
    {
      Shift shift = { m77_time_parse (m77_json_get_string (each, "starts_at")),
                      m77_time_parse (m77_json_get_string (each, "ends_at")),
                      m77_json_get_string (each, "member"),
                      "override" };

      if (shift.end > from)
        cover (shifts, &shift);
    }
}

static gint64
horizon_of (const M77Json *layers, gint64 now, GTimeZone *zone)
{
  const M77Json *layer = m77_json_first (layers);
  gint32 offset = g_time_zone_get_offset (zone,
                                          g_time_zone_find_interval (zone,
                                                                     G_TIME_TYPE_UNIVERSAL,
                                                                     now / 1000));

  if (m77_json_get_int (layer, "turn", 0) < 7 * 86400)
    return now + HORIZON;
  for (gint64 then = now; then < now + 300 * DAY; then += DAY)
    {
      int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, then / 1000);

      if (g_time_zone_get_offset (zone, interval) != offset)
        return MAX (then + 14 * DAY, now + HORIZON);
    }
  return now + HORIZON;
}

static int
compare_shifts (gconstpointer a, gconstpointer b)
{
  const Shift *one = a, *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

static void
write_shifts (M77JsonPool *pool, M77Json *doc, GArray *shifts, gint64 now, gint64 until)
{
  M77Json *list = m77_json_array_new (pool);
  M77Json *on_call = m77_json_array_new (pool);
  gint64 gaps = 0, covered = M77_TIME_NONE;

  for (guint i = 0; i < shifts->len && m77_json_size (list) < SHIFTS_MOST; i++)
    {
      const Shift *shift = &g_array_index (shifts, Shift, i);
      g_autofree char *start = m77_time_format (shift->start);
      g_autofree char *end = m77_time_format (MIN (shift->end, until));
      M77Json *item;

      if (shift->start >= MIN (shift->end, until) || shift->end <= now)
        continue;
      if (shift->start <= now)
        {
          m77_json_append (on_call, m77_json_string_new (pool, shift->member));
          m77_json_set_string (pool, doc, "next_change_at", end);
        }
      gaps += covered != M77_TIME_NONE && shift->start > covered;
      covered = shift->end;
      item = m77_json_object_new (pool);
      m77_json_set_string (pool, item, "starts_at", start);
      m77_json_set_string (pool, item, "ends_at", end);
      m77_json_set_string (pool, item, "member", shift->member);
      m77_json_set_string (pool, item, "cause", shift->cause);
      m77_json_append (list, item);
    }
  m77_json_set (pool, doc, "shifts", list);
  m77_json_set (pool, doc, "oncall_now", on_call);
  m77_json_set_int (pool, doc, "gaps", gaps);
}

void
platform_demo_fill_shifts (M77JsonPool *pool, M77Json *doc, gint64 now)
{
  g_autoptr (GArray) shifts = g_array_new (FALSE, FALSE, sizeof (Shift));
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (m77_json_get_string (doc, "zone"));
  const M77Json *layers = m77_json_get (doc, "layers");
  gint64 until;

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  until = horizon_of (layers, now, zone);
  for (gint64 order = 1; order <= (gint64) m77_json_size (layers); order++)
    for (const M77Json *layer = m77_json_first (layers); layer != NULL;
         layer = m77_json_next (layer))
      if (m77_json_get_int (layer, "order", 1) == order)
        cover_layer (shifts, layer, now, until, zone);
  cover_overrides (shifts, m77_json_get (doc, "overrides"), now);
  g_array_sort (shifts, compare_shifts);
  write_shifts (pool, doc, shifts, now, until);
}
