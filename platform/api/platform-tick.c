/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-tick"

#include "config.h"

#include "platform/api/platform-act.h"
#include "platform/api/platform-derive.h"
#include "platform/api/platform-paging.h"
#include "platform/api/platform-silence.h"
#include "platform/store/platform-key.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-time.h"

#define TIDY_EVERY_MS (3600 * 1000)
#define MARK_EVERY_MS (60 * 1000)
#define MOST_AT_ONCE  1000 /* records in one turn; the rest is due at once */

/* What a status becomes when its time has come. */
static const struct
{
  const char *kind, *from, *field, *to;
} turns[] = {
  { "silence", "pending", "starts_at", "active" },
  { "silence", "active", "ends_at", "expired" },
  { "maintenance", "scheduled", "starts_at", "active" },
  { "maintenance", "active", "ends_at", "finished" },
  { "freeze", "scheduled", "starts_at", "active" },
  { "freeze", "active", "ends_at", "ended" },
  { "credential", "rotating", "overlap_until", "active" },
  { "credential", "active", "expires_at", "expired" },
};

static void
turn (PlatformWrite *write, const M77Record *record, M77Json *doc)
{
  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      gint64 at = platform_time_of (doc, turns[i].field);

      if (g_str_equal (record->kind, turns[i].kind) &&
          g_strcmp0 (m77_json_get_string (doc, "status"), turns[i].from) == 0 &&
          at != M77_TIME_NONE && at <= write->now)
        m77_json_set_string (write->pool, doc, "status", turns[i].to);
    }
}

static gboolean
trigger_again (PlatformWrite *write,
               const M77Record *record,
               M77Json *doc,
               const char *why,
               GError **error)
{
  gint64 level = MAX (m77_json_get_int (doc, "escalation_level", 1), 1);

  m77_json_set_string (write->pool, doc, "status", "triggered");
  m77_json_remove (doc, "snoozed_until");
  m77_json_remove (doc, "acknowledged_at");
  m77_json_remove (doc, "acknowledged_by");
  platform_write_note (write, doc, "timeline", "system", why);
  return platform_paging_level (write, record->id, doc, level, error);
}

/* Snoozed or acknowledged for long enough, or nobody answered: the next is told. */
static gboolean
turn_incident (PlatformWrite *write, const M77Record *record, M77Json *doc, GError **error)
{
  const char *status = m77_json_get_string (doc, "status");
  gint64 snoozed = platform_time_of (doc, "snoozed_until");
  gint64 next = platform_time_of (doc, "next_page_at");
  gboolean next_is_due = next != M77_TIME_NONE && next <= write->now;

  if (g_strcmp0 (status, "triggered") == 0)
    return !next_is_due || platform_paging_next (write, record->id, doc, error);
  if (g_strcmp0 (status, "acknowledged") != 0)
    return TRUE;
  if (snoozed != M77_TIME_NONE)
    return snoozed > write->now ||
           trigger_again (write, record, doc, "Snoozed until now: triggered again", error);
  return !next_is_due ||
         trigger_again (write, record, doc, "Acknowledged for long: triggered again", error);
}

static void
turn_delivery (PlatformWrite *write, const M77Record *record, M77Json *doc)
{
  if (write->now >= record->created_at + PLATFORM_PAYLOAD_KEPT_MS)
    {
      m77_json_remove (doc, "payload");
      m77_json_remove (doc, "sha256");
    }
  if (!m77_kind_is_open (m77_kind_find ("delivery"), m77_json_get_string (doc, "status")) ||
      g_strcmp0 (m77_json_get_string (doc, "status"), "dead") == 0)
    return;
  m77_json_set_string (write->pool, doc, "status", "discarded");
  platform_write_set_time (write, doc, "finished_at", write->now);
}

/* What the turn of one record's status does to others. */
static gboolean
follow_turn (PlatformWrite *write, const M77Record *record, M77Json *doc, GError **error)
{
  const char *status = m77_json_get_string (doc, "status");

  if (g_str_equal (record->kind, "incident"))
    return turn_incident (write, record, doc, error);
  if (g_str_equal (record->kind, "delivery"))
    turn_delivery (write, record, doc);
  if (g_str_equal (record->kind, "alert"))
    {
      m77_json_remove (doc, "acknowledged_by");
      m77_json_remove (doc, "acknowledged_until");
    }
  if (!g_str_equal (record->kind, "silence") || m77_json_equal (record->doc, doc))
    return TRUE;
  return g_strcmp0 (status, "active") == 0
             ? platform_silence_begin (write, record->id, doc, NULL, error)
             : platform_silence_end (write, record->id, doc, error);
}

static gboolean
turn_record (PlatformWrite *write, const M77Record *record, GError **error)
{
  M77Json *doc = m77_json_copy (write->pool, record->doc);

  gint64 due;

  write->own = record->id;
  turn (write, record, doc);
  if (!follow_turn (write, record, doc, error) ||
      !platform_derive (write, m77_kind_find (record->kind), doc, error) ||
      !platform_write_follow (write, record, doc, error))
    return FALSE;
  due = platform_due_at (&(M77Record){ .kind = record->kind,
                                       .created_at = record->created_at,
                                       .doc = doc },
                         write->now);
  /* What the clock cannot move on must not be due for ever. */
  return due == M77_TIME_NONE || due > write->now ||
         platform_record_set_idle (write->db, write->tenant->id, record, error);
}

static gboolean
turn_due (PlatformCore *self, gint64 tenant_id, const M77Record *record, gint64 now, GError **error)
{
  g_autoptr (PlatformTenant) tenant = NULL;
  g_auto (PlatformWrite) write = { NULL };

  if (!platform_tenant_by_id (self->db, tenant_id, &tenant, error) ||
      !platform_write_begin (&write, self, tenant, now, error))
    return FALSE;
  if (record->deleted ? !platform_record_purge (self->db, tenant_id, record, error)
                      : !turn_record (&write, record, error))
    return FALSE;
  return platform_write_commit (&write, error);
}

static void
tidy (PlatformCore *self, gint64 now)
{
  if (now - self->tidied_at < TIDY_EVERY_MS && self->tidied_at != 0)
    return;
  self->tidied_at = now;
  platform_key_forget_old (self->db, now, NULL);
}

gint64
platform_core_tick (PlatformCore *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  gint64 now = m77_runtime_now (self->runtime), due = M77_TIME_NONE;

  tidy (self, now);
  if (now - self->marked_at >= MARK_EVERY_MS)
    platform_core_mark (self);
  for (guint i = 0; i < MOST_AT_ONCE; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 tenant;
      M77Record record;

      m77_json_pool_reset (pool);
      if (!platform_record_next_due (self->db, now, &tenant, pool, &record, &error) || tenant == 0)
        break;
      if (!turn_due (self, tenant, &record, now, &error))
        {
          g_warning ("A change by the clock failed: %s", error->message);
          return now + 60000;
        }
    }
  platform_record_due_at (self->db, &due, NULL);
  return due;
}
