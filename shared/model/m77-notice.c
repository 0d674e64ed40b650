/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-notice"

#include "config.h"

#include "shared/model/m77-notice.h"

static gboolean
is_quiet (const M77QuietHours *quiet, int minute)
{
  if (quiet->from <= quiet->to)
    return minute >= quiet->from && minute < quiet->to;
  return minute >= quiet->from || minute < quiet->to;
}

gboolean
m77_notice_is_wanted (const char *kind,
                      const char *severity,
                      const M77QuietHours *quiet,
                      int minute)
{
  gboolean is_worst = g_strcmp0 (severity, "sev1") == 0;

  if (g_strcmp0 (kind, "page") == 0)
    return TRUE;
  if (g_strcmp0 (kind, "incident") != 0 || (!is_worst && g_strcmp0 (severity, "sev2") != 0))
    return FALSE;
  return is_worst || !is_quiet (quiet, minute);
}
