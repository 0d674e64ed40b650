/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-letter"

#include "config.h"

#include "platform/api/platform-letter.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "platform/api/platform-spread.h"
#include "platform/api/platform-webhook.h"
#include "platform/store/platform-outgoing.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-time.h"

#define TRIES_KEPT       16
#define LANE_AT_ONCE     32 /* letters of one webhook that are written down with one look */
#define GONE             410
#define RETRY_AFTER_MOST 3600 /* s that an answer may ask for */

/* Before the second attempt, the third and so on, s. */
static const gint64 waits[PLATFORM_LETTER_ATTEMPTS - 1] = {
  5, 300, 1800, 7200, 18000, 36000, 50400
};

void
platform_letter_free (PlatformLetter *self)
{
  g_free (self->webhook);
  g_free (self->id);
  g_free (self->target);
  g_free (self->signature);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
platform_reply_clear (PlatformReply *self)
{
  g_clear_pointer (&self->error, g_free);
}

char *
platform_letter_lane (gint64 tenant, const char *webhook)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%s", tenant, webhook);
}

/* The bytes that a secret stands for. */
static guint8 *
key_of (const char *secret, gsize *size)
{
  if (g_str_has_prefix (secret, PLATFORM_SIGNING_PREFIX))
    return g_base64_decode (secret + strlen (PLATFORM_SIGNING_PREFIX), size);
  *size = strlen (secret);
  return (guint8 *) g_strdup (secret);
}

char *
platform_letter_sign (const char *secret, const char *id, gint64 at, GBytes *body)
{
  gsize key_size, body_size, digest_size = 32;
  g_autofree guint8 *key = key_of (secret, &key_size);
  g_autofree char *head = g_strdup_printf ("%s.%" G_GINT64_FORMAT ".", id, at), *text = NULL;
  const guint8 *data = g_bytes_get_data (body, &body_size);
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key, key_size);
  guint8 digest[32];

  g_hmac_update (hmac, (const guint8 *) head, (gssize) strlen (head));
  g_hmac_update (hmac, data, (gssize) body_size);
  g_hmac_get_digest (hmac, digest, &digest_size);
  text = g_base64_encode (digest, digest_size);
  return g_strconcat ("v1,", text, NULL);
}

static char *
sign_all (char **secrets, const char *id, gint64 at, GBytes *body)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; secrets[i] != NULL; i++)
    {
      g_autofree char *one = platform_letter_sign (secrets[i], id, at, body);
      g_strv_builder_add (all, one);
    }
  list = g_strv_builder_end (all);
  return g_strjoinv (" ", list);
}

/* The letter of a delivery; its signature is empty when there is no key to sign it with. */
static PlatformLetter *
make_letter (PlatformCore *core,
             const PlatformOutgoing *row,
             gint64 now,
             const M77Json *delivery,
             const M77Json *webhook,
             GError **error)
{
  g_autoptr (PlatformLetter) letter = g_new0 (PlatformLetter, 1);
  g_autofree char *text = m77_json_to_text (m77_json_get (delivery, "payload"));
  const char *credential = m77_json_get_string (webhook, "signing");
  g_auto (GStrv) secrets = NULL;

  letter->tenant = row->tenant;
  letter->webhook = g_strdup (row->webhook);
  letter->id = g_strdup (row->delivery);
  letter->target = g_strdup (m77_json_get_string (webhook, "target"));
  letter->at = now / 1000;
  letter->body = g_bytes_new (text, strlen (text));
  letter->may_be_private = core->private_targets;
  if (!platform_signing_find (core->db, row->tenant, credential, now, &secrets, error))
    return NULL;
  letter->signature = sign_all (secrets, letter->id, letter->at, letter->body);
  return g_steal_pointer (&letter);
}

static void
note_try (PlatformWrite *write, M77Json *doc, const PlatformReply *reply)
{
  M77JsonPool *pool = write->pool;
  M77Json *tries = m77_json_array_new (pool), *entry = m77_json_object_new (pool);
  const M77Json *before = m77_json_get (doc, "tries");
  guint skip = m77_json_size (before) >= TRIES_KEPT ? m77_json_size (before) - TRIES_KEPT + 1 : 0;

  for (const M77Json *e = m77_json_first (before); e != NULL; e = m77_json_next (e))
    if (skip > 0)
      skip--;
    else
      m77_json_append (tries, m77_json_copy (pool, e));
  platform_write_set_time (write, entry, "at", write->now);
  if (reply->status > 0)
    m77_json_set_int (pool, entry, "code", reply->status);
  m77_json_set_int (pool, entry, "ms", reply->took_ms);
  if (reply->error != NULL)
    m77_json_set_string (pool, entry, "error", reply->error);
  m77_json_append (tries, entry);
  m77_json_set (pool, doc, "tries", tries);
  m77_json_set_int (pool, doc, "attempts", m77_json_get_int (doc, "attempts", 0) + 1);
  m77_json_set_int (pool, doc, "response_ms", reply->took_ms);
  m77_json_remove (doc, "response_code");
  m77_json_remove (doc, "error");
  if (reply->status > 0)
    m77_json_set_int (pool, doc, "response_code", reply->status);
  if (reply->error != NULL)
    m77_json_set_string (pool, doc, "error", reply->error);
}

/* A quarter more or less, so that what failed together does not come back together. */
static gint64
wait_of (PlatformWrite *write, gint64 attempts, const PlatformReply *reply)
{
  gint64 wait = 1000 * waits[CLAMP (attempts, 1, PLATFORM_LETTER_ATTEMPTS - 1) - 1];
  guint16 dice = 0;

  write->runtime->random (write->runtime, (guint8 *) &dice, sizeof dice);
  wait = wait * 3 / 4 + wait / 2 * dice / G_MAXUINT16;
  return MAX (wait, 1000 * MIN (reply->retry_after_s, RETRY_AFTER_MOST));
}

static void
finish (PlatformWrite *write, M77Json *doc, const char *status)
{
  m77_json_set_string (write->pool, doc, "status", status);
  m77_json_remove (doc, "next_attempt_at");
  platform_write_set_time (write, doc, "finished_at", write->now);
}

/* What becomes of the delivery; a test is not tried again and is no dead letter, nor is one whose
 * webhook is no more (NULL). */
static void
decide (PlatformWrite *write, M77Json *doc, const PlatformReply *reply, const M77Json *webhook)
{
  gint64 attempts = m77_json_get_int (doc, "attempts", 0);
  gboolean is_test = g_strcmp0 (m77_json_get_string (doc, "event"), PLATFORM_WEBHOOK_TEST) == 0;

  if (reply->error == NULL)
    finish (write, doc, "delivered");
  else if (is_test || webhook == NULL)
    finish (write, doc, "discarded");
  else if (attempts >= PLATFORM_LETTER_ATTEMPTS || reply->status == GONE)
    finish (write, doc, "dead");
  else
    {
      m77_json_set_string (write->pool, doc, "status", "retrying");
      m77_json_remove (doc, "next_attempt_at");
      if (g_strcmp0 (m77_json_get_string (webhook, "status"), "active") == 0)
        platform_write_set_time (write,
                                 doc,
                                 "next_attempt_at",
                                 write->now + wait_of (write, attempts, reply));
    }
}

/* How the webhook itself fares after so many like this one; *disabled when it has failed for long
 * enough. */
static gboolean
judge_webhook (PlatformWrite *write,
               const PlatformLetter *letter,
               const PlatformReply *reply,
               guint n,
               gboolean *disabled,
               GError **error)
{
  gint64 since = write->now;
  M77Record webhook;
  M77Json *doc;

  *disabled = FALSE;
  /* Read anew: a dead letter was just counted in it. */
  if (!platform_record_by_key (
          write->db, letter->tenant, "webhook", letter->webhook, write->pool, &webhook, error))
    return FALSE;
  if (webhook.id == NULL)
    return TRUE;
  doc = m77_json_copy (write->pool, webhook.doc);
  if (reply->error == NULL)
    {
      m77_json_set_int (write->pool, doc, "failures", 0);
      m77_json_remove (doc, "error");
      platform_write_set_time (write, doc, "delivered_at", write->now);
      return platform_outgoing_recovered (write->db, letter->tenant, letter->webhook, error) &&
             platform_write_follow (write, &webhook, doc, error);
    }
  m77_json_set_int (write->pool, doc, "failures", m77_json_get_int (doc, "failures", 0) + n);
  m77_json_set_string (write->pool, doc, "error", reply->error);
  if (!platform_outgoing_failed (write->db,
                                 letter->tenant,
                                 letter->webhook,
                                 write->now,
                                 &since,
                                 error))
    return FALSE;
  if (g_strcmp0 (m77_json_get_string (doc, "status"), "active") == 0)
    *disabled = reply->status == GONE || write->now - since >= PLATFORM_LETTER_PATIENCE_MS;
  if (*disabled)
    m77_json_set_string (write->pool, doc, "status", "disabled");
  return platform_write_follow (write, &webhook, doc, error);
}

/* *counts: it was on its way; else somebody discarded it meanwhile. */
static gboolean
write_down (PlatformWrite *write,
            const PlatformLetter *letter,
            const PlatformReply *reply,
            gboolean *counts,
            GError **error)
{
  M77Record delivery, webhook;
  M77Json *doc;
  const char *status;

  if (!platform_record_get (
          write->db, letter->tenant, "delivery", letter->id, write->pool, &delivery, error) ||
      !platform_record_by_key (
          write->db, letter->tenant, "webhook", letter->webhook, write->pool, &webhook, error))
    return FALSE;
  status = m77_json_get_string (delivery.doc, "status");
  *counts = g_strcmp0 (status, "pending") == 0 || g_strcmp0 (status, "retrying") == 0;
  if (!*counts)
    return TRUE;
  doc = m77_json_copy (write->pool, delivery.doc);
  note_try (write, doc, reply);
  decide (write, doc, reply, webhook.doc);
  return platform_write_follow (write, &delivery, doc, error);
}

/* After the n of a webhook were written down, of which the last came to this. */
static gboolean
conclude (PlatformWrite *write,
          const PlatformLetter *last,
          const PlatformReply *reply,
          guint n,
          GError **error)
{
  gboolean disabled = FALSE;

  return n == 0 || (judge_webhook (write, last, reply, n, &disabled, error) &&
                    (!disabled || platform_webhook_hold (write, last->webhook, error)));
}

gboolean
platform_letter_done (PlatformCore *core,
                      const PlatformLetter *letter,
                      const PlatformReply *reply,
                      GError **error)
{
  g_autoptr (PlatformTenant) tenant = NULL;
  g_auto (PlatformWrite) write = { NULL };
  gboolean counts;

  return platform_tenant_by_id (core->db, letter->tenant, &tenant, error) &&
         platform_write_begin (&write, core, tenant, m77_runtime_now (core->runtime), error) &&
         write_down (&write, letter, reply, &counts, error) &&
         conclude (&write, letter, reply, counts ? 1 : 0, error) &&
         platform_write_commit (&write, error);
}

/* ---- Taking ---- */

void
platform_letters_rehearse (PlatformCore *core, PlatformRehearsal rehearsal)
{
  core->rehearsal = rehearsal;
}

/* Whether it is not to be sent, and then what came of it at once. */
static gboolean
is_settled (PlatformCore *core,
            const PlatformLetter *letter,
            const M77Record *webhook,
            PlatformReply *reply)
{
  if (core->rehearsal != NULL && core->rehearsal (letter, reply))
    return TRUE;
  if (webhook->id == NULL)
    reply->error = g_strdup ("The webhook is no more");
  else if (*letter->signature == '\0')
    reply->error = g_strdup ("There is no key to sign it with: rotate the signing key");
  return reply->error != NULL;
}

static gboolean
read_letter (PlatformCore *core,
             const PlatformOutgoing *row,
             gint64 now,
             M77JsonPool *pool,
             PlatformLetter **letter,
             M77Record *webhook,
             GError **error)
{
  M77Record delivery;

  if (!platform_record_get (
          core->db, row->tenant, "delivery", row->delivery, pool, &delivery, error) ||
      !platform_record_by_key (
          core->db, row->tenant, "webhook", row->webhook, pool, webhook, error))
    return FALSE;
  *letter = make_letter (core, row, now, delivery.doc, webhook->doc, error);
  return *letter != NULL;
}

/* The first of a webhook that is to be sent; those before it that are settled at once are written
 * down, together, and not more than LANE_AT_ONCE: the rest is due again. */
static gboolean
take_lane (PlatformCore *core,
           const PlatformOutgoing *first,
           gint64 now,
           GPtrArray *letters,
           gboolean *more,
           GError **error)
{
  g_autoptr (GPtrArray) rows = platform_outgoing_of (core->db,
                                                     first->tenant,
                                                     first->webhook,
                                                     now,
                                                     LANE_AT_ONCE,
                                                     error);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (PlatformTenant) tenant = NULL;
  g_autoptr (PlatformLetter) last = NULL;
  g_auto (PlatformWrite) write = { NULL };
  g_auto (PlatformReply) reply = { 0 };
  guint n = 0, settled = 0;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autoptr (PlatformLetter) letter = NULL;
      gboolean counts;
      M77Record webhook;

      m77_json_pool_reset (pool);
      if (!read_letter (core, rows->pdata[i], now, pool, &letter, &webhook, error))
        return FALSE;
      platform_reply_clear (&reply);
      reply = (PlatformReply){ 0 };
      if (!is_settled (core, letter, &webhook, &reply))
        {
          g_ptr_array_add (letters, g_steal_pointer (&letter));
          break;
        }
      if (write.core == NULL && (!platform_tenant_by_id (core->db, first->tenant, &tenant, error) ||
                                 !platform_write_begin (&write, core, tenant, now, error)))
        return FALSE;
      m77_json_pool_reset (write.pool);
      if (!write_down (&write, letter, &reply, &counts, error))
        return FALSE;
      n += counts;
      settled++;
      g_clear_pointer (&last, platform_letter_free);
      last = g_steal_pointer (&letter);
    }
  *more |= settled == LANE_AT_ONCE;
  if (rows == NULL || last == NULL)
    return rows != NULL;
  return conclude (&write, last, &reply, n, error) && platform_write_commit (&write, error);
}

GPtrArray *
platform_letters_take (PlatformCore *core, GHashTable *busy, gint64 *next)
{
  GPtrArray *letters = g_ptr_array_new_with_free_func ((GDestroyNotify) platform_letter_free);
  gint64 now = m77_runtime_now (core->runtime);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) due = NULL;
  gboolean more = FALSE;

  if (platform_spread_some (core, &more, &error))
    due = platform_outgoing_due (core->db, now, &error);
  for (guint i = 0; due != NULL && i < due->len && error == NULL; i++)
    {
      const PlatformOutgoing *row = due->pdata[i];
      g_autofree char *lane = platform_letter_lane (row->tenant, row->webhook);

      if (!g_hash_table_contains (busy, lane))
        take_lane (core, row, now, letters, &more, &error);
    }
  if (error == NULL)
    platform_outgoing_next (core->db, now, next, &error);
  if (more)
    *next = now;
  if (error != NULL)
    {
      g_warning ("Looking for what to deliver failed: %s", error->message);
      *next = now + 60000;
    }
  return letters;
}
