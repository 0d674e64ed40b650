/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-permit.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

static AgentRow *
find_exactly (const AgentDesk *desk, const char *kind, const char *key)
{
  return agent_cache_find (desk->reader, kind, key, NULL);
}

/* FALSE: it has rules that cannot be read here. */
static gboolean
add_rules (M77Grants *grants, const M77Json *role)
{
  const M77Json *rules = m77_json_get (role, "rules");

  for (const M77Json *rule = m77_json_first (rules); rule != NULL; rule = m77_json_next (rule))
    if (m77_json_string (rule) == NULL ||
        !m77_grants_add_rule (grants, m77_json_string (rule), NULL))
      return FALSE;
  return TRUE;
}

static gboolean
add_role (const AgentDesk *desk, M77Grants *grants, const char *name)
{
  g_autoptr (M77JsonPool) pool = NULL;
  g_autoptr (AgentRow) role = NULL;

  if (m77_grants_add_builtin (grants, name))
    return TRUE;
  role = find_exactly (desk, "role", name);
  if (role == NULL || role->base_doc == NULL)
    return FALSE;
  pool = m77_json_pool_new ();
  return add_rules (grants, m77_json_parse (pool, role->base_doc, -1, NULL));
}

static gboolean
is_current (const M77Json *grant, gint64 now)
{
  const char *until = m77_json_get_string (grant, "until");

  return until == NULL || m77_time_parse (until) > now;
}

M77Grants *
agent_permit_load (const AgentDesk *desk)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (M77Grants) grants = NULL;
  g_autoptr (AgentRow) member = NULL;
  const M77Json *held;

  if (desk->member == NULL)
    return NULL;
  member = find_exactly (desk, "member", desk->member);
  if (member == NULL || member->base_doc == NULL)
    return NULL;
  held = m77_json_get (m77_json_parse (pool, member->base_doc, -1, NULL), "grants");
  if (m77_json_size (held) == 0)
    return NULL;

  grants = m77_grants_new (desk->member);
  for (const M77Json *grant = m77_json_first (held); grant != NULL; grant = m77_json_next (grant))
    if (is_current (grant, agent_desk_now (desk)) &&
        !add_role (desk, grants, m77_json_name (grant)))
      return NULL;
  return g_steal_pointer (&grants);
}

gboolean
agent_permit_check (const M77Grants *grants,
                    const M77Kind *kind,
                    const char *verb,
                    const M77Json *doc,
                    GError **error)
{
  if (grants == NULL || m77_grants_allow (grants, kind, verb, doc))
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_NOT_PERMITTED,
               /* Translators: a verb such as edit, then a kind of record */
               _ ("None of your roles permits “%s” on this %s; an admin can grant one."),
               verb,
               g_dgettext (GETTEXT_PACKAGE, kind->label));
  return FALSE;
}
