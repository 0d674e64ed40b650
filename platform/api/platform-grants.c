/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-grants"

#include "config.h"

#include "platform/api/platform-grants.h"

#include <string.h>

#include "platform/store/platform-record.h"
#include "shared/base/m77-time.h"

#define STEP_UP_AGE_S     900 /* where no role says otherwise */
#define FINGERPRINT_CHARS 8
#define NO_SUCH_KIND      "~" /* stands for the kinds nobody names */

/* Those that every kind has. */
static const char *const plain_verbs[] = { "read", "create", "edit", "delete" };

struct _PlatformGrants
{
  guint refs;
  M77Grants *grants;
  M77Grants *scopes;    /* NULL: as the member */
  GHashTable *readable; /* kind → whether it may be read */
  char *fingerprint;
  GString *unknown; /* rules about kinds this version does not know */
  gint64 until;
  gint64 step_up_age;
};

static gboolean
is_current (const M77Json *grant, gint64 now, gint64 *until)
{
  const char *text = m77_json_get_string (grant, "until");

  *until = text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
  return *until == M77_TIME_NONE || *until > now;
}

M77Json *
platform_grants_roles (M77JsonPool *pool, const M77Json *member, gint64 now)
{
  M77Json *roles = m77_json_array_new (pool);
  const M77Json *grants = m77_json_get (member, "grants");
  gint64 until;

  for (const M77Json *g = m77_json_first (grants); g != NULL; g = m77_json_next (g))
    if (m77_json_name (g) != NULL && is_current (g, now, &until))
      m77_json_append (roles, m77_json_string_new (pool, m77_json_name (g)));
  return roles;
}

gint64
platform_grants_end (const M77Json *member, gint64 now)
{
  const M77Json *grants = m77_json_get (member, "grants");
  gint64 end = M77_TIME_NONE, until;

  for (const M77Json *g = m77_json_first (grants); g != NULL; g = m77_json_next (g))
    if (is_current (g, now, &until) && until != M77_TIME_NONE)
      end = end == M77_TIME_NONE ? until : MIN (end, until);
  return end;
}

/* Of "allow KIND:VERB": a rule about a kind only its name tells of. */
static void
note_unknown (PlatformGrants *self, const char *rule)
{
  g_auto (GStrv) words = g_strsplit (rule, " ", 3);
  char *colon;

  if (g_strv_length (words) < 2)
    return;
  colon = strchr (words[1], ':');
  if (colon != NULL)
    *colon = '\0';
  if (!g_str_equal (words[1], "*") && m77_kind_find (words[1]) == NULL)
    g_string_append_printf (self->unknown, "%s\n", rule);
}

/* A rule that a newer version wrote and this one cannot read gives nothing. */
static void
add_rules (PlatformGrants *self, M77Grants *to, const M77Json *rules)
{
  for (const M77Json *rule = m77_json_first (rules); rule != NULL; rule = m77_json_next (rule))
    if (m77_json_string (rule) != NULL && m77_grants_add_rule (to, m77_json_string (rule), NULL))
      note_unknown (self, m77_json_string (rule));
}

static void
take_step_up_age (PlatformGrants *self, const M77Json *role)
{
  gint64 age = m77_json_get_int (role, "step_up_age", 0);

  if (age > 0)
    self->step_up_age = self->step_up_age > 0 ? MIN (self->step_up_age, age) : age;
}

static gboolean
add_role (PlatformGrants *self,
          PlatformDb *db,
          gint64 tenant,
          M77JsonPool *pool,
          const char *name,
          GError **error)
{
  M77Record role;

  if (!platform_record_by_key (db, tenant, "role", name, pool, &role, error))
    return FALSE;
  if (!m77_grants_add_builtin (self->grants, name))
    add_rules (self, self->grants, m77_json_get (role.doc, "rules"));
  take_step_up_age (self, role.doc);
  return TRUE;
}

static void
add_scopes (PlatformGrants *self, const PlatformToken *token)
{
  g_auto (GStrv) rules = g_strsplit (token->scopes, "\n", 0);

  self->scopes = m77_grants_new (token->member);
  for (guint i = 0; rules[i] != NULL; i++)
    if (m77_grants_add_rule (self->scopes, rules[i], NULL))
      note_unknown (self, rules[i]);
}

static void
take_fingerprint (PlatformGrants *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const M77Kind *const *kind = m77_kinds (); *kind != NULL; kind++)
    if (platform_grants_may_read (self, (*kind)->name))
      g_string_append_printf (text, "%s\n", (*kind)->name);
  if (platform_grants_may_read (self, NO_SUCH_KIND))
    g_string_append (text, "*\n");
  g_string_append (text, self->unknown->str);
  self->fingerprint = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
  self->fingerprint[FINGERPRINT_CHARS] = '\0';
}

static PlatformGrants *
grants_new (const char *member)
{
  PlatformGrants *self = g_new0 (PlatformGrants, 1);

  self->refs = 1;
  self->grants = m77_grants_new (member);
  self->readable = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unknown = g_string_new (NULL);
  self->until = M77_TIME_NONE;
  return self;
}

gboolean
platform_grants_load (PlatformDb *db,
                      const PlatformToken *token,
                      gint64 now,
                      PlatformGrants **grants,
                      GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (PlatformGrants) self = grants_new (token->member);
  M77Record member;
  M77Json *roles;

  *grants = NULL;
  if (!platform_record_by_key (db, token->tenant, "member", token->member, pool, &member, error))
    return FALSE;
  if (member.id == NULL || g_strcmp0 (m77_json_get_string (member.doc, "status"), "active") != 0)
    return TRUE;
  roles = platform_grants_roles (pool, member.doc, now);
  for (const M77Json *role = m77_json_first (roles); role != NULL; role = m77_json_next (role))
    if (!add_role (self, db, token->tenant, pool, m77_json_string (role), error))
      return FALSE;
  if (token->scopes != NULL)
    add_scopes (self, token);
  self->until = platform_grants_end (member.doc, now);
  if (self->step_up_age == 0)
    self->step_up_age = STEP_UP_AGE_S;
  take_fingerprint (self);
  *grants = g_steal_pointer (&self);
  return TRUE;
}

PlatformGrants *
platform_grants_ref (PlatformGrants *self)
{
  self->refs++;
  return self;
}

void
platform_grants_unref (PlatformGrants *self)
{
  if (--self->refs > 0)
    return;
  m77_grants_free (self->grants);
  if (self->scopes != NULL)
    m77_grants_free (self->scopes);
  g_hash_table_unref (self->readable);
  g_string_free (self->unknown, TRUE);
  g_free (self->fingerprint);
  g_free (self);
}

static gboolean
allow (const M77Grants *grants, const char *kind, const char *verb, const M77Json *doc)
{
  const M77Kind *known = m77_kind_find (kind);

  if (known == NULL || !g_str_equal (known->name, kind))
    return m77_grants_allow_unknown (grants, kind, verb);
  return m77_grants_allow (grants, known, verb, doc);
}

gboolean
platform_grants_may (PlatformGrants *self, const char *kind, const char *verb, const M77Json *doc)
{
  return allow (self->grants, kind, verb, doc) &&
         (self->scopes == NULL || allow (self->scopes, kind, verb, doc));
}

gboolean
platform_grants_may_read (PlatformGrants *self, const char *kind)
{
  gpointer known;
  gboolean may;

  if (g_hash_table_lookup_extended (self->readable, kind, NULL, &known))
    return GPOINTER_TO_INT (known);
  may = platform_grants_may (self, kind, "read", NULL);
  g_hash_table_insert (self->readable, g_strdup (kind), GINT_TO_POINTER (may));
  return may;
}

gboolean
platform_grants_are_narrowed (PlatformGrants *self)
{
  return self->scopes != NULL;
}

const char *
platform_grants_fingerprint (PlatformGrants *self)
{
  return self->fingerprint;
}

gint64
platform_grants_until (PlatformGrants *self)
{
  return self->until;
}

gint64
platform_grants_step_up_age (PlatformGrants *self)
{
  return self->step_up_age;
}

/* Whether all that other allows is allowed here, of verb of kind; doc NULL: in general. */
static gboolean
covers (PlatformGrants *self, const M77Grants *other, const M77Kind *kind, const char *verb)
{
  return !m77_grants_allow (other, kind, verb, NULL) ||
         platform_grants_may (self, kind->name, verb, NULL);
}

/* All verbs of kind, but those that are people's own: nobody holds these in general. */
static gboolean
covers_kind (PlatformGrants *self, const M77Grants *other, const M77Kind *kind)
{
  g_autoptr (M77Grants) admin = m77_grants_new ("");

  m77_grants_add_builtin (admin, "admin");
  for (guint i = 0; i < G_N_ELEMENTS (plain_verbs); i++)
    if (m77_grants_allow (admin, kind, plain_verbs[i], NULL) &&
        !covers (self, other, kind, plain_verbs[i]))
      return FALSE;
  for (const M77Action *a = kind->actions; a != NULL && a->name != NULL; a++)
    if (m77_grants_allow (admin, kind, a->name, NULL) && !covers (self, other, kind, a->name))
      return FALSE;
  return TRUE;
}

/* Whether this may give rule away: of a deny everybody may, of an allow each verb of each
 * kind must be allowed without a condition. */
gboolean
platform_grants_cover_rule (PlatformGrants *self, const char *rule)
{
  g_auto (GStrv) words = g_strsplit (rule, " ", 3);
  g_auto (GStrv) verbs = NULL;
  g_autofree char *unconditional = NULL;
  g_autoptr (M77Grants) other = m77_grants_new ("");
  char *colon;

  if (g_strv_length (words) < 2 || !g_str_equal (words[0], "allow"))
    return TRUE;
  colon = strchr (words[1], ':');
  unconditional = g_strconcat ("allow ", words[1], NULL);
  if (colon == NULL || !m77_grants_add_rule (other, unconditional, NULL))
    return FALSE;
  *colon = '\0';
  verbs = g_strsplit (colon + 1, ",", 0);
  for (const M77Kind *const *kind = m77_kinds (); *kind != NULL; kind++)
    {
      if (!g_str_equal (words[1], "*") && !g_str_equal (words[1], (*kind)->name))
        continue;
      if (!covers_kind (self, other, *kind))
        return FALSE;
      /* Verbs that no table has, such as freeze:override. */
      for (guint i = 0; verbs[i] != NULL; i++)
        if (!covers (self, other, *kind, verbs[i]))
          return FALSE;
    }
  return TRUE;
}

gboolean
platform_grants_cover_role (PlatformGrants *self,
                            PlatformDb *db,
                            gint64 tenant,
                            const char *role,
                            GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (M77Grants) other = m77_grants_new ("");
  M77Record record;
  const M77Json *rules;

  if (m77_grants_add_builtin (other, role))
    {
      for (const M77Kind *const *kind = m77_kinds (); *kind != NULL; kind++)
        if (!covers_kind (self, other, *kind))
          return FALSE;
      return TRUE;
    }
  if (!platform_record_by_key (db, tenant, "role", role, pool, &record, error))
    return FALSE;
  rules = m77_json_get (record.doc, "rules");
  for (const M77Json *rule = m77_json_first (rules); rule != NULL; rule = m77_json_next (rule))
    if (m77_json_string (rule) != NULL &&
        !platform_grants_cover_rule (self, m77_json_string (rule)))
      return FALSE;
  return record.id != NULL;
}
