/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "platform/api/platform-core-private.h"
#include "shared/base/m77-time.h"
#include "tests/platform/duty.h"

#define MINUTE G_GINT64_CONSTANT (60000)

#define CANARY                                                                                     \
  "{'service':'checkout','environment':'production','version':'4.18.0','strategy':'canary',"       \
  "'plan':[{'weight':10},{'weight':50},{'weight':100}]}"

static void
test_deployment (void)
{
  Duty shop;
  g_autofree char *id = NULL;
  const M77Json *doc;

  duty_set_up (&shop);
  id = fixture_create (shop.f, shop.admin, "deployment", CANARY);
  fixture_expect (fixture_act (shop.f, shop.jana, "start", "deployment", id, NULL),
                  "rejected",
                  "not-permitted");
  fixture_expect (fixture_act (shop.f, shop.admin, "start", "deployment", id, NULL),
                  "applied",
                  NULL);
  fixture_expect (fixture_act (shop.f, shop.admin, "promote", "deployment", id, "{'to':'2'}"),
                  "applied",
                  NULL);
  doc = fixture_doc (shop.f, shop.jana, "deployment", id);
  g_assert_cmpint (m77_json_get_int (doc, "weight", 0), ==, 50);
  fixture_expect (fixture_act (shop.f, shop.jana, "pause", "deployment", id, NULL),
                  "applied",
                  NULL);
  fixture_expect (fixture_act (shop.f, shop.jana, "rollback", "deployment", id, "{'to':'4.17.2'}"),
                  "applied",
                  NULL);
  duty_assert_field (&shop, "deployment", id, "status", "rolled-back");
  doc = fixture_doc (shop.f, shop.jana, "deployment", id);
  duty_assert_field (&shop,
                     "deployment",
                     m77_json_get_string (doc, "rolled_back_by"),
                     "version",
                     "4.17.2");
  duty_tear_down (&shop);
}

static void
test_freeze (void)
{
  Duty shop;
  g_autofree char *freeze = NULL, *id = NULL, *with_reason = NULL, *by_operator = NULL;
  g_autofree char *lena = NULL;

  duty_set_up (&shop);
  lena = fixture_token (shop.f, "lena", "operator");
  id = fixture_create (shop.f, shop.admin, "deployment", CANARY);
  freeze = fixture_create (shop.f,
                           shop.admin,
                           "freeze",
                           "{'title':'Weekend','environments':['production'],"
                           "'starts_at':'2030-05-17T00:00:00.000Z',"
                           "'ends_at':'2030-05-19T00:00:00.000Z'}");
  duty_assert_field (&shop, "freeze", freeze, "status", "active");
  fixture_expect (fixture_act (shop.f, shop.admin, "start", "deployment", id, NULL),
                  "rejected",
                  "freeze-active");
  by_operator = g_strdup_printf ("{'key':'KEY','op':'act','kind':'deployment','id':'%s',"
                                 "'action':'start','args':{},'reason':'Because'}",
                                 id);
  fixture_expect (fixture_operate (shop.f, lena, "shop", by_operator), "rejected", "freeze-active");
  with_reason = g_strdup_printf ("{'key':'KEY','op':'act','kind':'deployment','id':'%s',"
                                 "'action':'start','args':{},'reason':'Security fix'}",
                                 id);
  fixture_expect (fixture_operate (shop.f, shop.admin, "shop", with_reason), "applied", NULL);
  shop.f->now = m77_time_parse ("2030-05-19T00:00:01.000Z");
  platform_core_tick (shop.f->core);
  duty_assert_field (&shop, "freeze", freeze, "status", "ended");
  duty_tear_down (&shop);
}

static void
test_flag (void)
{
  Duty shop;
  g_autofree char *id = NULL;
  const M77Json *doc;

  duty_set_up (&shop);
  id = fixture_create (shop.f,
                       shop.admin,
                       "flag",
                       "{'key':'new-cart','type':'release','environment':'production'}");
  fixture_expect (fixture_act (shop.f, shop.admin, "turn-on", "flag", id, "{'env':'staging'}"),
                  "rejected",
                  "precondition-changed");
  fixture_expect (fixture_act (shop.f, shop.admin, "turn-on", "flag", id, "{'env':'production'}"),
                  "applied",
                  NULL);
  doc = fixture_doc (shop.f, shop.jana, "flag", id);
  g_assert_true (m77_json_get_bool (doc, "on"));
  g_assert_cmpint (m77_json_get_int (doc, "revision", 0), ==, 2);
  duty_tear_down (&shop);
}

static void
test_config (void)
{
  Duty shop;
  g_autofree char *id = NULL, *edit = NULL;
  const M77Json *doc;

  duty_set_up (&shop);
  id = fixture_create (shop.f,
                       shop.admin,
                       "config",
                       "{'path':'payments/limits','environment':'staging','format':'yaml',"
                       "'draft':'max: 1'}");
  fixture_expect (fixture_act (shop.f, shop.admin, "publish", "config", id, NULL), "applied", NULL);
  edit = g_strdup_printf ("{'key':'KEY','op':'update','kind':'config','id':'%s','if_version':2,"
                          "'patch':{'draft':'max: 2'}}",
                          id);
  fixture_expect (fixture_operate (shop.f, shop.admin, "shop", edit), "applied", NULL);
  duty_assert_field (&shop, "config", id, "status", "draft");
  fixture_expect (fixture_act (shop.f, shop.admin, "publish", "config", id, NULL), "applied", NULL);
  fixture_expect (fixture_act (shop.f, shop.admin, "restore", "config", id, "{'to':1}"),
                  "applied",
                  NULL);
  doc = fixture_doc (shop.f, shop.admin, "config", id);
  g_assert_cmpstr (m77_json_get_string (doc, "value"), ==, "max: 1");
  g_assert_cmpint (m77_json_get_int (doc, "revision", 0), ==, 3);
  duty_tear_down (&shop);
}

/* A secret is answered once: not the second time, and nowhere in the feed. */
static void
test_secret (void)
{
  Duty shop;
  g_autofree char *key = NULL, *operation = NULL, *feed = NULL;
  const char *secret;
  M77Answer *answer;

  duty_set_up (&shop);
  key = fixture_id (shop.f);
  operation = g_strdup_printf ("{'key':'%s','op':'act','kind':'credential','id':'new',"
                               "'action':'issue','args':{'name':'deploy','type':'personal-token',"
                               "'holder':'omar','scopes':['allow incident:read'],"
                               "'expires_at':'2030-06-17T00:00:00.000Z'}}",
                               key);
  secret = m77_json_get_string (fixture_operate (shop.f, shop.admin, "shop", operation), "secret");
  g_assert_nonnull (secret);
  g_assert_null (m77_json_get (fixture_operate (shop.f, shop.admin, "shop", operation), "secret"));
  feed = fixture_text (fixture_ask (shop.f, shop.admin, "GET", "shop/changes", NULL, NULL));
  g_assert_null (strstr (feed, secret));

  /* It may do what its scopes say and no more. */
  answer = fixture_ask (shop.f, secret, "GET", "shop/incident", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  m77_answer_free (answer);
  answer = fixture_ask (shop.f, secret, "GET", "shop/member", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 404);
  m77_answer_free (answer);
  duty_tear_down (&shop);
}

/* A dangerous action wants a recent sign-in; a token that was issued long ago has none. */
static void
test_step_up (void)
{
  Duty shop;
  const M77Json *outcome;
  const char *secret;
  g_autofree char *id = NULL;

  duty_set_up (&shop);
  id = fixture_create (shop.f, shop.admin, "deployment", CANARY);
  outcome = fixture_act (shop.f,
                         shop.admin,
                         "issue",
                         "credential",
                         "new",
                         "{'name':'deploy','type':'personal-token','holder':'omar',"
                         "'scopes':['allow *:*'],'expires_at':'2030-06-17T00:00:00.000Z'}");
  secret = m77_json_get_string (outcome, "secret");
  shop.f->now += 20 * MINUTE;
  outcome = fixture_act (shop.f, secret, "start", "deployment", id, NULL);
  fixture_expect (outcome, "step-up", NULL);
  g_assert_cmpint (m77_json_get_int (outcome, "max_age", 0), ==, 900);
  fixture_expect (fixture_act (shop.f, shop.admin, "start", "deployment", id, NULL),
                  "applied",
                  NULL);
  duty_tear_down (&shop);
}

/* What is taken out of a timeline does not stay in the audit of that. */
static void
test_redact (void)
{
  Duty shop;
  g_autofree char *id = NULL, *note = NULL, *audit = NULL;

  duty_set_up (&shop);
  id = fixture_create (shop.f, shop.admin, "incident", "{'title':'T','environment':'staging'}");
  note = g_strdup_printf ("{'key':'KEY','op':'update','kind':'incident','id':'%s','elements':{"
                          "'timeline':{'append':[{'id':'018f8a00-0000-7000-8000-000000000001',"
                          "'at':'2030-05-17T03:00:00.000Z','kind':'note','text':'hunter2'}]}}}",
                          id);
  fixture_expect (fixture_operate (shop.f, shop.admin, "shop", note), "applied", NULL);
  fixture_expect (fixture_act (shop.f,
                               shop.admin,
                               "redact",
                               "incident",
                               id,
                               "{'entry':'018f8a00-0000-7000-8000-000000000001'}"),
                  "applied",
                  NULL);
  audit = fixture_text (fixture_ask (shop.f, shop.admin, "GET", "shop/changes", NULL, NULL));
  g_assert_nonnull (strstr (audit, "redact"));
  g_assert_null (strstr (audit, "hunter2"));
  duty_tear_down (&shop);
}

static void
test_last_admin (void)
{
  Duty shop;
  const M77Json *list;
  g_autofree char *omar = NULL, *jana = NULL;

  duty_set_up (&shop);
  list = m77_json_get (
      fixture_json (shop.f,
                    fixture_ask (shop.f, shop.admin, "GET", "shop/member?sort=handle", NULL, NULL)),
      "rows");
  jana = g_strdup (m77_json_get_string (m77_json_first (list), "id"));
  omar = g_strdup (m77_json_get_string (m77_json_next (m77_json_first (list)), "id"));
  fixture_expect (fixture_act (shop.f,
                               shop.admin,
                               "revoke-role",
                               "member",
                               omar,
                               "{'role':'admin'}"),
                  "rejected",
                  "not-permitted");
  fixture_expect (fixture_act (shop.f,
                               shop.admin,
                               "break-glass",
                               "member",
                               omar,
                               "{'role':'admin','until':'2030-05-17T04:00:00.000Z'}"),
                  "rejected",
                  "not-permitted");
  fixture_expect (fixture_act (shop.f,
                               shop.admin,
                               "grant-role",
                               "member",
                               omar,
                               "{'role':'admin','until':'2030-05-18T04:00:00.000Z'}"),
                  "rejected",
                  "not-permitted");
  fixture_expect (fixture_act (shop.f, shop.admin, "suspend", "member", jana, NULL),
                  "applied",
                  NULL);
  m77_answer_free (fixture_ask (shop.f, shop.admin, "GET", "shop/incident", NULL, NULL));
  {
    M77Answer *answer = fixture_ask (shop.f, shop.jana, "GET", "shop/incident", NULL, NULL);
    g_assert_cmpuint (answer->status, ==, 401);
    m77_answer_free (answer);
  }
  duty_tear_down (&shop);
}

/* Whoever breaks the glass has the role at once, and every other administrator a page about it. */
static void
test_break_glass (void)
{
  Duty shop;
  g_autofree char *lena = NULL, *id = NULL;
  const M77Json *page;

  duty_set_up (&shop);
  lena = fixture_token (shop.f, "lena", "admin");
  page = m77_json_first (m77_json_get (fixture_json (shop.f,
                                                     fixture_ask (shop.f,
                                                                  shop.admin,
                                                                  "GET",
                                                                  "shop/member?filter=handle:jana",
                                                                  NULL,
                                                                  NULL)),
                                       "rows"));
  id = g_strdup (m77_json_get_string (page, "id"));
  fixture_expect (fixture_act (shop.f,
                               shop.jana,
                               "break-glass",
                               "member",
                               id,
                               "{'role':'admin','until':'2030-05-17T04:00:00.000Z'}"),
                  "applied",
                  NULL);
  g_assert_cmpuint (duty_count (&shop, "shop/page?filter=member:omar"), ==, 1);
  g_assert_cmpuint (duty_count (&shop, "shop/page?filter=member:lena"), ==, 1);
  g_assert_cmpuint (duty_count (&shop, "shop/page"), ==, 2);
  page = m77_json_get (
      m77_json_first (
          m77_json_get (fixture_json (shop.f,
                                      fixture_ask (shop.f, lena, "GET", "shop/page", NULL, NULL)),
                        "rows")),
      "doc");
  g_assert_cmpstr (m77_json_get_string (page, "reason"), ==, "break-glass");
  g_assert_cmpstr (m77_json_get_string (page, "subject"), ==, "member/jana");
  duty_tear_down (&shop);
}

/* Where a tenant wants four eyes, nobody approves what they proposed. */
static void
test_proposal (void)
{
  Duty shop;
  g_autofree char *id = NULL, *lena = NULL;
  g_autoptr (GError) error = NULL;
  const M77Json *doc;

  duty_set_up (&shop);
  lena = fixture_token (shop.f, "lena", "operator");
  platform_tenant_set_four_eyes (shop.f->core->db, 1, TRUE, &error);
  g_assert_no_error (error);
  id = fixture_create (shop.f, shop.admin, "deployment", CANARY);
  fixture_expect (fixture_act (shop.f, lena, "start", "deployment", id, NULL), "applied", NULL);
  duty_assert_field (&shop, "deployment", id, "status", "planned");
  fixture_expect (fixture_act (shop.f, lena, "approve", "deployment", id, NULL),
                  "rejected",
                  "not-permitted");
  fixture_expect (fixture_act (shop.f, shop.admin, "approve", "deployment", id, NULL),
                  "applied",
                  NULL);
  doc = fixture_doc (shop.f, shop.admin, "deployment", id);
  g_assert_cmpstr (m77_json_get_string (doc, "status"), ==, "running");
  g_assert_null (m77_json_get (doc, "proposal"));
  duty_tear_down (&shop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/actions/break-glass", test_break_glass);
  g_test_add_func ("/actions/deployment", test_deployment);
  g_test_add_func ("/actions/freeze", test_freeze);
  g_test_add_func ("/actions/flag", test_flag);
  g_test_add_func ("/actions/config", test_config);
  g_test_add_func ("/actions/secret", test_secret);
  g_test_add_func ("/actions/step-up", test_step_up);
  g_test_add_func ("/actions/redact", test_redact);
  g_test_add_func ("/actions/last-admin", test_last_admin);
  g_test_add_func ("/actions/proposal", test_proposal);
  return g_test_run ();
}
