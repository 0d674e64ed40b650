/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-shifts"

#include "config.h"

#include "platform/api/platform-shifts.h"

#include <stdio.h>

#include "shared/base/m77-time.h"

#define DAY_S             86400
#define TURN_LEAST_S      3600
#define TURN_MOST_S       (366 * DAY_S)
#define LAYERS_MOST       16
#define HOURS_MOST        8 /* stretches of a day */
#define OVERRIDES_KEPT_MS (90 * DAY_S * G_GINT64_CONSTANT (1000))

typedef struct
{
  gint64 start, end;          /* ms */
  const char *member, *cause; /* of the document's pool */
} Shift;

typedef struct
{
  const M77Json *layer;
  gint64 order;
} Layer;

static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static gint64
time_in (const M77Json *object, const char *member)
{
  const char *text = m77_json_get_string (object, member);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

/* What the zone's clocks show at an instant, in seconds as if they were UTC. */
static gint64
wall_of (gint64 instant, GTimeZone *zone)
{
  gint64 seconds = instant / 1000;

  return seconds +
         g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds));
}

/* When the clocks show that, ms: what a change of clocks skips is the first instant after it. */
static gint64
instant_of (gint64 wall, GTimeZone *zone)
{
  g_autoptr (GDateTime) face = g_date_time_new_from_unix_utc (wall);
  g_autoptr (GDateTime) there = g_date_time_new (zone,
                                                 g_date_time_get_year (face),
                                                 g_date_time_get_month (face),
                                                 g_date_time_get_day_of_month (face),
                                                 g_date_time_get_hour (face),
                                                 g_date_time_get_minute (face),
                                                 g_date_time_get_second (face));

  return g_date_time_to_unix (there) * 1000;
}

/* Puts a shift in, over whatever was there: shifts stay apart, not in order. */
static void
cover (GArray *shifts, const Shift *over)
{
  if (over->start >= over->end || over->member == NULL)
    return;
  for (guint i = shifts->len; i > 0; i--)
    {
      Shift *had = &g_array_index (shifts, Shift, i - 1);
      Shift rest = *had;

      if (had->end <= over->start || had->start >= over->end)
        continue;
      rest.start = over->end;
      had->end = MIN (had->end, over->start);
      if (had->start >= had->end)
        g_array_remove_index_fast (shifts, i - 1);
      if (rest.start < rest.end)
        g_array_append_val (shifts, rest);
    }
  g_array_append_val (shifts, *over);
}

static gboolean
is_on_day (const M77Json *layer, gint64 wall)
{
  const M77Json *only = m77_json_get (layer, "days");
  gint64 day = wall / DAY_S; /* since Thursday, 1 January 1970 */

  if (m77_json_size (only) == 0)
    return TRUE;
  for (const M77Json *d = m77_json_first (only); d != NULL; d = m77_json_next (d))
    if (g_strcmp0 (m77_json_string (d), days[((day + 3) % 7 + 7) % 7]) == 0)
      return TRUE;
  return FALSE;
}

/* The parts of a turn that lie within one stretch of hours of a day. */
static void
cover_hours (GArray *shifts, const Shift *turn, gint64 midnight, const char *hours, GTimeZone *zone)
{
  int from_h, from_m, to_h, to_m;
  gint64 from, to;
  Shift part = *turn;

  if (sscanf (hours, "%2d:%2d-%2d:%2d", &from_h, &from_m, &to_h, &to_m) != 4)
    return;
  from = midnight + 3600 * from_h + 60 * from_m;
  to = midnight + 3600 * to_h + 60 * to_m;
  if (to <= from)
    to += DAY_S;
  part.start = MAX (turn->start, instant_of (from, zone));
  part.end = MIN (turn->end, instant_of (to, zone));
  cover (shifts, &part);
}

static void
cover_turn (GArray *shifts, const M77Json *layer, const Shift *turn, GTimeZone *zone)
{
  const M77Json *hours = m77_json_get (layer, "hours");
  gint64 midnight;
  guint n;

  if (m77_json_size (m77_json_get (layer, "days")) == 0 && m77_json_is_null (hours))
    {
      cover (shifts, turn);
      return;
    }
  /* From the day before: its hours may reach past midnight. */
  midnight = (wall_of (turn->start, zone) / DAY_S - 1) * DAY_S;
  for (; instant_of (midnight, zone) < turn->end; midnight += DAY_S)
    {
      if (!is_on_day (layer, midnight))
        continue;
      if (m77_json_is_null (hours))
        cover_hours (shifts, turn, midnight, "00:00-24:00", zone);
      else if (m77_json_string (hours) != NULL)
        cover_hours (shifts, turn, midnight, m77_json_string (hours), zone);
      n = 0;
      for (const M77Json *h = m77_json_first (hours); h != NULL && n < HOURS_MOST;
           h = m77_json_next (h), n++)
        if (m77_json_string (h) != NULL)
          cover_hours (shifts, turn, midnight, m77_json_string (h), zone);
    }
}

static const char *
member_at (const M77Json *members, gint64 turn)
{
  const M77Json *member = m77_json_first (members);

  for (turn %= m77_json_size (members); turn > 0; turn--)
    member = m77_json_next (member);
  return m77_json_string (member);
}

static void
cover_layer (GArray *shifts, const M77Json *layer, gint64 now, gint64 until, GTimeZone *zone)
{
  const M77Json *members = m77_json_get (layer, "members");
  gint64 starts = time_in (layer, "starts_at"), turn = m77_json_get_int (layer, "turn", DAY_S);
  gint64 first, n;

  /* What lies beyond the years that a calendar has is no instant: never count as far. */
  if (starts == M77_TIME_NONE || starts >= until || turn < TURN_LEAST_S || turn > TURN_MOST_S ||
      m77_json_size (members) == 0)
    return;
  first = wall_of (starts, zone);
  /* A turn early, for the clocks may have changed within this one. */
  for (n = MAX ((wall_of (now, zone) - first) / turn - 1, 0);; n++)
    {
      Shift shift = { instant_of (first + n * turn, zone),
                      instant_of (first + (n + 1) * turn, zone),
                      member_at (members, n),
                      m77_json_name (layer) };

      if (shift.start >= until)
        return;
      if (shift.end > now)
        cover_turn (shifts, layer, &shift, zone);
    }
}

static int
compare_layers (gconstpointer a, gconstpointer b)
{
  const Layer *one = a, *other = b;

  if (one->order != other->order)
    return one->order < other->order ? -1 : 1;
  return g_strcmp0 (m77_json_name (one->layer), m77_json_name (other->layer));
}

static void
cover_layers (GArray *shifts, const M77Json *layers, gint64 now, gint64 until, GTimeZone *zone)
{
  Layer sorted[LAYERS_MOST];
  guint n = 0;

  for (const M77Json *l = m77_json_first (layers); l != NULL && n < LAYERS_MOST;
       l = m77_json_next (l))
    sorted[n++] = (Layer){ l, m77_json_get_int (l, "order", 1) };
  qsort (sorted, n, sizeof *sorted, compare_layers);
  for (guint i = 0; i < n; i++)
    cover_layer (shifts, sorted[i].layer, now, until, zone);
}

/* In the order they were made in: nothing overlaps by rule, but who knows. */
static void
cover_overrides (GArray *shifts, const M77Json *overrides, gint64 now, gint64 until)
{
  for (const M77Json *o = m77_json_first (overrides); o != NULL; o = m77_json_next (o))
    {
      Shift shift = { time_in (o, "starts_at"),
                      time_in (o, "ends_at"),
                      m77_json_get_string (o, "member"),
                      "override" };

      if (shift.start != M77_TIME_NONE && shift.end > now && shift.start < until)
        cover (shifts, &shift);
    }
}

static void
forget_overrides (M77JsonPool *pool, M77Json *doc, gint64 now)
{
  const M77Json *overrides = m77_json_get (doc, "overrides");
  M77Json *kept;

  if (overrides == NULL)
    return;
  kept = m77_json_object_new (pool);
  for (const M77Json *o = m77_json_first (overrides); o != NULL; o = m77_json_next (o))
    if (time_in (o, "ends_at") == M77_TIME_NONE || time_in (o, "ends_at") + OVERRIDES_KEPT_MS > now)
      m77_json_set (pool, kept, m77_json_name (o), m77_json_copy (pool, o));
  m77_json_set (pool, doc, "overrides", kept);
}

static int
compare_shifts (gconstpointer a, gconstpointer b)
{
  const Shift *one = a, *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

static M77Json *
shift_to_json (M77JsonPool *pool, const Shift *shift, gint64 until)
{
  M77Json *item = m77_json_object_new (pool);
  g_autofree char *start = m77_time_format (shift->start);
  g_autofree char *end = m77_time_format (MIN (shift->end, until));

  m77_json_set_string (pool, item, "starts_at", start);
  m77_json_set_string (pool, item, "ends_at", end);
  m77_json_set_string (pool, item, "member", shift->member);
  m77_json_set_string (pool, item, "cause", shift->cause);
  return item;
}

/* shifts in order and apart. */
static void
write_shifts (M77JsonPool *pool, M77Json *doc, GArray *shifts, gint64 now, gint64 until)
{
  M77Json *list = m77_json_array_new (pool), *on_call = m77_json_array_new (pool);
  gint64 gaps = 0, covered = now, change = M77_TIME_NONE;

  for (guint i = 0; i < shifts->len; i++)
    {
      const Shift *shift = &g_array_index (shifts, Shift, i);

      if (shift->start >= shift->end || shift->end <= now || shift->start >= until)
        continue;
      if (shift->start <= now)
        m77_json_append (on_call, m77_json_string_new (pool, shift->member));
      if (change == M77_TIME_NONE)
        change = shift->start > now ? shift->start : shift->end;
      gaps += shift->start > covered;
      covered = shift->end;
      if (m77_json_size (list) < PLATFORM_SHIFTS_MOST)
        m77_json_append (list, shift_to_json (pool, shift, until));
    }
  m77_json_set (pool, doc, "shifts", list);
  m77_json_set (pool, doc, "oncall_now", on_call);
  m77_json_set_int (pool, doc, "gaps", gaps + (covered < until));
  m77_json_remove (doc, "next_change_at");
  if (change != M77_TIME_NONE)
    {
      g_autofree char *text = m77_time_format (change);
      m77_json_set_string (pool, doc, "next_change_at", text);
    }
}

void
platform_shifts_fill (M77JsonPool *pool, M77Json *doc, gint64 now)
{
  g_autoptr (GArray) shifts = g_array_new (FALSE, FALSE, sizeof (Shift));
  const char *name = m77_json_get_string (doc, "zone");
  g_autoptr (GTimeZone) zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  gint64 until = now + PLATFORM_SHIFTS_HORIZON_MS;

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  forget_overrides (pool, doc, now);
  cover_layers (shifts, m77_json_get (doc, "layers"), now, until, zone);
  cover_overrides (shifts, m77_json_get (doc, "overrides"), now, until);
  g_array_sort (shifts, compare_shifts);
  write_shifts (pool, doc, shifts, now, until);
}
