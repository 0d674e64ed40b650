/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-duty.h"

#include "shared/base/m77-time.h"

static gint64
time_in (const M77Json *object, const char *name)
{
  const char *text = m77_json_get_string (object, name);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static const M77Json *
find_override (const M77Json *schedule, const char *member, gint64 at)
{
  const M77Json *override = m77_json_first (m77_json_get (schedule, "overrides"));

  for (; override != NULL; override = m77_json_next (override))
    {
      gint64 starts = time_in (override, "starts_at");
      gint64 ends = time_in (override, "ends_at");

      if (starts != M77_TIME_NONE && starts <= at && at < ends &&
          g_strcmp0 (m77_json_get_string (override, "member"), member) == 0)
        return override;
    }
  return NULL;
}

M77Duty
m77_duty_at (const M77Json *schedule, gint64 at)
{
  const M77Json *shift = m77_json_first (m77_json_get (schedule, "shifts"));
  M77Duty duty = { .from = M77_TIME_NONE, .until = M77_TIME_NONE };

  for (; shift != NULL; shift = m77_json_next (shift))
    {
      gint64 starts = time_in (shift, "starts_at");
      gint64 ends = time_in (shift, "ends_at");

      if (starts == M77_TIME_NONE || ends == M77_TIME_NONE)
        continue;
      if (ends <= at)
        {
          duty.from = MAX (duty.from, ends);
          continue;
        }
      if (starts > at)
        {
          if (duty.until == M77_TIME_NONE || starts < duty.until)
            duty.until = starts;
          continue;
        }
      duty.member = m77_json_get_string (shift, "member");
      duty.cause = m77_json_get_string (shift, "cause");
      duty.is_known = TRUE;
      duty.from = starts;
      duty.until = ends;
      if (g_strcmp0 (duty.cause, "override") == 0)
        duty.override = find_override (schedule, duty.member, at);
      return duty;
    }
  /* Between two shifts nobody is; before the first nobody says. */
  duty.is_known = duty.until != M77_TIME_NONE;
  return duty;
}

gboolean
m77_duty_next (const M77Json *schedule, gint64 after, M77Duty *next)
{
  M77Duty now = m77_duty_at (schedule, after);
  M77Duty then = now;

  while (then.until != M77_TIME_NONE)
    {
      gint64 at = then.until;

      then = m77_duty_at (schedule, at);
      if (!then.is_known)
        return FALSE;
      if (g_strcmp0 (then.member, now.member) == 0)
        continue;
      *next = then;
      next->from = at;
      return TRUE;
    }
  return FALSE;
}

GArray *
m77_duty_spans (const M77Json *schedule, gint64 from, gint64 until)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (M77Duty));

  for (gint64 at = from; at < until;)
    {
      M77Duty duty = m77_duty_at (schedule, at);

      duty.from = at;
      if (duty.until == M77_TIME_NONE || duty.until > until || duty.until <= at)
        duty.until = until;
      at = duty.until;
      g_array_append_val (spans, duty);
    }
  return spans;
}

const char *
m77_duty_replaces (const M77Duty *self)
{
  return m77_json_get_string (self->override, "replaces");
}
