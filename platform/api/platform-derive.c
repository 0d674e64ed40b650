/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-derive"

#include "config.h"

#include "platform/api/platform-derive.h"

#include "platform/api/platform-paging.h"
#include "platform/api/platform-shifts.h"
#include "platform/store/platform-record.h"

/* Sets of references that mirror a field of another kind: from.field names records of
 * kind `to`, each of which lists in `mirror` who names it, "kind/name" where several kinds may. */
static const struct
{
  const char *from, *field, *to, *mirror;
  gboolean with_kind;
} mirrors[] = {
  { "team", "members", "member", "teams", FALSE },
  { "run", "incident", "incident", "runs", FALSE },
  { "incident", "alerts", "alert", "incidents", FALSE },
  { "webhook", "signing", "credential", "used_by", TRUE },
  { "connector", "credential", "credential", "used_by", TRUE },
};

gboolean
platform_derive (PlatformWrite *write, const M77Kind *kind, M77Json *doc, GError **error)
{
  if (kind != NULL && g_str_equal (kind->name, "member") && m77_json_get (doc, "grants") != NULL)
    m77_json_set (write->pool, doc, "roles", platform_grants_roles (write->pool, doc, write->now));
  if (kind != NULL && g_str_equal (kind->name, "schedule"))
    platform_shifts_fill (write->pool, doc, write->now);
  if (kind != NULL && g_str_equal (kind->name, "escalation"))
    return platform_paging_gaps (write, doc, error);
  return TRUE;
}

/* Whether value, a reference or a set of them, names ref. */
static gboolean
names (const M77Json *value, const char *ref)
{
  if (m77_json_string (value) != NULL)
    return g_str_equal (m77_json_string (value), ref);
  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_string (e), ref) == 0)
      return TRUE;
  return FALSE;
}

static M77Json *
with_element (M77JsonPool *pool, const M77Json *set, const char *element, gboolean there)
{
  M77Json *result = m77_json_array_new (pool);

  for (const M77Json *e = m77_json_first (set); e != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_string (e), element) != 0)
      m77_json_append (result, m77_json_copy (pool, e));
  if (there)
    m77_json_append (result, m77_json_string_new (pool, element));
  return result;
}

static gboolean
mirror_one (PlatformWrite *write,
            guint i,
            const char *ref,
            const char *self,
            gboolean there,
            GError **error)
{
  M77Record other;
  M77Json *doc;

  if (!platform_record_by_ref (
          write->db, write->tenant->id, mirrors[i].to, ref, write->pool, &other, error))
    return FALSE;
  if (other.id == NULL || names (m77_json_get (other.doc, mirrors[i].mirror), self) == there)
    return TRUE;
  doc = m77_json_copy (write->pool, other.doc);
  m77_json_set (write->pool,
                doc,
                mirrors[i].mirror,
                with_element (write->pool, m77_json_get (doc, mirrors[i].mirror), self, there));
  return platform_write_follow (write, &other, doc, error);
}

/* Every reference of value that is not in other. */
static gboolean
mirror_missing (PlatformWrite *write,
                guint i,
                const M77Json *value,
                const M77Json *other,
                const char *self,
                gboolean there,
                GError **error)
{
  if (m77_json_string (value) != NULL)
    return names (other, m77_json_string (value)) ||
           mirror_one (write, i, m77_json_string (value), self, there, error);
  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    if (m77_json_string (e) != NULL && !names (other, m77_json_string (e)) &&
        !mirror_one (write, i, m77_json_string (e), self, there, error))
      return FALSE;
  return TRUE;
}

/* Whether who a policy reaches may be others now. */
static gboolean
moves_people (const M77Record *before, const M77Record *after)
{
  static const struct
  {
    const char *kind, *field;
  } people[] = { { "schedule", "oncall_now" }, { "team", "members" }, { "member", "status" } };
  const M77Json *was = before != NULL ? before->doc : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (g_str_equal (people[i].kind, after->kind) &&
        !m77_json_equal (m77_json_get (was, people[i].field),
                         m77_json_get (after->doc, people[i].field)))
      return TRUE;
  return FALSE;
}

gboolean
platform_derive_others (PlatformWrite *write,
                        const M77Record *before,
                        const M77Record *after,
                        GError **error)
{
  const M77Kind *kind = m77_kind_find (after->kind);
  const M77Json *was = before != NULL ? before->doc : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (mirrors); i++)
    {
      const M77Json *old, *new;
      const M77Json *named = after->doc != NULL ? after->doc : was;
      g_autofree char *with_kind = NULL;
      const char *self;

      if (!g_str_equal (mirrors[i].from, after->kind))
        continue;
      self = m77_kind_ref_by_key (kind) ? m77_json_get_string (named, kind->key_field) : after->id;
      if (self != NULL && mirrors[i].with_kind)
        self = with_kind = g_strconcat (kind->name, "/", self, NULL);
      old = m77_json_get (was, mirrors[i].field);
      new = m77_json_get (after->doc, mirrors[i].field);
      if (self != NULL && (!mirror_missing (write, i, old, new, self, FALSE, error) ||
                           !mirror_missing (write, i, new, old, self, TRUE, error)))
        return FALSE;
    }
  return !moves_people (before, after) || platform_paging_gaps_everywhere (write, error);
}
