/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-role"

#include "config.h"

#include "shared/model/m77-role.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-act.h"
#include "shared/model/m77-predicate.h"

#define RULE_MAX 256 /* bytes, as an element of a set */

typedef struct
{
  gboolean deny;
  char *kind;                          /* or "*" */
  GStrv verbs;                         /* or "*" */
  char *service, *label, *environment; /* globs, case-folded; NULL: no condition */
} Rule;

struct _M77Grants
{
  char *member;
  guint levels;     /* 1 << M77RoleLevel of each built-in role */
  GPtrArray *rules; /* Rule */
};

static void
rule_free (Rule *rule)
{
  g_free (rule->kind);
  g_strfreev (rule->verbs);
  g_free (rule->service);
  g_free (rule->label);
  g_free (rule->environment);
  g_free (rule);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rule, rule_free)

static gboolean
refuse (GError **error, const char *format, const char *word)
{
  g_autofree char *valid = g_utf8_make_valid (word, -1);
  g_autofree char *message = g_strdup_printf ("%s: “%s”", format, valid);

  g_set_error_literal (error, M77_ERROR, M77_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_word (const char *text)
{
  return g_str_equal (text, "*") ||
         (*text != '\0' && text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0');
}

static gboolean
parse_subject (Rule *rule, const char *word, GError **error)
{
  const char *colon = strchr (word, ':');

  if (colon == NULL)
    return refuse (error, _ ("KIND:VERB expected"), word);

  rule->kind = g_strndup (word, colon - word);
  rule->verbs = g_strsplit (colon + 1, ",", -1);
  if (!is_word (rule->kind))
    return refuse (error, _ ("not a kind"), word);
  if (rule->verbs[0] == NULL)
    return refuse (error, _ ("KIND:VERB expected"), word);
  for (guint i = 0; rule->verbs[i] != NULL; i++)
    {
      if (!is_word (rule->verbs[i]))
        return refuse (error, _ ("not a verb"), word);
    }

  return TRUE;
}

static gboolean
parse_condition (Rule *rule, const char *word, GError **error)
{
  const char *equals = strchr (word, '=');
  char **place = NULL;

  if (equals == NULL || equals[1] == '\0')
    return refuse (error, _ ("service=, label= or environment= expected"), word);
  if (g_str_has_prefix (word, "service="))
    place = &rule->service;
  else if (g_str_has_prefix (word, "label="))
    place = &rule->label;
  else if (g_str_has_prefix (word, "environment="))
    place = &rule->environment;
  if (place == NULL)
    return refuse (error, _ ("service=, label= or environment= expected"), word);
  if (*place != NULL)
    return refuse (error, _ ("given twice"), word);
  if (g_strv_contains ((const char *const *) rule->verbs, "read"))
    return refuse (error, _ ("read takes no condition"), word);

  *place = g_utf8_casefold (equals + 1, -1);
  return TRUE;
}

static Rule *
rule_parse (const char *text, GError **error)
{
  g_autoptr (Rule) rule = g_new0 (Rule, 1);
  g_auto (GStrv) words = NULL;
  guint count;

  if (text == NULL || strlen (text) > RULE_MAX || !g_utf8_validate (text, -1, NULL))
    {
      refuse (error, _ ("a rule of at most 256 bytes expected"), "");
      return NULL;
    }

  words = g_strsplit (text, " ", -1);
  count = g_strv_length (words);
  rule->deny = count > 0 && g_str_equal (words[0], "deny");
  if (count < 2 || (!rule->deny && !g_str_equal (words[0], "allow")))
    {
      refuse (error, _ ("“allow KIND:VERB” or “deny KIND:VERB” expected"), text);
      return NULL;
    }
  if (!parse_subject (rule, words[1], error))
    return NULL;
  for (guint i = 2; i < count; i++)
    {
      if (!parse_condition (rule, words[i], error))
        return NULL;
    }

  return g_steal_pointer (&rule);
}

gboolean
m77_rule_is_valid (const char *rule, GError **error)
{
  g_autoptr (Rule) parsed = rule_parse (rule, error);

  return parsed != NULL;
}

M77Grants *
m77_grants_new (const char *member)
{
  M77Grants *self = g_new0 (M77Grants, 1);

  self->member = g_strdup (member);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  return self;
}

gboolean
m77_grants_add_builtin (M77Grants *self, const char *role)
{
  static const char *const names[] = { "viewer", "responder", "operator", "admin", "auditor" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (role, names[i]) == 0)
        {
          self->levels |= 1u << (M77_ROLE_VIEWER + i);
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
m77_grants_add_rule (M77Grants *self, const char *rule, GError **error)
{
  Rule *parsed = rule_parse (rule, error);

  if (parsed == NULL)
    return FALSE;

  g_ptr_array_add (self->rules, parsed);
  return TRUE;
}

void
m77_grants_free (M77Grants *self)
{
  g_free (self->member);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

static gboolean
is_admin (const M77Grants *self)
{
  return (self->levels & (1u << M77_ROLE_ADMIN)) != 0;
}

/* An auditor stands beside the ladder, one step above a viewer. */
static gboolean
level_allows (const M77Grants *self, M77RoleLevel level)
{
  guint enough = 0;

  if (level == M77_ROLE_NOBODY)
    return FALSE;
  if (level == M77_ROLE_AUDITOR)
    enough = 1u << M77_ROLE_AUDITOR | 1u << M77_ROLE_ADMIN;
  else
    {
      for (guint l = level; l <= M77_ROLE_ADMIN; l++)
        enough |= 1u << l;
      if (level == M77_ROLE_VIEWER)
        enough |= 1u << M77_ROLE_AUDITOR;
    }

  return (self->levels & enough) != 0;
}

static gboolean
is_own (const M77Grants *self, const M77Kind *kind, const M77Who *who, const M77Json *doc)
{
  const char *field = who->own_field != NULL ? who->own_field : kind->own_field;

  if (!who->own || field == NULL || self->member == NULL ||
      (self->levels == 0 && self->rules->len == 0))
    return FALSE;
  if (who->own_type != NULL && g_strcmp0 (m77_json_get_string (doc, "type"), who->own_type) != 0)
    return FALSE;

  return g_strcmp0 (m77_json_get_string (doc, field), self->member) == 0;
}

static gboolean
fits (const char *pattern, const char *text)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && m77_predicate_glob (pattern, folded);
}

static gboolean
any_label_fits (const char *pattern, const M77Json *labels)
{
  for (const M77Json *e = m77_json_first (labels); e != NULL; e = m77_json_next (e))
    {
      if (fits (pattern, m77_json_string (e)))
        return TRUE;
    }

  return FALSE;
}

/* The environment that guards a record: production where none or an unknown one is told. */
static const char *
environment_of (const M77Json *doc)
{
  const char *name = m77_json_get_string (doc, "environment");

  if (g_strcmp0 (name, "staging") == 0 || g_strcmp0 (name, "testing") == 0 ||
      g_strcmp0 (name, "development") == 0)
    return name;

  return "production";
}

static gboolean
conditions_hold (const Rule *rule, const M77Kind *kind, const M77Json *doc)
{
  const char *service = m77_json_get_string (doc, "service");

  if (kind != NULL && g_str_equal (kind->name, "service"))
    service = m77_json_get_string (doc, "name");

  return (rule->service == NULL || fits (rule->service, service)) &&
         (rule->label == NULL || any_label_fits (rule->label, m77_json_get (doc, "labels"))) &&
         (rule->environment == NULL || g_str_equal (rule->environment, environment_of (doc)));
}

static gboolean
is_conditional (const Rule *rule)
{
  return rule->service != NULL || rule->label != NULL || rule->environment != NULL;
}

static gboolean
names_it (const Rule *rule, const M77Kind *kind, const char *verb)
{
  const char *const *verbs = (const char *const *) rule->verbs;

  return (g_str_equal (rule->kind, "*") || g_str_equal (rule->kind, kind->name)) &&
         (g_strv_contains (verbs, "*") || g_strv_contains (verbs, verb));
}

static gboolean
rule_fits (const Rule *rule,
           const char *name,
           const M77Kind *kind,
           const char *verb,
           const M77Json *doc)
{
  const char *const *verbs = (const char *const *) rule->verbs;

  if (!g_str_equal (rule->kind, "*") && !g_str_equal (rule->kind, name))
    return FALSE;
  if (!g_strv_contains (verbs, "*") && !g_strv_contains (verbs, verb))
    return FALSE;
  if (!is_conditional (rule))
    return TRUE;

  return !g_str_equal (verb, "read") && conditions_hold (rule, kind, doc);
}

static gboolean
rules_say (const M77Grants *self,
           gboolean deny,
           const char *name,
           const M77Kind *kind,
           const char *verb,
           const M77Json *doc)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (rule->deny == deny && rule_fits (rule, name, kind, verb, doc))
        return TRUE;
    }

  return FALSE;
}

/* Who the table of kinds lets do this; verbs it does not have are for administrators. */
static M77Who
who_may (const M77Kind *kind, const char *verb, const M77Json *doc)
{
  const M77Action *action = m77_kind_action (kind, verb);

  if (g_str_equal (verb, "read"))
    return kind->read;
  if (g_str_equal (verb, "create"))
    return kind->create;
  if (g_str_equal (verb, "edit"))
    return kind->edit;
  if (g_str_equal (verb, "delete"))
    return kind->remove;

  return action != NULL ? m77_act_guard (kind, action, doc)->who
                        : (M77Who){ .level = M77_ROLE_ADMIN };
}

gboolean
m77_grants_allow (const M77Grants *self, const M77Kind *kind, const char *verb, const M77Json *doc)
{
  M77Who who = who_may (kind, verb, doc);

  if (rules_say (self, TRUE, kind->name, kind, verb, doc))
    return FALSE;
  /* What nobody may do, such as deleting an incident, no rule opens. */
  if (who.level == M77_ROLE_NOBODY && !who.own)
    return FALSE;

  return level_allows (self, who.level) || is_own (self, kind, &who, doc) ||
         rules_say (self, FALSE, kind->name, kind, verb, doc);
}

M77May
m77_grants_weigh (const M77Grants *self, const M77Kind *kind, const char *verb, const M77Json *doc)
{
  M77Who who = who_may (kind, verb, doc);
  gboolean yes = level_allows (self, who.level), some = FALSE, but = FALSE;

  if (doc != NULL)
    return m77_grants_allow (self, kind, verb, doc)              ? M77_MAY_YES
           : rules_say (self, TRUE, kind->name, kind, verb, doc) ? M77_MAY_DENIED
                                                                 : M77_MAY_NOT;
  if (who.level == M77_ROLE_NOBODY && !who.own)
    return M77_MAY_NOT;
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (!names_it (rule, kind, verb))
        continue;
      if (rule->deny && !is_conditional (rule))
        return M77_MAY_DENIED;
      but |= rule->deny;
      some |= !rule->deny && is_conditional (rule);
      yes |= !rule->deny && !is_conditional (rule);
    }
  some |= who.own && (self->levels != 0 || self->rules->len > 0);
  return yes && !but ? M77_MAY_YES : yes || some ? M77_MAY_IF : M77_MAY_NOT;
}

gboolean
m77_rule_speaks_of (const char *rule, const M77Kind *kind, const char *verb, const M77Json *doc)
{
  g_autoptr (Rule) parsed = rule_parse (rule, NULL);

  if (parsed == NULL || !names_it (parsed, kind, verb))
    return FALSE;
  return doc == NULL || rule_fits (parsed, kind->name, kind, verb, doc);
}

gboolean
m77_grants_allow_unknown (const M77Grants *self, const char *kind, const char *verb)
{
  if (rules_say (self, TRUE, kind, NULL, verb, NULL))
    return FALSE;
  if (is_admin (self))
    return TRUE;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (!rule->deny && g_str_equal (rule->kind, kind) && rule_fits (rule, kind, NULL, verb, NULL))
        return TRUE;
    }

  return FALSE;
}
