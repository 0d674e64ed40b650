/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include "platform/api/platform-act.h"
#include "platform/store/platform-record.h"

static gboolean
replay (PlatformAct *act, GError **error)
{
  platform_write_set_time (act->write, act->doc, "next_attempt_at", act->write->now);
  platform_act_set_text (act, "finished_at", NULL);
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

/* The dead letters of a time, once more, each under its own id. */
static gboolean
replay_dead (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  const char *name = m77_json_get_string (act->before, "name");
  gint64 since = platform_time_of (act->args, "since");
  gint64 until = platform_time_of (act->args, "until");
  g_autoptr (GPtrArray) deliveries = platform_record_list_open (write->db,
                                                                write->tenant->id,
                                                                "delivery",
                                                                write->pool,
                                                                error);

  if (deliveries == NULL)
    return FALSE;
  for (guint i = 0; i < deliveries->len; i++)
    {
      const M77Record *delivery = deliveries->pdata[i];
      M77Json *doc;

      if (g_strcmp0 (m77_json_get_string (delivery->doc, "webhook"), name) != 0 ||
          g_strcmp0 (m77_json_get_string (delivery->doc, "status"), "dead") != 0 ||
          delivery->created_at < since || delivery->created_at > until)
        continue;
      doc = m77_json_copy (write->pool, delivery->doc);
      m77_json_set_string (write->pool, doc, "status", "pending");
      m77_json_remove (doc, "finished_at");
      platform_write_set_time (write, doc, "next_attempt_at", write->now);
      if (!platform_write_follow (write, delivery, doc, error))
        return FALSE;
    }
  platform_act_set_integer (act, "dead", 0);
  return TRUE;
}

const PlatformActRule platform_act_webhook[] = {
  { "replay", replay_dead },
  { NULL, NULL },
};
