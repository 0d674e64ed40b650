/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"

/* The environment an action names must be the flag's own: a slip of the hand in one does
 * not change another. */
static gboolean
check_environment (PlatformAct *act, GError **error)
{
  const char *named = platform_act_text (act, "env");

  if (named != NULL && g_strcmp0 (named, m77_json_get_string (act->before, "environment")) != 0)
    return platform_act_refuse (act,
                                "precondition-changed",
                                _ ("The flag is of another environment: name its own."));
  return TRUE;
}

static gboolean
count_revision (PlatformAct *act, GError **error)
{
  if (g_str_equal (act->action->name, "reject") || m77_json_equal (act->before, act->doc))
    return TRUE;
  platform_act_set_integer (act, "revision", m77_json_get_int (act->before, "revision", 0) + 1);
  platform_write_set_time (act->write, act->doc, "changed_at", act->write->now);
  platform_act_set_text (act, "changed_by", act->write->member);
  return TRUE;
}

const PlatformActRule platform_act_flag[] = {
  { NULL, check_environment },
  { NULL, count_revision },
  { NULL, NULL },
};
