/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "platform/store/platform-record.h"

static const char *
decision_on (const M77Json *decisions, const char *key)
{
  const M77Json *decision = m77_json_get (decisions, key);

  return m77_json_string (decision) != NULL ? m77_json_string (decision)
                                            : m77_json_get_string (decision, "decision");
}

/* Takes the grant an item is about from its holder. */
static gboolean
take_grant (PlatformAct *act, const M77Json *item, GError **error)
{
  PlatformWrite *write = act->write;
  const char *grant = m77_json_get_string (item, "grant");
  M77Record member;
  M77Json *doc, *grants;

  if (!platform_record_by_ref (write->db,
                               write->tenant->id,
                               "member",
                               m77_json_get_string (item, "holder"),
                               write->pool,
                               &member,
                               error))
    return FALSE;
  if (member.id == NULL || grant == NULL ||
      m77_json_get (m77_json_get (member.doc, "grants"), grant) == NULL)
    return TRUE;
  doc = m77_json_copy (write->pool, member.doc);
  grants = m77_json_copy (write->pool, m77_json_get (doc, "grants"));
  m77_json_remove (grants, grant);
  m77_json_set (write->pool, doc, "grants", grants);
  return platform_write_follow (write, &member, doc, error);
}

/* All decided, nothing on oneself; what is to go goes now. */
static gboolean
sign (PlatformAct *act, GError **error)
{
  const M77Json *items = m77_json_get (act->before, "items");
  const M77Json *decisions = m77_json_get (act->before, "decisions");

  for (const M77Json *item = m77_json_first (items); item != NULL; item = m77_json_next (item))
    if (decision_on (decisions, m77_json_get_string (item, "key")) == NULL)
      return platform_act_refuse (act,
                                  "precondition-changed",
                                  _ ("Decide on every item before you sign."));
    else if (g_strcmp0 (m77_json_get_string (item, "holder"), act->write->member) == 0)
      return platform_act_refuse (act, "not-permitted", _ ("Nobody decides on themselves."));
  for (const M77Json *item = m77_json_first (items); item != NULL; item = m77_json_next (item))
    if (g_strcmp0 (decision_on (decisions, m77_json_get_string (item, "key")), "revoke") == 0 &&
        !take_grant (act, item, error))
      return FALSE;
  return TRUE;
}

const PlatformActRule platform_act_review[] = {
  { "sign", sign },
  { NULL, NULL },
};
