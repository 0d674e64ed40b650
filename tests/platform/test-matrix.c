/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "shared/model/m77-kind.h"
#include "tests/platform/core-fixture.h"

/* Role × verb and action × kind × tenant, yes and no, through whole requests. What is expected
 * is written down here, from the data dictionary and not from the table of kinds: V viewer, R
 * responder, O operator, A admin and those above; U auditor and admin; - nobody by role.
 * Read, create, edit, delete, then the actions. */
// clang-format off
static const struct
{
  const char *kind, *verbs, *actions;
} expected[] = {
  { "incident", "VRR-", "acknowledge:R unacknowledge:R snooze:R escalate:R page:R announce:R mitigate:R resolve:R reopen:R close:R merge:R unmerge:R redact:A" },
  { "alert", "V-R-", "acknowledge:R unacknowledge:R silence:R" },
  { "silence", "V---", "start:R extend:R expire:R" },
  { "page", "V---", "answer:- cancel:R" },
  { "schedule", "VOOA", "override:R remove-override:R" },
  { "escalation", "VOOA", "" },
  { "maintenance", "VOOO", "schedule:O extend:O finish:O cancel:O" },
  { "handover", "VRR-", "offer:- accept:- withdraw:-" },
  { "runbook", "VRRO", "publish:R retire:O mark-reviewed:R" },
  { "run", "VRR-", "hand-over:R finish:R reopen:R" },
  { "service", "VOOA", "" },
  { "deployment", "VOOO", "start:O promote:O pause:R resume:O abort:R retry:O rollback:R approve:O reject:O" },
  { "flag", "VOOA", "turn-on:O turn-off:R set-rollout:O set-targeting:O archive:O restore:O approve:O reject:O" },
  { "freeze", "VOO-", "lift:A" },
  { "config", "OOOA", "publish:O restore:O approve:O reject:O" },
  { "dashboard", "VRRO", "" },
  { "slo", "VRRA", "" },
  { "member", "V-A-", "invite:A grant-role:A revoke-role:A break-glass:- suspend:A reinstate:A sign-out:A erase:A approve:A reject:A" },
  { "team", "VOOA", "" },
  { "role", "VAAA", "add-rule:A remove-rule:A set-limits:A approve:A reject:A" },
  { "credential", "O-A-", "issue:A store:A rotate:A validate:O revoke:A" },
  { "connector", "VAAA", "consent:A quarantine:O release:O disable:A enable:A test:O rotate:A" },
  { "webhook", "OAAA", "activate:A pause:O test:O replay:O" },
  { "delivery", "O---", "replay:O discard:O" },
  { "retention", "UAAA", "activate:A suspend:A place-hold:A release-hold:A approve:A reject:A" },
  { "review", "UUU-", "sign:- cancel:A" },
  { "usage", "U---", "" },
  { "audit", "U---", "" },
};
// clang-format on

static const char *const roles[] = { "viewer", "responder", "operator", "admin", "auditor" };
static const char levels[] = "VROA";

typedef struct
{
  Fixture *f;
  char *tokens[G_N_ELEMENTS (roles)];
  char *stranger; /* an administrator of another tenant */
  char *ids[G_N_ELEMENTS (expected)];
} Matrix;

static gboolean
should_be_allowed (guint role, char level)
{
  const char *at = strchr (levels, level);
  gboolean is_auditor = g_str_equal (roles[role], "auditor");

  if (level == '-')
    return FALSE;
  if (level == 'U')
    return is_auditor || g_str_equal (roles[role], "admin");
  return is_auditor ? level == 'V' : role >= (guint) (at - levels);
}

static void
matrix_set_up (Matrix *matrix)
{
  Fixture *f = matrix->f = fixture_new ();
  g_autoptr (GError) error = NULL;
  const M77Json *doc = m77_json_parse (f->pool, "{\"title\":\"x\"}", -1, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    matrix->tokens[i] = fixture_token (f, roles[i], roles[i]);
  platform_core_set_limits (f->core, 1000000, 1000);
  platform_core_tenant_create (f->core, "bank", &error);
  matrix->stranger = platform_core_token_create (f->core, "bank", "mia", "admin", &error);
  g_assert_no_error (error);
  platform_core_seed_begin (f->core, "shop", &error);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      PlatformSeed seed = { .kind = expected[i].kind, .version = 1, .doc = doc };

      seed.id = matrix->ids[i] = fixture_id (f);
      seed.created_at = seed.updated_at = f->now;
      platform_core_seed_put (f->core, &seed, &error);
    }
  platform_core_seed_end (f->core, &error);
  g_assert_no_error (error);
}

static void
matrix_tear_down (Matrix *matrix)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    g_free (matrix->tokens[i]);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_free (matrix->ids[i]);
  g_free (matrix->stranger);
  fixture_free (matrix->f);
}

static gboolean
may_read (Matrix *matrix, guint role, const char *kind)
{
  g_autofree char *path = g_strconcat ("shop/", kind, NULL);
  M77Answer *answer = fixture_ask (matrix->f, matrix->tokens[role], "GET", path, NULL, NULL);
  gboolean may = answer->status == 200;

  g_assert_true (may || answer->status == 404);
  m77_answer_free (answer);
  return may;
}

/* Operations that change nothing whatever is allowed: empty, stale or lapsed. */
static char *
harmless (const char *verb, const char *kind, const char *id, const char *fresh)
{
  const M77Action *action = m77_kind_action (m77_kind_find (kind), verb);

  if (g_str_equal (verb, "create"))
    return g_strdup_printf ("{'key':'KEY','op':'create','kind':'%s','id':'%s','doc':{'name':'-'}}",
                            kind,
                            fresh);
  if (g_str_equal (verb, "edit"))
    return g_strdup_printf ("{'key':'KEY','op':'update','kind':'%s','id':'%s','elements':{}}",
                            kind,
                            id);
  if (g_str_equal (verb, "delete"))
    return g_strdup_printf ("{'key':'KEY','op':'delete','kind':'%s','id':'%s','if_version':9}",
                            kind,
                            id);
  return g_strdup_printf ("{'key':'KEY','op':'act','kind':'%s','id':'%s','action':'%s','args':{},"
                          "'expires_at':'2001-01-01T00:00:00.000Z'}",
                          kind,
                          (action->flags & M77_ACTION_MAKES) != 0 ? "new" : id,
                          verb);
}

static void
check (Matrix *matrix, guint row, const char *verb, char level)
{
  const char *kind = expected[row].kind;

  for (guint role = 0; role < G_N_ELEMENTS (roles); role++)
    {
      gboolean should = should_be_allowed (role, level), may;

      if (g_str_equal (verb, "read"))
        may = may_read (matrix, role, kind);
      else
        {
          g_autofree char *fresh = fixture_id (matrix->f);
          g_autofree char *operation = harmless (verb, kind, matrix->ids[row], fresh);
          const M77Json *outcome = fixture_operate (matrix->f,
                                                    matrix->tokens[role],
                                                    "shop",
                                                    operation);
          const char *code = m77_json_get_string (m77_json_get (outcome, "problem"), "code");

          may = g_strcmp0 (code, "not-permitted") != 0;
        }
      if (may != should)
        {
          g_test_message ("%s %s:%s is %s", roles[role], kind, verb, may ? "allowed" : "denied");
          g_test_fail ();
        }
    }
}

static void
test_roles (void)
{
  static const char *const verbs[] = { "read", "create", "edit", "delete" };
  Matrix matrix;

  matrix_set_up (&matrix);
  for (guint row = 0; row < G_N_ELEMENTS (expected); row++)
    {
      g_auto (GStrv) actions = g_strsplit (expected[row].actions, " ", 0);

      for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
        check (&matrix, row, verbs[i], expected[row].verbs[i]);
      for (guint i = 0; actions[i] != NULL; i++)
        {
          g_auto (GStrv) parts = g_strsplit (actions[i], ":", 2);

          if (*parts[0] != '\0')
            check (&matrix, row, parts[0], parts[1][0]);
        }
      m77_json_pool_reset (matrix.f->pool);
    }
  matrix_tear_down (&matrix);
}

/* Nothing of the table of kinds is left out above. */
static void
test_complete (void)
{
  guint n = 0;

  for (const M77Kind *const *kind = m77_kinds (); *kind != NULL; kind++, n++)
    {
      guint row = 0;

      while (row < G_N_ELEMENTS (expected) && !g_str_equal (expected[row].kind, (*kind)->name))
        row++;
      g_assert_cmpuint (row, <, G_N_ELEMENTS (expected));
      for (const M77Action *a = (*kind)->actions; a != NULL && a->name != NULL; a++)
        {
          g_autofree char *name = g_strconcat (a->name, ":", NULL);
          g_assert_nonnull (strstr (expected[row].actions, name));
        }
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
}

static void
test_tenants (void)
{
  Matrix matrix;

  matrix_set_up (&matrix);
  for (guint row = 0; row < G_N_ELEMENTS (expected); row++)
    {
      g_autofree char *list = g_strconcat ("shop/", expected[row].kind, NULL);
      g_autofree char *item = g_strconcat (list, "/", matrix.ids[row], NULL);
      g_autofree char *own = g_strconcat ("bank/", expected[row].kind, "/", matrix.ids[row], NULL);
      const char *const paths[] = { list, item, own };

      for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
        {
          M77Answer *answer = fixture_ask (matrix.f, matrix.stranger, "GET", paths[i], NULL, NULL);
          g_assert_cmpuint (answer->status, ==, 404);
          m77_answer_free (answer);
        }
      {
        M77Answer *answer = fixture_ask (matrix.f,
                                         matrix.stranger,
                                         "POST",
                                         "shop/operations",
                                         "{\"operations\":[]}",
                                         NULL);
        g_assert_cmpuint (answer->status, ==, 404);
        m77_answer_free (answer);
      }
    }
  matrix_tear_down (&matrix);
}

/* What is one's own, whatever the role; and nobody else's. */
static void
test_own (void)
{
  static const struct
  {
    const char *kind, *field, *verb;
  } own[] = {
    { "page", "member", "answer" },        { "handover", "from", "offer" },
    { "handover", "to", "accept" },        { "handover", "from", "withdraw" },
    { "handover", "from", "delete" },      { "member", "handle", "edit" },
    { "member", "handle", "break-glass" }, { "member", "handle", "sign-out" },
    { "credential", "holder", "revoke" },  { "review", "reviewer", "sign" },
  };
  Matrix matrix;

  matrix_set_up (&matrix);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    for (guint mine = 0; mine < 2; mine++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *id = fixture_id (matrix.f), *fresh = fixture_id (matrix.f);
        g_autofree char *operation = harmless (own[i].verb, own[i].kind, id, fresh);
        M77Json *doc = m77_json_object_new (matrix.f->pool);
        PlatformSeed seed = { .kind = own[i].kind, .id = id, .version = 1, .doc = doc };
        const M77Json *outcome;
        const char *code;

        if (g_str_equal (own[i].kind, "member") && mine)
          continue; /* a second record of one handle would hide the first */
        m77_json_set_string (matrix.f->pool, doc, own[i].field, mine ? "responder" : "somebody");
        platform_core_seed_begin (matrix.f->core, "shop", &error);
        platform_core_seed_put (matrix.f->core, &seed, &error);
        platform_core_seed_end (matrix.f->core, &error);
        g_assert_no_error (error);
        outcome = fixture_operate (matrix.f, matrix.tokens[1], "shop", operation);
        code = m77_json_get_string (m77_json_get (outcome, "problem"), "code");
        g_assert_true ((g_strcmp0 (code, "not-permitted") != 0) == (mine != 0));
      }
  matrix_tear_down (&matrix);
}

/* A role of the tenant's own: granted alone, narrowed by a deny, and by a condition. */
static void
test_own_roles (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *admin = fixture_token (f, "omar", "admin"), *token = NULL, *role = NULL;
  g_autofree char *mail = NULL, *shop = NULL;
  static const char *const rules[] = { "allow incident:read,edit",
                                       "deny incident:edit service=mail",
                                       "allow team:read" };

  role = fixture_create (f, admin, "role", "{'name':'helper','title':'Helper'}");
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *args = g_strdup_printf ("{'rule':'%s'}", rules[i]);
      fixture_expect (fixture_act (f, admin, "add-rule", "role", role, args), "applied", NULL);
    }
  token = fixture_token (f, "jana", "helper");
  mail = fixture_create (f,
                         admin,
                         "incident",
                         "{'title':'M','environment':'staging','service':'mail'}");
  shop = fixture_create (f,
                         admin,
                         "incident",
                         "{'title':'S','environment':'staging','service':'shop'}");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *edit = NULL;

      edit = g_strdup_printf ("{'key':'KEY','op':'update','kind':'incident','id':'%s',"
                              "'elements':{'labels':{'add':['x']}}}",
                              i == 0 ? mail : shop);
      fixture_expect (fixture_operate (f, token, "shop", edit),
                      i == 0 ? "rejected" : "applied",
                      i == 0 ? "not-permitted" : NULL);
    }
  fixture_expect (fixture_act (f, token, "acknowledge", "incident", shop, NULL),
                  "rejected",
                  "not-permitted");
  fixture_free (f);
}

static void
add_rules (Fixture *f, const char *token, const char *role, const char *const *rules)
{
  for (guint i = 0; rules[i] != NULL; i++)
    {
      g_autofree char *args = g_strdup_printf ("{'rule':'%s'}", rules[i]);
      fixture_expect (fixture_act (f, token, "add-rule", "role", role, args), "applied", NULL);
    }
}

/* Who may write rules, give roles and make tokens gets no further than they are by it. */
static void
test_no_more_than_held (void)
{
  static const char *const held[] = { "allow role:read,add-rule",
                                      "allow member:read,grant-role",
                                      "allow credential:read,issue",
                                      "allow team:read",
                                      NULL };
  static const char *const more[] = {
    "allow *:*", "allow incident:*", "allow *:read", "allow team:edit"
  };
  static const char *const others[] = { "admin", "auditor", "viewer" };
  Fixture *f = fixture_new ();
  g_autofree char *admin = fixture_token (f, "omar", "admin"), *token = NULL, *role = NULL;
  g_autofree char *member = NULL;
  const M77Json *list;

  role = fixture_create (f, admin, "role", "{'name':'clerk','title':'Clerk'}");
  add_rules (f, admin, role, held);
  token = fixture_token (f, "jana", "clerk");
  list = fixture_json (f,
                       fixture_ask (f, admin, "GET", "shop/member?filter=handle:jana", NULL, NULL));
  member = g_strdup (m77_json_get_string (m77_json_first (m77_json_get (list, "rows")), "id"));
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    {
      g_autofree char *rule = g_strdup_printf ("{'rule':'%s'}", more[i]), *issue = NULL;

      fixture_expect (fixture_act (f, token, "add-rule", "role", role, rule),
                      "rejected",
                      "not-permitted");
      issue = g_strdup_printf ("{'name':'c%u','type':'api-key','holder':'omar','scopes':['%s'],"
                               "'expires_at':'2030-06-17T00:00:00.000Z'}",
                               i,
                               more[i]);
      fixture_expect (fixture_act (f, token, "issue", "credential", "new", issue),
                      "rejected",
                      "not-permitted");
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *args = g_strdup_printf ("{'role':'%s'}", others[i]);
      fixture_expect (fixture_act (f, token, "grant-role", "member", member, args),
                      "rejected",
                      "not-permitted");
    }
  fixture_expect (fixture_act (f, token, "add-rule", "role", role, "{'rule':'allow team:read'}"),
                  "applied",
                  NULL);
  fixture_expect (fixture_act (f, admin, "add-rule", "role", role, "{'rule':'allow *:*'}"),
                  "applied",
                  NULL);
  fixture_expect (fixture_act (f, admin, "grant-role", "member", member, "{'role':'auditor'}"),
                  "applied",
                  NULL);
  fixture_free (f);
}

/* Of a kill switch on is the safe direction, off wants an operator. */
static void
test_kill_switch (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *admin = fixture_token (f, "omar", "admin");
  g_autofree char *jana = fixture_token (f, "jana", "responder"), *id = NULL;

  id = fixture_create (f,
                       admin,
                       "flag",
                       "{'key':'no-ads','type':'kill-switch','environment':'production'}");
  fixture_expect (fixture_act (f, jana, "turn-on", "flag", id, "{'env':'production'}"),
                  "applied",
                  NULL);
  fixture_expect (fixture_act (f, jana, "turn-off", "flag", id, "{'env':'production'}"),
                  "rejected",
                  "not-permitted");
  fixture_free (f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix/complete", test_complete);
  g_test_add_func ("/matrix/roles", test_roles);
  g_test_add_func ("/matrix/tenants", test_tenants);
  g_test_add_func ("/matrix/own", test_own);
  g_test_add_func ("/matrix/own-roles", test_own_roles);
  g_test_add_func ("/matrix/no-more-than-held", test_no_more_than_held);
  g_test_add_func ("/matrix/kill-switch", test_kill_switch);
  return g_test_run ();
}
