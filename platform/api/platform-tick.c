/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-tick"

#include "config.h"

#include "platform/api/platform-act.h"
#include "platform/api/platform-derive.h"
#include "platform/api/platform-paging.h"
#include "platform/api/platform-silence.h"
#include "platform/store/platform-key.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define TIDY_EVERY_MS (3600 * 1000)
#define MARK_EVERY_MS (60 * 1000)
#define MOST_AT_ONCE  50 /* records in one turn; the rest is due at once */

static gboolean
is_of_storage (const GError *error)
{
  return g_error_matches (error, M77_ERROR, M77_ERROR_STORAGE) ||
         g_error_matches (error, M77_ERROR, M77_ERROR_STORAGE_FULL) ||
         g_error_matches (error, M77_ERROR, M77_ERROR_STORAGE_READ_ONLY) ||
         g_error_matches (error, M77_ERROR, M77_ERROR_STORAGE_CORRUPT);
}

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

/* The changes of one tenant that the clock makes are one transaction. */
static gboolean
enter_tenant (PlatformCore *self, PlatformWrite *write, gint64 id, gint64 now, GError **error)
{
  if (write->core != NULL && write->tenant->id == id)
    return TRUE;
  if (write->core != NULL && !platform_write_commit (write, error))
    return FALSE;
  g_clear_pointer (&self->ticking, platform_tenant_free);
  return platform_tenant_by_id (self->db, id, &self->ticking, error) &&
         platform_write_begin (write, self, self->ticking, now, error);
}

static gboolean
turn_due (PlatformWrite *write, const M77Record *record, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (!platform_write_save (write, error))
    return FALSE;
  if (record->deleted ? platform_record_purge (write->db, write->tenant->id, record, &failure)
                      : turn_record (write, record, &failure))
    return platform_write_release (write, TRUE, error);
  if (is_of_storage (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* It alone: it must not stand before all others for ever. */
  g_warning ("The clock cannot change %s %s: %s", record->kind, record->id, failure->message);
  return platform_write_release (write, FALSE, error) &&
         platform_record_set_idle (write->db, write->tenant->id, record, error);
}

/* *left FALSE: nothing is due any more. */
static gboolean
turn_next (PlatformCore *self,
           PlatformWrite *write,
           M77JsonPool *pool,
           gint64 now,
           gboolean *left,
           GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 tenant;
  M77Record record;

  m77_json_pool_reset (pool);
  if (!platform_record_next_due (self->db, now, &tenant, pool, &record, &failure))
    {
      if (is_of_storage (failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_warning ("A record that is due cannot be read: %s", failure->message);
      return platform_record_skip_due (self->db, now, error);
    }
  *left = tenant != 0;
  if (!*left)
    return TRUE;
  if (!enter_tenant (self, write, tenant, now, error))
    return FALSE;
  m77_json_pool_reset (write->pool);
  return turn_due (write, &record, error);
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
  g_autoptr (GError) error = NULL;
  g_auto (PlatformWrite) write = { NULL };
  gint64 now = m77_runtime_now (self->runtime), due = M77_TIME_NONE;
  gboolean left = TRUE, ok = TRUE;

  tidy (self, now);
  if (now - self->marked_at >= MARK_EVERY_MS)
    platform_core_mark (self);
  for (guint i = 0; i < MOST_AT_ONCE && left && ok; i++)
    ok = turn_next (self, &write, pool, now, &left, &error);
  if (ok && write.core != NULL)
    ok = platform_write_commit (&write, &error);
  platform_write_clear (&write);
  g_clear_pointer (&self->ticking, platform_tenant_free);
  if (!ok)
    {
      g_warning ("A change by the clock failed: %s", error->message);
      return now + 60000;
    }
  platform_record_due_at (self->db, &due, NULL);
  return due;
}
