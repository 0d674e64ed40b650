/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-arming"

#include "config.h"

#include "shared/model/m77-arming.h"

gboolean
m77_arming_is_production (const char *environment)
{
  static const char *const others[] = { "staging", "testing", "development", NULL };

  return environment == NULL || !g_strv_contains (others, environment);
}

gboolean
m77_arming_covers (const M77Kind *kind, const M77Action *action, const char *environment)
{
  static const char *const groups[] = { "change", "administration", NULL };

  if (action != NULL && (action->flags & M77_ACTION_SAFE) != 0)
    return FALSE;
  return m77_arming_is_production (environment) &&
         (kind == NULL || g_strv_contains (groups, kind->group));
}
