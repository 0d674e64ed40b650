/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"

static gboolean
check_end (PlatformAct *act, GError **error)
{
  gint64 starts = platform_time_of (act->doc, "starts_at");
  gint64 ends = platform_time_of (act->doc, "ends_at");

  if (ends <= act->write->now || ends <= starts)
    return platform_act_refuse (act, "validation-failed", _ ("Its end must be ahead."));
  return TRUE;
}

/* By the clock from now on; at once when its time has come. */
static gboolean
schedule (PlatformAct *act, GError **error)
{
  if (platform_time_of (act->doc, "starts_at") <= act->write->now)
    platform_act_set_text (act, "status", "active");
  return check_end (act, error);
}

const PlatformActRule platform_act_maintenance[] = {
  { "schedule", schedule },
  { "extend", check_end },
  { NULL, NULL },
};
