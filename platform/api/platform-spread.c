/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-spread"

#include "config.h"

#include "platform/api/platform-spread.h"

#include <string.h>

#include "platform/api/platform-webhook.h"
#include "platform/store/platform-message.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

#define RECORD_MAX (48 * 1024) /* bytes of a record that goes out whole */
#define AT_ONCE    50          /* messages in one transaction: some milliseconds */

/* What is told of one event, to every webhook the same. */
typedef struct
{
  const char *event, *subject, *environment;
  M77Json *payload;
  char *hash;
} Told;

static void
told_clear (Told *told)
{
  g_free (told->hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Told, told_clear)

/* What is sent of a record. */
static M77Json *
data_of (M77JsonPool *pool, const char *record, GError **error)
{
  gsize length = strlen (record);
  M77Json *data = m77_json_parse (pool, record, (gssize) length, error);

  if (data != NULL && length > RECORD_MAX)
    {
      m77_json_remove (data, "doc");
      m77_json_set_bool (pool, data, "omitted", TRUE);
    }
  return data;
}

static void
fill (Told *told, M77JsonPool *pool, gint64 at, M77Json *data)
{
  g_autofree char *time = m77_time_format (at), *text = NULL;

  told->payload = m77_json_object_new (pool);
  m77_json_set_string (pool, told->payload, "type", told->event);
  m77_json_set_string (pool, told->payload, "timestamp", time);
  m77_json_set (pool, told->payload, "data", data);
  text = m77_json_to_text (told->payload);
  told->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static gboolean
make_delivery (PlatformWrite *write,
               const char *webhook,
               const Told *told,
               gboolean at_once,
               GError **error)
{
  M77JsonPool *pool = write->pool;
  M77Json *doc = m77_json_object_new (pool);
  g_autofree char *id = m77_id_new (write->runtime);

  m77_json_set_string (pool, doc, "status", "pending");
  m77_json_set_string (pool, doc, "webhook", webhook);
  m77_json_set_string (pool, doc, "event", told->event);
  m77_json_set_string (pool, doc, "subject", told->subject);
  if (told->environment != NULL)
    m77_json_set_string (pool, doc, "environment", told->environment);
  m77_json_set_int (pool, doc, "attempts", 0);
  m77_json_set (pool, doc, "tries", m77_json_array_new (pool));
  m77_json_set (pool, doc, "payload", m77_json_copy (pool, told->payload));
  m77_json_set_string (pool, doc, "sha256", told->hash);
  if (at_once)
    platform_write_set_time (write, doc, "next_attempt_at", write->now);
  return platform_write_put (write,
                             NULL,
                             "delivery",
                             m77_json_string (m77_json_string_new (pool, id)),
                             doc,
                             NULL,
                             error);
}

/* Each webhook as it is by now: it may have been paused since. The time is still that of the
 * change. */
static gboolean
spread_one (PlatformWrite *write, const PlatformMessage *message, GError **error)
{
  g_auto (GStrv) webhooks = g_strsplit (message->webhooks, "\n", 0);
  g_auto (Told) told = { .event = message->event,
                         .subject = message->subject,
                         .environment = message->environment };
  M77Json *data = data_of (write->pool, message->record, error);

  if (data == NULL)
    return FALSE;
  write->now = message->at;
  fill (&told, write->pool, message->at, data);
  for (guint i = 0; webhooks[i] != NULL; i++)
    {
      gboolean is_held;

      if (!platform_webhook_is_held (write, webhooks[i], &is_held, error) ||
          !make_delivery (write, webhooks[i], &told, !is_held, error))
        return FALSE;
    }
  return TRUE;
}

/* *change: of what was spread; 0: the tenant has no other. */
static gboolean
spread_next (PlatformWrite *write, gint64 *change, GError **error)
{
  gint64 first = PLATFORM_CHANGE (write->tenant->id, 0);
  g_autoptr (PlatformQuery) query = NULL;
  PlatformMessage message;

  *change = 0;
  if (!platform_message_next (write->db, first, &query, &message, error))
    return FALSE;
  if (message.change == 0 || PLATFORM_CHANGE_TENANT (message.change) != write->tenant->id)
    return TRUE;
  *change = message.change;
  return spread_one (write, &message, error);
}

/* It is the platform that does it, whoever asked for what it was made of. */
static gboolean
spread (PlatformWrite *write, guint most, gboolean *more, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77JsonPool *callers = write->pool;
  const char *member = write->member;
  gint64 now = write->now;
  gboolean done = TRUE;

  write->pool = pool;
  write->member = NULL;
  *more = TRUE;
  for (guint i = 0; i < most && *more && done; i++)
    {
      gint64 change;

      done = spread_next (write, &change, error) &&
             (change == 0 || platform_message_remove (write->db, change, error));
      *more = change != 0;
      m77_json_pool_reset (pool);
    }
  write->pool = callers;
  write->member = member;
  write->now = now;
  return done;
}

gboolean
platform_spread (PlatformWrite *write, GError **error)
{
  gboolean more;

  return spread (write, G_MAXUINT, &more, error);
}

gboolean
platform_spread_some (PlatformCore *core, gboolean *more, GError **error)
{
  g_autoptr (PlatformTenant) tenant = NULL;
  g_auto (PlatformWrite) write = { NULL };
  gint64 change;

  *more = FALSE;
  if (!platform_message_first (core->db, &change, error))
    return FALSE;
  if (change == 0)
    return TRUE;
  if (!platform_tenant_by_id (core->db, PLATFORM_CHANGE_TENANT (change), &tenant, error) ||
      !platform_write_begin (&write, core, tenant, m77_runtime_now (core->runtime), error) ||
      !spread (&write, AT_ONCE, more, error))
    return FALSE;
  *more = TRUE; /* of another tenant, perhaps */
  return platform_write_commit (&write, error);
}

gboolean
platform_spread_all (PlatformCore *core, GError **error)
{
  gboolean more = TRUE;

  while (more)
    if (!platform_spread_some (core, &more, error))
      return FALSE;
  return TRUE;
}

gboolean
platform_spread_test (PlatformWrite *write, const M77Record *webhook, GError **error)
{
  const char *name = m77_json_get_string (webhook->doc, "name");
  g_autofree char *subject = g_strdup_printf ("webhook/%s", webhook->id);
  M77Json *data = m77_json_object_new (write->pool);
  g_auto (Told) told = { .event = PLATFORM_WEBHOOK_TEST, .subject = subject };

  told.environment = m77_json_get_string (webhook->doc, "environment");
  m77_json_set_string (write->pool, data, "webhook", name);
  fill (&told, write->pool, write->now, data);
  return make_delivery (write, name, &told, TRUE, error);
}
