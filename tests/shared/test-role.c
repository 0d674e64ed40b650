/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-role"

#include "config.h"

#include "shared/base/m77-error.h"
#include "shared/model/m77-role.h"
#include "tests/shared/test-json-text.h"

static const char *const levels[] = { "viewer", "responder", "operator", "admin", "auditor" };

/* allowed: one letter a role, as in levels. */
static void
assert_builtin (const char *kind, const char *verb, const char *allowed)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (M77Grants) grants = m77_grants_new ("jana");

      g_assert_true (m77_grants_add_builtin (grants, levels[i]));
      g_test_message ("%s %s:%s", levels[i], kind, verb);
      g_assert_cmpint (m77_grants_allow (grants,
                                         m77_kind_find (kind),
                                         verb,
                                         test_json (pool, "{}")),
                       ==,
                       allowed[i] == 'y');
    }
}

static void
test_builtin (void)
{
  assert_builtin ("incident", "read", "yyyyy");
  assert_builtin ("incident", "edit", "-yyy-");
  assert_builtin ("incident", "delete", "-----");
  assert_builtin ("incident", "redact", "---y-");
  assert_builtin ("deployment", "promote", "--yy-");
  assert_builtin ("deployment", "rollback", "-yyy-");
  assert_builtin ("config", "read", "--yy-");
  assert_builtin ("audit", "read", "---yy");
  assert_builtin ("review", "create", "---yy");
  assert_builtin ("retention", "create", "---y-");
  assert_builtin ("member", "grant-role", "---y-");
  assert_builtin ("freeze", "override", "---y-");
}

static gboolean
allows (const char *rules, const char *role, const char *kind, const char *verb, const char *doc)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (M77Grants) grants = m77_grants_new ("jana");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) list = g_strsplit (rules, ";", -1);

  if (role != NULL)
    g_assert_true (m77_grants_add_builtin (grants, role));
  for (guint i = 0; list[i] != NULL; i++)
    {
      m77_grants_add_rule (grants, list[i], &error);
      g_assert_no_error (error);
    }

  return m77_grants_allow (grants,
                           m77_kind_find (kind),
                           verb,
                           doc != NULL ? test_json (pool, doc) : NULL);
}

static void
test_rules (void)
{
  g_assert_true (allows ("allow incident:edit service=mail*",
                         NULL,
                         "incident",
                         "edit",
                         "{'service':'mail-eu'}"));
  g_assert_false (
      allows ("allow incident:edit service=mail*", NULL, "incident", "edit", "{'service':'cart'}"));
  g_assert_false (allows ("allow incident:edit service=mail*", NULL, "incident", "edit", "{}"));
  g_assert_true (allows ("allow incident:edit,resolve label=DB",
                         NULL,
                         "incident",
                         "resolve",
                         "{'labels':['db']}"));
  g_assert_false (allows ("allow *:edit;deny incident:*", NULL, "incident", "edit", "{}"));
  g_assert_true (allows ("allow *:edit;deny incident:*", NULL, "team", "edit", "{}"));
  g_assert_false (
      allows ("deny deployment:* environment=production", "operator", "deployment", "start", "{}"));
  g_assert_true (allows ("deny deployment:* environment=production",
                         "operator",
                         "deployment",
                         "start",
                         "{'environment':'staging'}"));
  g_assert_false (allows ("allow *:* environment=staging", NULL, "config", "read", NULL));
  g_assert_false (allows ("allow *:*", NULL, "incident", "delete", "{}"));
}

static void
test_own (void)
{
  const char *none = "allow team:read";

  g_assert_true (allows (none, NULL, "member", "edit", "{'handle':'jana'}"));
  g_assert_false (allows (none, NULL, "member", "edit", "{'handle':'omar'}"));
  g_assert_false (allows ("deny member:edit", "viewer", "member", "edit", "{'handle':'jana'}"));
  g_assert_true (allows (none, NULL, "handover", "accept", "{'from':'omar','to':'jana'}"));
  g_assert_false (allows (none, "admin", "handover", "accept", "{'from':'jana','to':'omar'}"));
  g_assert_true (allows (none, NULL, "handover", "offer", "{'from':'jana','to':'omar'}"));
  g_assert_true (
      allows (none, NULL, "credential", "issue", "{'holder':'jana','type':'personal-token'}"));
  g_assert_false (allows (none, NULL, "credential", "issue", "{'holder':'jana','type':'api-key'}"));
  g_assert_true (allows (none, NULL, "credential", "revoke", "{'holder':'jana','type':'api-key'}"));
}

static void
test_wrong_rules (void)
{
  static const char *const wrong[] = {
    "",
    "allow",
    "permit incident:edit",
    "allow incident",
    "allow incident:",
    "allow :edit",
    "allow incident:read service=x",
    "allow incident:edit colour=x",
    "allow incident:edit service=",
    "allow incident:edit  service=x",
    "allow incident:edit service=a service=b",
    "allow INC:edit",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (m77_rule_is_valid (wrong[i], &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
    }
}

static void
test_unknown (void)
{
  g_autoptr (M77Grants) admin = m77_grants_new ("jana");
  g_autoptr (M77Grants) named = m77_grants_new ("jana");

  m77_grants_add_builtin (admin, "admin");
  m77_grants_add_builtin (named, "operator");
  g_assert_false (m77_grants_add_builtin (named, "king"));
  g_assert_true (m77_grants_add_rule (named, "allow spaceship:read", NULL));
  g_assert_true (m77_grants_add_rule (named, "allow *:*", NULL));
  g_assert_true (m77_grants_allow_unknown (admin, "spaceship", "read"));
  g_assert_true (m77_grants_allow_unknown (named, "spaceship", "read"));
  g_assert_false (m77_grants_allow_unknown (named, "rocket", "read"));
  g_assert_true (m77_grants_add_rule (admin, "deny *:read", NULL));
  g_assert_false (m77_grants_allow_unknown (admin, "spaceship", "read"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/role/builtin", test_builtin);
  g_test_add_func ("/role/rules", test_rules);
  g_test_add_func ("/role/own", test_own);
  g_test_add_func ("/role/wrong-rules", test_wrong_rules);
  g_test_add_func ("/role/unknown", test_unknown);
  return g_test_run ();
}
