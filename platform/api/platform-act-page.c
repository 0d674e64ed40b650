/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include "platform/api/platform-act.h"
#include "platform/api/platform-paging.h"
#include "platform/store/platform-record.h"

/* Who declines passes it on at once, while nobody has acknowledged. */
static gboolean
answer (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  M77Record incident;
  M77Json *doc;

  if (g_strcmp0 (platform_act_text (act, "answer"), "decline") != 0)
    return TRUE;
  if (!platform_record_by_ref (write->db,
                               write->tenant->id,
                               "incident",
                               m77_json_get_string (act->before, "incident"),
                               write->pool,
                               &incident,
                               error))
    return FALSE;
  if (incident.id == NULL ||
      g_strcmp0 (m77_json_get_string (incident.doc, "status"), "triggered") != 0 ||
      m77_json_get (incident.doc, "next_page_at") == NULL)
    return TRUE;
  doc = m77_json_copy (write->pool, incident.doc);
  return platform_paging_next (write, incident.id, doc, error) &&
         platform_write_follow (write, &incident, doc, error);
}

const PlatformActRule platform_act_page[] = {
  { "answer", answer },
  { NULL, NULL },
};
