/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-shifts"

#include "config.h"

#include "platform/api/platform-shifts.h"

#include "shared/base/m77-time.h"

static gint64
time_in (const M77Json *shift, const char *member)
{
  const char *text = m77_json_get_string (shift, member);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static void
append_part (M77JsonPool *pool, M77Json *shifts, const M77Json *shift, gint64 starts, gint64 ends)
{
  M77Json *part = m77_json_copy (pool, shift);
  g_autofree char *from = m77_time_format (starts), *to = m77_time_format (ends);

  if (starts >= ends)
    return;
  m77_json_set_string (pool, part, "starts_at", from);
  m77_json_set_string (pool, part, "ends_at", to);
  m77_json_append (shifts, part);
}

static M77Json *
override_shift (M77JsonPool *pool, const M77Json *override)
{
  M77Json *shift = m77_json_object_new (pool);

  m77_json_set_string (pool, shift, "member", m77_json_get_string (override, "member"));
  m77_json_set_string (pool, shift, "cause", "override");
  return shift;
}

void
platform_shifts_override (M77JsonPool *pool, M77Json *doc, const M77Json *override, gint64 now)
{
  const M77Json *before = m77_json_get (doc, "shifts");
  M77Json *shifts = m77_json_array_new (pool), *mine = override_shift (pool, override);
  gint64 starts = time_in (override, "starts_at"), ends = time_in (override, "ends_at");
  gboolean placed = FALSE;

  for (const M77Json *s = m77_json_first (before); s != NULL; s = m77_json_next (s))
    {
      gint64 from = time_in (s, "starts_at"), to = time_in (s, "ends_at");

      append_part (pool, shifts, s, from, MIN (to, starts));
      if (!placed && to > starts)
        {
          append_part (pool, shifts, mine, starts, ends);
          placed = TRUE;
        }
      append_part (pool, shifts, s, MAX (from, ends), to);
    }
  if (!placed)
    append_part (pool, shifts, mine, starts, ends);
  m77_json_set (pool, doc, "shifts", shifts);
  platform_shifts_now (pool, doc, now);
}

void
platform_shifts_now (M77JsonPool *pool, M77Json *doc, gint64 now)
{
  const M77Json *shifts = m77_json_get (doc, "shifts");
  M77Json *on_call = m77_json_array_new (pool);
  gint64 next = M77_TIME_NONE;

  for (const M77Json *s = m77_json_first (shifts); s != NULL; s = m77_json_next (s))
    {
      gint64 from = time_in (s, "starts_at"), to = time_in (s, "ends_at");
      gint64 change = from > now ? from : to;

      if (from <= now && now < to)
        m77_json_append (on_call, m77_json_copy (pool, m77_json_get (s, "member")));
      if (change > now)
        next = next == M77_TIME_NONE ? change : MIN (next, change);
    }
  m77_json_set (pool, doc, "oncall_now", on_call);
  m77_json_remove (doc, "next_change_at");
  if (next != M77_TIME_NONE)
    {
      g_autofree char *text = m77_time_format (next);
      m77_json_set_string (pool, doc, "next_change_at", text);
    }
}
