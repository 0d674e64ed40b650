/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-derive"

#include "config.h"

#include "platform/api/platform-derive.h"

#include "platform/api/platform-grants.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-time.h"

#define SCHEDULE_LOOK_MS (86400 * G_GINT64_CONSTANT (1000))

/* In these states the clock acts at that time. */
static const struct
{
  const char *kind, *status, *field;
} clocks[] = {
  { "incident", "acknowledged", "snoozed_until" }, { "incident", "acknowledged", "next_page_at" },
  { "incident", "triggered", "next_page_at" },     { "alert", "firing", "acknowledged_until" },
  { "silence", "pending", "starts_at" },           { "silence", "active", "ends_at" },
  { "maintenance", "scheduled", "starts_at" },     { "maintenance", "active", "ends_at" },
  { "freeze", "scheduled", "starts_at" },          { "freeze", "active", "ends_at" },
  { "credential", "rotating", "overlap_until" },   { "credential", "active", "expires_at" },
};

static gint64
sooner (gint64 a, gint64 b)
{
  if (a == M77_TIME_NONE || b == M77_TIME_NONE)
    return a == M77_TIME_NONE ? b : a;
  return MIN (a, b);
}

/* What waits for its webhook is given up after a week, a payload is kept for thirty days. */
static gint64
delivery_due (const M77Record *record)
{
  const char *status = m77_json_get_string (record->doc, "status");
  gboolean waits = g_strcmp0 (status, "pending") == 0 || g_strcmp0 (status, "retrying") == 0;

  if (waits && m77_json_get (record->doc, "next_attempt_at") == NULL)
    return record->created_at + PLATFORM_DELIVERY_WAITS_MS;
  if (!waits && m77_json_get (record->doc, "payload") != NULL)
    return record->created_at + PLATFORM_PAYLOAD_KEPT_MS;
  return M77_TIME_NONE;
}

gint64
platform_due_at (const M77Record *record, gint64 now)
{
  const char *status = m77_json_get_string (record->doc, "status");
  gint64 due = M77_TIME_NONE;

  if (record->deleted)
    return record->updated_at + PLATFORM_TOMBSTONE_MS;
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    if (g_str_equal (record->kind, clocks[i].kind) && g_strcmp0 (status, clocks[i].status) == 0)
      {
        const char *at = m77_json_get_string (record->doc, clocks[i].field);

        if (at != NULL)
          due = sooner (due, m77_time_parse (at));
      }
  /* Once a day at least, for its shifts look thirty days ahead. */
  if (g_str_equal (record->kind, "schedule"))
    due = now + SCHEDULE_LOOK_MS;
  if (g_str_equal (record->kind, "schedule") &&
      m77_json_get_string (record->doc, "next_change_at") != NULL)
    due = sooner (due, m77_time_parse (m77_json_get_string (record->doc, "next_change_at")));
  if (g_str_equal (record->kind, "delivery"))
    due = delivery_due (record);
  if (g_str_equal (record->kind, "member"))
    due = sooner (due, platform_grants_end (record->doc, now));
  return due;
}
