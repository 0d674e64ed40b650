/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-webhook"

#include "config.h"

#include "platform/api/platform-webhook.h"

#include <string.h>

#include "platform/store/platform-message.h"
#include "platform/store/platform-outgoing.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-filter.h"

#define WAITING_AT_ONCE 100 /* letters changed with one look */

static const char *const silent_kinds[] = { "delivery", "webhook", "audit", NULL };

/* The webhooks of the tenant, read once in a transaction. */
static const GPtrArray *
hooks_of (PlatformWrite *write, GError **error)
{
  if (write->hooks != NULL)
    return write->hooks;
  write->hooks_pool = m77_json_pool_new ();
  write->hooks = platform_record_list_open (write->db,
                                            write->tenant->id,
                                            "webhook",
                                            write->hooks_pool,
                                            error);
  return write->hooks;
}

static gboolean
wants (const M77Json *hook, const char *event)
{
  const M77Json *events = m77_json_get (hook, "events");
  const char *status = m77_json_get_string (hook, "status");

  if (g_strcmp0 (status, "active") != 0 && g_strcmp0 (status, "paused") != 0)
    return FALSE;
  for (const M77Json *e = m77_json_first (events); e != NULL; e = m77_json_next (e))
    if (m77_json_string (e) != NULL && g_pattern_match_simple (m77_json_string (e), event))
      return TRUE;
  return FALSE;
}

/* A filter that cannot be read for this kind lets nothing of it through. */
static gboolean
passes (PlatformWrite *write, const M77Json *hook, const M77Record *record)
{
  const char *text = m77_json_get_string (hook, "filter");
  const M77Kind *kind = m77_kind_find (record->kind);
  M77FilterContext context = { .now = write->now };
  g_autoptr (M77Predicate) filter = NULL;

  if (text == NULL || *text == '\0')
    return TRUE;
  if (record->doc != NULL)
    filter = m77_filter_parse (text, kind, &context, NULL, NULL);
  return filter != NULL && m77_predicate_matches (filter, kind, record, NULL);
}

static char *
event_of (PlatformWrite *write, const M77Record *before, const M77Record *after)
{
  const M77Kind *kind = m77_kind_find (after->kind);
  const char *state = after->doc != NULL && kind != NULL ? m77_record_state (kind, after->doc)
                                                         : NULL;
  const char *verb = "updated";

  if (after->deleted)
    verb = "deleted";
  else if (before == NULL || before->deleted)
    verb = "created";
  else if (state != NULL && g_strcmp0 (state, m77_record_state (kind, before->doc)) != 0)
    verb = state;
  else if (write->action != NULL && g_strcmp0 (write->own, after->id) == 0)
    verb = write->action;
  return g_strconcat (after->kind, ".", verb, NULL);
}

/* How the one of that name is; *webhook has no id when there is none. */
static gboolean
find_hook (PlatformWrite *write, const char *name, M77Record *webhook, GError **error)
{
  const GPtrArray *hooks = hooks_of (write, error);

  if (hooks == NULL)
    return FALSE;
  for (guint i = 0; i < hooks->len; i++)
    {
      const M77Record *hook = hooks->pdata[i];

      *webhook = *hook;
      if (g_strcmp0 (m77_json_get_string (hook->doc, "name"), name) == 0)
        return TRUE;
    }
  return platform_record_by_key (write->db,
                                 write->tenant->id,
                                 "webhook",
                                 name,
                                 write->pool,
                                 webhook,
                                 error);
}

gboolean
platform_webhook_is_held (PlatformWrite *write, const char *name, gboolean *held, GError **error)
{
  M77Record webhook = { NULL };

  if (!find_hook (write, name, &webhook, error))
    return FALSE;
  *held = webhook.id != NULL &&
          g_strcmp0 (m77_json_get_string (webhook.doc, "status"), "active") != 0;
  return TRUE;
}

/* The names of those who want it, a line each; NULL: nobody. */
static char *
who_wants (PlatformWrite *write, const GPtrArray *hooks, const char *event, const M77Record *record)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < hooks->len; i++)
    {
      const M77Json *hook = ((const M77Record *) hooks->pdata[i])->doc;

      if (wants (hook, event) && passes (write, hook, record))
        g_string_append_printf (names,
                                "%s%s",
                                names->len > 0 ? "\n" : "",
                                m77_json_get_string (hook, "name"));
    }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

gboolean
platform_webhook_queue (PlatformWrite *write,
                        gint64 number,
                        const M77Record *before,
                        const M77Record *after,
                        const char *line,
                        GError **error)
{
  g_autofree char *event = NULL, *subject = NULL, *names = NULL;
  PlatformMessage message = { .change = 0 };
  const GPtrArray *hooks;

  if (g_str_equal (after->kind, "webhook"))
    platform_write_forget_hooks (write);
  if (g_strv_contains (silent_kinds, after->kind))
    return TRUE;
  hooks = hooks_of (write, error);
  if (hooks == NULL)
    return FALSE;
  event = event_of (write, before, after);
  names = who_wants (write, hooks, event, after);
  if (names == NULL)
    return TRUE;
  subject = g_strdup_printf ("%s/%s", after->kind, after->id);
  message.change = PLATFORM_CHANGE (write->tenant->id, number);
  message.at = write->now;
  message.event = event;
  message.subject = subject;
  message.environment = m77_json_get_string (after->doc, "environment");
  message.webhooks = names;
  message.record = line;
  g_hash_table_add (write->kinds, g_strdup ("delivery"));
  return platform_message_add (write->db, &message, error);
}

/* Changes one that waits. */
static gboolean
set_waiting (PlatformWrite *write, const char *id, gboolean hold, GError **error)
{
  M77Record delivery;
  M77Json *doc;

  if (!platform_record_get (
          write->db, write->tenant->id, "delivery", id, write->pool, &delivery, error))
    return FALSE;
  if (delivery.doc == NULL)
    return TRUE;
  doc = m77_json_copy (write->pool, delivery.doc);
  m77_json_remove (doc, "next_attempt_at");
  if (!hold)
    platform_write_set_time (write, doc, "next_attempt_at", write->now);
  return platform_write_follow (write, &delivery, doc, error);
}

/* *after: id of the last that was changed; *more FALSE: there are no others. */
static gboolean
set_some (PlatformWrite *write,
          const char *name,
          gboolean hold,
          char **after,
          gboolean *more,
          GError **error)
{
  g_autoptr (GPtrArray) rows = platform_outgoing_waiting (write->db,
                                                          write->tenant->id,
                                                          name,
                                                          *after,
                                                          WAITING_AT_ONCE,
                                                          error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const PlatformOutgoing *row = rows->pdata[i];

      if (!set_waiting (write, row->delivery, hold, error))
        return FALSE;
      m77_json_pool_reset (write->pool);
      g_free (*after);
      *after = g_strdup (row->delivery);
    }
  *more = rows->len == WAITING_AT_ONCE;
  return TRUE;
}

/* Of this webhook alone, some at a time: there may be many. */
static gboolean
for_waiting (PlatformWrite *write, const char *name, gboolean hold, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *after = g_strdup ("");
  M77JsonPool *callers = write->pool;
  gboolean more = TRUE, done = TRUE;

  write->pool = pool;
  while (more && done)
    done = set_some (write, name, hold, &after, &more, error);
  write->pool = callers;
  return done;
}

gboolean
platform_webhook_release (PlatformWrite *write, const char *name, GError **error)
{
  return platform_outgoing_recovered (write->db, write->tenant->id, name, error) &&
         for_waiting (write, name, FALSE, error);
}

gboolean
platform_webhook_hold (PlatformWrite *write, const char *name, GError **error)
{
  return for_waiting (write, name, TRUE, error);
}

gboolean
platform_webhook_forget (PlatformWrite *write, const M77Record *delivery, GError **error)
{
  M77Json *doc = m77_json_copy (write->pool, delivery->doc);
  const char *status = m77_json_get_string (doc, "status");

  if (g_strcmp0 (status, "pending") == 0 || g_strcmp0 (status, "retrying") == 0)
    {
      m77_json_set_string (write->pool, doc, "status", "discarded");
      m77_json_remove (doc, "next_attempt_at");
      platform_write_set_time (write, doc, "finished_at", write->now);
    }
  m77_json_remove (doc, "payload");
  m77_json_remove (doc, "sha256");
  return platform_write_follow (write, delivery, doc, error);
}

gboolean
platform_webhook_target_fits (const PlatformCore *core, const char *target)
{
  g_autoptr (GUri) uri = target != NULL ? g_uri_parse (target, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return g_strcmp0 (scheme, "https") == 0 ||
         (core->private_targets && g_strcmp0 (scheme, "http") == 0);
}
