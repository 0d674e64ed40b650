/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-time.h"

/* Whether set has text; a missing or empty set is `otherwise`. */
static gboolean
set_has (const M77Json *set, const char *text, gboolean otherwise)
{
  if (m77_json_size (set) == 0)
    return otherwise;
  for (const M77Json *e = m77_json_first (set); e != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_string (e), text) == 0)
      return TRUE;
  return FALSE;
}

/* An environment nobody knows is guarded as production. */
static const char *
environment_of (const M77Json *doc)
{
  const char *name = m77_json_get_string (doc, "environment");
  static const char *const others[] = { "staging", "testing", "development", NULL };

  return name != NULL && g_strv_contains (others, name) ? name : "production";
}

/* By its times, not by its status: the clock's own turn may be late. */
static gboolean
covers (const M77Json *freeze, const M77Json *doc, gint64 now)
{
  gint64 starts = platform_time_of (freeze, "starts_at");
  gint64 ends = platform_time_of (freeze, "ends_at");

  return starts != M77_TIME_NONE && ends != M77_TIME_NONE && starts <= now && now < ends &&
         set_has (m77_json_get (freeze, "environments"), environment_of (doc), TRUE) &&
         set_has (m77_json_get (freeze, "services"), m77_json_get_string (doc, "service"), TRUE);
}

gboolean
platform_act_check_freeze (PlatformAct *act, GError **error)
{
  g_autoptr (GPtrArray) freezes = platform_record_list_open (act->write->db,
                                                             act->write->tenant->id,
                                                             "freeze",
                                                             act->write->pool,
                                                             error);

  if (freezes == NULL)
    return FALSE;
  for (guint i = 0; i < freezes->len; i++)
    {
      const M77Record *freeze = freezes->pdata[i];
      g_autofree char *key = NULL;

      if (!covers (freeze->doc, act->before, act->write->now) ||
          (act->reason != NULL &&
           platform_grants_may (act->attempt->grants, "freeze", "override", freeze->doc)))
        continue;
      key = m77_record_key (m77_kind_find ("freeze"), freeze->doc, freeze->id, 0);
      act->attempt->result = act->attempt->current;
      return platform_attempt_reject (act->attempt,
                                      "freeze-active",
                                      _ ("%s forbids it until %s; freeze:override with a reason "
                                         "goes past it."),
                                      key,
                                      m77_json_get_string (freeze->doc, "ends_at"));
    }
  return TRUE;
}
