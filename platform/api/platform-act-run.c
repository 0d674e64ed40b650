/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include "platform/api/platform-act.h"
#include "platform/store/platform-record.h"

/* A summary goes to the timeline of the incident it was followed for. */
static gboolean
finish (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  const char *text = platform_act_text (act, "text");
  g_autofree char *said = NULL;
  M77Record incident;
  M77Json *doc;

  if (!platform_record_by_ref (write->db,
                               write->tenant->id,
                               "incident",
                               m77_json_get_string (act->before, "incident"),
                               write->pool,
                               &incident,
                               error))
    return FALSE;
  if (incident.id == NULL)
    return TRUE;
  said = g_strdup_printf ("Followed %s: %s%s%s",
                          m77_json_get_string (act->before, "runbook"),
                          platform_act_text (act, "outcome"),
                          text != NULL ? ". " : "",
                          text != NULL ? text : "");
  doc = m77_json_copy (write->pool, incident.doc);
  platform_write_note (write, doc, "timeline", "run", said);
  return platform_write_follow (write, &incident, doc, error);
}

const PlatformActRule platform_act_run[] = {
  { "finish", finish },
  { NULL, NULL },
};
