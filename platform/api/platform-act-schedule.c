/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

static gboolean
overlaps (const M77Json *overrides, gint64 starts, gint64 ends)
{
  for (const M77Json *o = m77_json_first (overrides); o != NULL; o = m77_json_next (o))
    if (platform_time_of (o, "starts_at") < ends && starts < platform_time_of (o, "ends_at"))
      return TRUE;
  return FALSE;
}

static gboolean
override (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  gint64 starts = platform_time_of (act->args, "starts_at");
  gint64 ends = platform_time_of (act->args, "ends_at");
  const M77Json *before = m77_json_get (act->before, "overrides");
  M77Json *overrides, *entry = platform_act_copy (act, act->args);
  g_autofree char *id = m77_id_new (write->runtime);

  if (starts >= ends || ends <= write->now)
    return platform_act_refuse (act, "validation-failed", _ ("It must end after it starts."));
  if (overlaps (before, starts, ends))
    return platform_act_refuse (act,
                                "precondition-changed",
                                _ ("Another override covers part of that time."));
  overrides = before != NULL ? platform_act_copy (act, before) : m77_json_object_new (write->pool);
  m77_json_set_string (write->pool, entry, "by", write->member);
  m77_json_set (write->pool, overrides, id, entry);
  m77_json_set (write->pool, act->doc, "overrides", overrides);
  return TRUE;
}

static gboolean
remove_override (PlatformAct *act, GError **error)
{
  const char *id = platform_act_text (act, "override");
  const M77Json *before = m77_json_get (act->before, "overrides");
  M77Json *overrides;

  if (m77_json_get (before, id) == NULL)
    return platform_act_refuse (act, "precondition-changed", _ ("There is no such override."));
  overrides = platform_act_copy (act, before);
  m77_json_remove (overrides, id);
  m77_json_set (act->write->pool, act->doc, "overrides", overrides);
  return TRUE;
}

const PlatformActRule platform_act_schedule[] = {
  { "override", override },
  { "remove-override", remove_override },
  { NULL, NULL },
};
