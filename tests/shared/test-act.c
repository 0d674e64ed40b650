/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-act"

#include "config.h"

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"
#include "tests/shared/test-json-text.h"

#define ASKED "2030-05-17T03:10:00.000Z"

static gint64
asked_at (void)
{
  return m77_time_parse (ASKED);
}

static const M77Action *
action_of (const char *kind, const char *name)
{
  return m77_kind_action (m77_kind_find (kind), name);
}

static void
test_arguments (void)
{
  static const struct
  {
    const char *kind, *action, *args;
    gboolean fits;
  } cases[] = {
    { "incident", "acknowledge", "{}", TRUE },
    { "incident", "acknowledge", "{'at':'x'}", FALSE },
    { "incident", "acknowledge", "[]", FALSE },
    { "incident", "snooze", "{'until':'2030-05-17T09:00:00.000Z'}", TRUE },
    { "incident", "snooze", "{'until':'2030-05-27T09:00:00.000Z'}", FALSE },
    { "incident", "snooze", "{}", FALSE },
    { "incident", "resolve", "{'at':'2030-05-17T03:00:00.000Z','resolution':'x'}", TRUE },
    { "incident", "resolve", "{'at':'2030-05-17T04:00:00.000Z'}", FALSE },
    { "incident", "escalate", "{'to':21}", FALSE },
    { "incident", "escalate", "{'to':2}", TRUE },
    { "webhook",
      "replay",
      "{'since':'2030-05-01T00:00:00.000Z','until':'2030-05-02T00:00:00.000Z'}",
      TRUE },
    { "webhook",
      "replay",
      "{'since':'2030-03-01T00:00:00.000Z','until':'2030-05-02T00:00:00.000Z'}",
      FALSE },
    { "flag", "turn-on", "{'env':'production'}", TRUE },
    { "flag", "turn-on", "{'env':'prod'}", FALSE },
    { "role", "add-rule", "{'rule':'allow incident:edit'}", TRUE },
    { "role", "add-rule", "{'rule':'incident:edit'}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s %s", cases[i].action, cases[i].args);
      g_assert_cmpint (m77_act_check_arguments (action_of (cases[i].kind, cases[i].action),
                                                test_json (pool, cases[i].args),
                                                asked_at (),
                                                &error),
                       ==,
                       cases[i].fits);
      g_assert_true (cases[i].fits || g_error_matches (error, M77_ERROR, M77_ERROR_INVALID));
    }
}

static void
test_expectations (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *incident = m77_kind_find ("incident");
  const M77Json *doc = test_json (pool, "{'status':'triggered','escalation_level':1}");
  const M77Json *expect = m77_act_expect (pool,
                                          incident,
                                          action_of ("incident", "acknowledge"),
                                          doc);
  const char *field = NULL;

  test_assert_json (expect, "{'status':'triggered','escalation_level':1,'acknowledged_by':null}");
  g_assert_true (m77_act_expectation_holds (incident, expect, doc, &field));
  doc = test_json (pool, "{'status':'triggered','escalation_level':2}");
  g_assert_false (m77_act_expectation_holds (incident, expect, doc, &field));
  g_assert_cmpstr (field, ==, "escalation_level");
}

/* Long values are compared by hash; the order of a set means nothing. */
static void
test_hashes (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *role = m77_kind_find ("role");
  const M77Json *expect = m77_act_expect (pool,
                                          role,
                                          action_of ("role", "add-rule"),
                                          test_json (pool, "{'rules':['a','b'],'holders':3}"));

  g_assert_true (g_str_has_prefix (m77_json_get_string (expect, "rules"), "sha256:"));
  g_assert_true (m77_act_expectation_holds (role,
                                            expect,
                                            test_json (pool, "{'rules':['b','a'],'holders':3}"),
                                            NULL));
  g_assert_false (m77_act_expectation_holds (role,
                                             expect,
                                             test_json (pool, "{'rules':['b'],'holders':3}"),
                                             NULL));
}

static void
test_states (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (m77_act_check_state (m77_kind_find ("flag"),
                                      action_of ("flag", "turn-on"),
                                      test_json (pool, "{}"),
                                      NULL));
  g_assert_false (m77_act_check_state (m77_kind_find ("flag"),
                                       action_of ("flag", "turn-on"),
                                       test_json (pool, "{'on':true}"),
                                       &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_PRECONDITION_CHANGED);
  g_assert_cmpint (m77_act_expires_at (action_of ("incident", "acknowledge"), 1000), ==, 301000);
  g_assert_cmpint (m77_act_expires_at (action_of ("deployment", "promote"), 1000), ==, 61000);
}

static void
assert_applied (const char *kind,
                const char *action,
                const char *doc,
                const char *args,
                const char *expected)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *after = m77_act_apply (pool,
                                        m77_kind_find (kind),
                                        action_of (kind, action),
                                        test_json (pool, doc),
                                        test_json (pool, args),
                                        "jana",
                                        asked_at ());

  test_assert_json (after, expected);
}

static void
test_effects (void)
{
  assert_applied ("incident",
                  "acknowledge",
                  "{'status':'triggered','x':1}",
                  "{}",
                  "{'status':'acknowledged','x':1,'acknowledged_at':'" ASKED
                  "','acknowledged_by':'jana'}");
  assert_applied ("incident",
                  "resolve",
                  "{'status':'triggered'}",
                  "{'at':'2030-05-17T03:00:00.000Z'}",
                  "{'status':'resolved','resolved_at':'2030-05-17T03:00:00.000Z'}");
  assert_applied ("incident",
                  "reopen",
                  "{'status':'closed','closed_at':'x','acknowledged_by':'omar'}",
                  "{}",
                  "{'status':'triggered','escalation_level':1}");
  assert_applied ("flag", "turn-on", "{'on':false}", "{'env':'staging'}", "{'on':true}");
  assert_applied ("flag",
                  "set-rollout",
                  "{'rollout':10}",
                  "{'env':'staging','to':50}",
                  "{'rollout':50}");
  assert_applied ("role", "add-rule", "{'rules':['a']}", "{'rule':'b'}", "{'rules':['a','b']}");
  assert_applied ("role", "remove-rule", "{'rules':['a','b']}", "{'rule':'a'}", "{'rules':['b']}");
}

static void
test_kill_switch (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *flag = m77_kind_find ("flag");
  const M77Action *on = action_of ("flag", "turn-on");
  const M77Action *off = action_of ("flag", "turn-off");
  const M77Json *kill = test_json (pool, "{'type':'kill-switch'}");

  g_assert_true (m77_act_guard (flag, on, kill) == off);
  g_assert_true (m77_act_guard (flag, off, kill) == on);
  g_assert_true (m77_act_guard (flag, on, test_json (pool, "{'type':'release'}")) == on);
  g_assert_true (m77_act_guard (flag, on, NULL) == on);
}

/* What follows what: checked before it is asked for. */
static void
test_order (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *kind = m77_kind_find ("incident");
  const M77Action *mitigate = m77_kind_action (kind, "mitigate");
  const M77Action *close = m77_kind_action (kind, "close");
  gint64 now = m77_time_parse ("2030-05-17T04:00:00.000Z");
  M77Json *doc = m77_json_parse (pool,
                                 "{\"status\":\"acknowledged\",\"severity\":\"sev2\","
                                 "\"started_at\":\"2030-05-17T03:00:00.000Z\","
                                 "\"acknowledged_at\":\"2030-05-17T03:10:00.000Z\"}",
                                 -1,
                                 NULL);
  static const struct
  {
    const char *args;
    gboolean fits;
  } cases[] = {
    { "{}", TRUE },
    { "{\"at\":\"2030-05-17T03:30:00.000Z\"}", TRUE },
    { "{\"at\":\"2030-05-17T03:05:00.000Z\"}", FALSE },
    { "{\"at\":\"2030-05-17T02:59:00.000Z\"}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const M77Json *args = m77_json_parse (pool, cases[i].args, -1, NULL);
      gboolean fits = m77_act_check_order (kind, mitigate, doc, args, now, &error);

      g_assert_cmpint (fits, ==, cases[i].fits);
      g_assert_cmpint (error == NULL, ==, fits);
    }
  g_assert_true (m77_act_wants_reason (kind, close, doc));
  g_assert_false (m77_act_wants_reason (kind, mitigate, doc));
  m77_json_set_string (pool, doc, "postmortem", "# What happened");
  g_assert_false (m77_act_wants_reason (kind, close, doc));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/act/arguments", test_arguments);
  g_test_add_func ("/act/order", test_order);
  g_test_add_func ("/act/expectations", test_expectations);
  g_test_add_func ("/act/hashes", test_hashes);
  g_test_add_func ("/act/states", test_states);
  g_test_add_func ("/act/effects", test_effects);
  g_test_add_func ("/act/kill-switch", test_kill_switch);
  return g_test_run ();
}
