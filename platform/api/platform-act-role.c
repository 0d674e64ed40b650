/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"

static gboolean
check_rule (PlatformAct *act, GError **error)
{
  const char *rule = platform_act_text (act, "rule");
  g_autoptr (GError) wrong = NULL;

  if (m77_json_get_bool (act->before, "built_in"))
    return platform_act_refuse (act,
                                "precondition-changed",
                                _ ("The rules of a built-in role are fixed: make another role."));
  if (g_str_equal (act->action->name, "remove-rule"))
    return TRUE;
  if (!m77_rule_is_valid (rule, &wrong))
    return platform_attempt_reject_error (act->attempt, wrong);
  if (!platform_grants_cover_rule (act->attempt->grants, rule))
    return platform_act_refuse (act, "not-permitted", _ ("Nobody grants more than they hold."));
  return TRUE;
}

const PlatformActRule platform_act_role[] = {
  { "add-rule", check_rule },
  { "remove-rule", check_rule },
  { NULL, NULL },
};
