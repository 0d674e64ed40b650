/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-may.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DATE_LENGTH 10 /* of an instant: its day */

struct _M77Roles
{
  GHashTable *rows; /* name → const M77Json */
};

M77Roles *
m77_roles_new (const GPtrArray *rows)
{
  M77Roles *self = g_new0 (M77Roles, 1);

  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < rows->len; i++)
    {
      const char *name = m77_json_get_string (m77_json_get (rows->pdata[i], "doc"), "name");

      if (name != NULL)
        g_hash_table_insert (self->rows, (gpointer) name, rows->pdata[i]);
    }
  return self;
}

void
m77_roles_free (M77Roles *self)
{
  g_hash_table_unref (self->rows);
  g_free (self);
}

const M77Json *
m77_roles_find (const M77Roles *self, const char *role)
{
  return role != NULL ? g_hash_table_lookup (self->rows, role) : NULL;
}

/* A rule that this version cannot read gives nothing here. leave_out: one of its rules; NULL. */
static void
add_role (const M77Roles *self, M77Grants *grants, const char *role, const char *leave_out)
{
  const M77Json *doc = m77_json_get (m77_roles_find (self, role), "doc");
  const M77Json *rules = m77_json_get (doc, "rules");

  if (doc == NULL || m77_json_get_bool (doc, "built_in"))
    m77_grants_add_builtin (grants, role);
  for (const M77Json *rule = m77_json_first (rules); rule != NULL; rule = m77_json_next (rule))
    if (m77_json_string (rule) != NULL && g_strcmp0 (m77_json_string (rule), leave_out) != 0)
      m77_grants_add_rule (grants, m77_json_string (rule), NULL);
}

static M77Grants *
grants_of_role (const M77Roles *self, const char *role)
{
  M77Grants *grants = m77_grants_new (NULL);

  add_role (self, grants, role, NULL);
  return grants;
}

M77May
m77_roles_cell (const M77Roles *self, const char *role, const M77Kind *kind, const char *verb)
{
  g_autoptr (M77Grants) grants = grants_of_role (self, role);

  return m77_grants_weigh (grants, kind, verb, NULL);
}

GPtrArray *
m77_roles_rules (const M77Roles *self, const char *role, const M77Kind *kind, const char *verb)
{
  const M77Json *doc = m77_json_get (m77_roles_find (self, role), "doc");
  const M77Json *rules = m77_json_get (doc, "rules");
  GPtrArray *found = g_ptr_array_new ();

  for (const M77Json *rule = m77_json_first (rules); rule != NULL; rule = m77_json_next (rule))
    if (m77_json_string (rule) != NULL &&
        m77_rule_speaks_of (m77_json_string (rule), kind, verb, NULL))
      g_ptr_array_add (found, (gpointer) m77_json_string (rule));
  return found;
}

guint
m77_roles_count_actions (const M77Roles *self, const char *role, const M77Kind *kind, guint *all)
{
  g_autoptr (M77Grants) grants = grants_of_role (self, role);
  guint given = 0;

  *all = 0;
  for (const M77Action *a = kind->actions; a != NULL && a->name != NULL; a++)
    {
      M77May may = m77_grants_weigh (grants, kind, a->name, NULL);

      (*all)++;
      given += may == M77_MAY_YES || may == M77_MAY_IF ? 1 : 0;
    }
  return given;
}

/* ---- One member ---- */

static M77Grants *
grants_of_member (const M77Roles *self,
                  const M77Json *member,
                  const char *role,
                  const char *rule,
                  gboolean add)
{
  M77Grants *grants = m77_grants_new (m77_json_get_string (member, "handle"));
  const M77Json *roles = m77_json_get (member, "roles");

  for (const M77Json *each = m77_json_first (roles); each != NULL; each = m77_json_next (each))
    {
      gboolean is_role = g_strcmp0 (m77_json_string (each), role) == 0;

      if (m77_json_string (each) == NULL)
        continue;
      add_role (self, grants, m77_json_string (each), is_role && !add ? rule : NULL);
      if (is_role && add)
        m77_grants_add_rule (grants, rule, NULL);
    }
  return grants;
}

/* "direct, by ana 2026-03-03, until 2026-12-01" */
static char *
grant_words (const M77Json *member, const char *role)
{
  const M77Json *grant = m77_json_get (m77_json_get (member, "grants"), role);
  const char *source = m77_json_get_string (grant, "source");
  const char *by = m77_json_get_string (grant, "by");
  const char *at = m77_json_get_string (grant, "at");
  const char *until = m77_json_get_string (grant, "until");
  g_autoptr (GString) words = g_string_new (source);

  if (by != NULL)
    g_string_append_printf (words, _ ("%sby %s"), words->len > 0 ? ", " : "", by);
  if (at != NULL)
    g_string_append_printf (words, " %.*s", DATE_LENGTH, at);
  if (until != NULL)
    g_string_append_printf (words, _ (", until %.*s"), DATE_LENGTH, until);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
add_line (GPtrArray *lines, gboolean first, char *line)
{
  if (first)
    g_ptr_array_insert (lines, 0, line);
  else
    g_ptr_array_add (lines, line);
}

/* What one role has to say: denials before what allows. */
static void
explain_role (const M77Roles *self,
              M77MayAnswer *answer,
              const M77Json *member,
              const char *role,
              const M77Kind *kind,
              const char *verb,
              const M77Json *doc)
{
  g_autoptr (GPtrArray) rules = m77_roles_rules (self, role, kind, verb);
  g_autoptr (M77Grants) built_in = m77_grants_new (NULL);
  g_autofree char *grant = grant_words (member, role);
  gboolean is_built_in = m77_grants_add_builtin (built_in, role);
  M77May may = is_built_in ? m77_grants_weigh (built_in, kind, verb, doc) : M77_MAY_NOT;

  for (guint i = 0; i < rules->len; i++)
    {
      const char *rule = rules->pdata[i];
      gboolean denies = g_str_has_prefix (rule, "deny");

      if (doc != NULL && !m77_rule_speaks_of (rule, kind, verb, doc))
        continue;
      add_line (answer->why,
                denies,
                g_strdup_printf (denies ? _ ("denied by %s: %s (a denial wins)")
                                        : _ ("given by %s: %s"),
                                 role,
                                 rule));
    }
  if (may == M77_MAY_YES || may == M77_MAY_IF)
    add_line (answer->why,
              FALSE,
              *grant != '\0'
                  ? g_strdup_printf (_ ("given by %s, which is built in; %s"), role, grant)
                  : g_strdup_printf (_ ("given by %s, which is built in"), role));
  else if (rules->len > 0 && *grant != '\0')
    add_line (answer->why, FALSE, g_strdup_printf (_ ("%s: %s"), role, grant));
}

M77MayAnswer *
m77_roles_ask (const M77Roles *self,
               const M77Json *member,
               const M77Kind *kind,
               const char *verb,
               const M77Json *doc)
{
  M77MayAnswer *answer = g_new0 (M77MayAnswer, 1);
  const char *status = m77_json_get_string (member, "status");
  const M77Json *roles = m77_json_get (member, "roles");
  g_autoptr (M77Grants) grants = grants_of_member (self, member, NULL, NULL, FALSE);

  answer->why = g_ptr_array_new_with_free_func (g_free);
  answer->may = m77_grants_weigh (grants, kind, verb, doc);
  for (const M77Json *each = m77_json_first (roles); each != NULL; each = m77_json_next (each))
    if (m77_json_string (each) != NULL)
      explain_role (self, answer, member, m77_json_string (each), kind, verb, doc);
  if (answer->may == M77_MAY_IF && doc == NULL)
    add_line (answer->why, TRUE, g_strdup (_ ("of some records: name one to be sure")));
  if (answer->may == M77_MAY_NOT && answer->why->len == 0)
    add_line (answer->why, TRUE, g_strdup (_ ("no role of theirs gives it")));
  if (g_strcmp0 (status, "active") != 0)
    {
      answer->may = M77_MAY_DENIED;
      add_line (answer->why,
                TRUE,
                g_strdup_printf (_ ("not while %s"), status != NULL ? status : _ ("not active")));
    }
  return answer;
}

void
m77_may_answer_free (M77MayAnswer *self)
{
  g_ptr_array_unref (self->why);
  g_free (self);
}

/* ---- All of them ---- */

static gboolean
is_active (const M77Json *member)
{
  return g_strcmp0 (m77_json_get_string (member, "status"), "active") == 0 &&
         m77_json_get_string (member, "handle") != NULL;
}

GPtrArray *
m77_roles_who (const M77Roles *self,
               const GPtrArray *members,
               const M77Kind *kind,
               const char *verb,
               const M77Json *doc)
{
  GPtrArray *who = g_ptr_array_new ();

  for (guint i = 0; i < members->len; i++)
    {
      const M77Json *member = m77_json_get (members->pdata[i], "doc");
      g_autoptr (M77Grants) grants = grants_of_member (self, member, NULL, NULL, FALSE);

      if (is_active (member) && m77_grants_weigh (grants, kind, verb, doc) == M77_MAY_YES)
        g_ptr_array_add (who, (gpointer) m77_json_get_string (member, "handle"));
    }
  return who;
}

static int
extent (M77May may)
{
  return may == M77_MAY_YES ? 2 : may == M77_MAY_IF ? 1 : 0;
}

void
m77_roles_weigh_change (const M77Roles *self,
                        const GPtrArray *members,
                        const char *role,
                        const char *rule,
                        gboolean add,
                        const M77Kind *kind,
                        const char *verb,
                        GPtrArray *gain,
                        GPtrArray *lose)
{
  for (guint i = 0; i < members->len; i++)
    {
      const M77Json *member = m77_json_get (members->pdata[i], "doc");
      g_autoptr (M77Grants) before = grants_of_member (self, member, NULL, NULL, FALSE);
      g_autoptr (M77Grants) after = grants_of_member (self, member, role, rule, add);
      int was = extent (m77_grants_weigh (before, kind, verb, NULL));
      int becomes = extent (m77_grants_weigh (after, kind, verb, NULL));

      if (is_active (member) && becomes != was)
        g_ptr_array_add (becomes > was ? gain : lose,
                         (gpointer) m77_json_get_string (member, "handle"));
    }
}

const char *
m77_may_words (M77May may)
{
  switch (may)
    {
    case M77_MAY_YES:
      return _ ("yes");
    case M77_MAY_IF:
      return _ ("of some");
    case M77_MAY_DENIED:
      return _ ("denied");
    default:
      return _ ("not given");
    }
}

const char *
m77_may_sign (M77May may)
{
  static const char *const signs[] = { ".", "?", "+", "-" };

  return signs[may];
}
