/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "platform/api/platform-spread.h"
#include "platform/api/platform-webhook.h"
#include "platform/store/platform-record.h"

/* All its attempts are before it again; what was tried stays to be read. */
static void
revive (PlatformWrite *write, M77Json *doc, gboolean at_once)
{
  m77_json_set_string (write->pool, doc, "status", "pending");
  m77_json_set_int (write->pool, doc, "attempts", 0);
  m77_json_remove (doc, "finished_at");
  m77_json_remove (doc, "next_attempt_at");
  if (at_once)
    platform_write_set_time (write, doc, "next_attempt_at", write->now);
}

static gboolean
replay (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  M77Record webhook;

  if (m77_json_get (act->before, "payload") == NULL)
    return platform_act_refuse (act,
                                "precondition-changed",
                                _ ("Its payload is over 30 days old and no longer kept."));
  if (!platform_record_by_ref (write->db,
                               write->tenant->id,
                               "webhook",
                               m77_json_get_string (act->before, "webhook"),
                               write->pool,
                               &webhook,
                               error))
    return FALSE;
  if (webhook.id == NULL)
    return platform_act_refuse (act, "precondition-changed", _ ("Its webhook is no more."));
  revive (write, act->doc, g_strcmp0 (m77_json_get_string (webhook.doc, "status"), "active") == 0);
  return TRUE;
}

static gboolean
discard (PlatformAct *act, GError **error)
{
  platform_write_set_time (act->write, act->doc, "finished_at", act->write->now);
  platform_act_set_text (act, "next_attempt_at", NULL);
  return TRUE;
}

const PlatformActRule platform_act_delivery[] = {
  { "replay", replay },
  { "discard", discard },
  { NULL, NULL },
};

static gboolean
replay_one (PlatformWrite *write, const M77Record *delivery, GError **error)
{
  M77Json *doc = m77_json_copy (write->pool, delivery->doc);

  revive (write, doc, TRUE);
  return platform_write_follow (write, delivery, doc, error);
}

/* Those of one page that it is asked of; *after gets the id of its last, or NULL. */
static gboolean
replay_page (PlatformAct *act, char **after, gint64 *replayed, GError **error)
{
  PlatformWrite *write = act->write;
  const char *name = m77_json_get_string (act->before, "name");
  gint64 since = platform_time_of (act->args, "since");
  gint64 until = platform_time_of (act->args, "until");
  g_autoptr (GPtrArray) page = platform_record_list_open_after (write->db,
                                                                write->tenant->id,
                                                                "delivery",
                                                                *after,
                                                                write->pool,
                                                                error);

  g_clear_pointer (after, g_free);
  if (page == NULL)
    return FALSE;
  for (guint i = 0; i < page->len; i++)
    {
      const M77Record *delivery = page->pdata[i];
      gboolean asked = g_strcmp0 (m77_json_get_string (delivery->doc, "webhook"), name) == 0 &&
                       g_strcmp0 (m77_json_get_string (delivery->doc, "status"), "dead") == 0 &&
                       m77_json_get (delivery->doc, "payload") != NULL &&
                       delivery->created_at >= since && delivery->created_at <= until;

      if (asked && !replay_one (write, delivery, error))
        return FALSE;
      *replayed += asked;
      if (i == page->len - 1)
        *after = g_strdup (delivery->id);
    }
  return TRUE;
}

/* The dead letters of a time, once more, each under its own id; some at a time, for there may be
 * many. */
static gboolean
replay_dead (PlatformAct *act, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77JsonPool *callers = act->write->pool;
  g_autofree char *after = g_strdup ("");
  gboolean done = TRUE;
  gint64 replayed = 0;

  act->write->pool = pool;
  while (done && after != NULL)
    {
      done = replay_page (act, &after, &replayed, error);
      m77_json_pool_reset (pool);
    }
  act->write->pool = callers;
  platform_act_set_integer (act,
                            "dead",
                            MAX (m77_json_get_int (act->before, "dead", 0) - replayed, 0));
  return done;
}

static gboolean
activate (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  const char *target = m77_json_get_string (act->before, "target");

  if (!platform_webhook_target_fits (write->core, target))
    return platform_act_refuse (act, "validation-failed", PLATFORM_WEBHOOK_TARGET_MUST);
  return platform_webhook_release (write, m77_json_get_string (act->before, "name"), error);
}

static gboolean
pause_webhook (PlatformAct *act, GError **error)
{
  return platform_webhook_hold (act->write, m77_json_get_string (act->before, "name"), error);
}

static gboolean
test_webhook (PlatformAct *act, GError **error)
{
  return platform_spread_test (act->write, &act->attempt->current, error);
}

const PlatformActRule platform_act_webhook[] = {
  { "activate", activate }, { "pause", pause_webhook },
  { "test", test_webhook }, { "replay", replay_dead },
  { NULL, NULL },
};
