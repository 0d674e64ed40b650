/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-rollout"

#include "config.h"

#include <math.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-rollout.h"
#include "tests/shared/test-json-text.h"

#define NOW "2030-05-17T03:12:00.000Z"

#define CANARY(status, verdict, measured)                                                          \
  "{'service':'checkout','environment':'production','version':'4.18.0','previous_version':"        \
  "'4.17.2','status':'" status "','step':3,'weight':25,'actual_weight':25,"                        \
  "'started_at':'2030-05-17T02:50:00.000Z','measured_at':'" measured "',"                          \
  "'plan':[{'weight':5},{'weight':10},{'weight':25},{'weight':50},{'weight':75},{'weight':100}],"  \
  "'analysis':{'errors':{'value':4.1,'baseline':0.3,'limit':1,'unit':'%','samples':12400,"         \
  "'least':5000,'verdict':'" verdict "'},'latency_p99':{'value':840,'unit':'ms'}}}"

static M77RolloutView
view_of (gboolean online)
{
  return (M77RolloutView){ .now = m77_time_parse (NOW), .online = online };
}

static const M77Outlook *
find (GPtrArray *outlooks, const char *name)
{
  for (guint i = 0; i < outlooks->len; i++)
    {
      const M77Outlook *outlook = outlooks->pdata[i];

      if (g_str_equal (outlook->action->name, name))
        return outlook;
    }
  return NULL;
}

static void
test_measures (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc = test_json (pool, CANARY ("paused", "fail", NOW));
  g_autoptr (GArray) measures = m77_rollout_measures (doc);
  const M77Measure *errors = &g_array_index (measures, M77Measure, 0);
  const M77Measure *latency = &g_array_index (measures, M77Measure, 1);
  g_autofree char *label = m77_measure_label (latency);
  g_autofree char *value = m77_measure_words (errors->value, errors->unit);
  g_autofree char *none = m77_measure_words (latency->limit, latency->unit);

  g_assert_cmpuint (measures->len, ==, 2);
  g_assert_cmpstr (value, ==, "4.1 %");
  g_assert_true (m77_measure_is_over (errors));
  g_assert_cmpint (errors->least, ==, 5000);
  g_assert_cmpstr (label, ==, "Latency p99");
  g_assert_cmpstr (none, ==, "-");
  g_assert_false (m77_measure_is_over (latency));
  g_assert_cmpint (latency->samples, ==, -1);
}

static void
test_steps (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc = test_json (pool, CANARY ("paused", "fail", NOW));
  const M77Json *bare = test_json (pool, "{'steps':4}");

  g_assert_cmpuint (m77_rollout_steps (doc), ==, 6);
  g_assert_cmpint (m77_rollout_weight (doc, 3), ==, 25);
  g_assert_cmpint (m77_rollout_weight (doc, 6), ==, 100);
  g_assert_cmpuint (m77_rollout_steps (bare), ==, 4);
  g_assert_cmpint (m77_rollout_weight (bare, 2), ==, -1);
}

/* The safe directions come first, and say what they do. */
static void
test_order (void)
{
  static const struct
  {
    const char *status, *names;
  } cases[] = {
    { "running", "pause abort rollback promote" },
    { "paused", "abort rollback resume promote" },
    { "failed", "rollback retry" },
    { "planned", "start" },
    { "succeeded", "rollback" },
    { "cancelled", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      M77Json *doc = test_json (pool, CANARY ("x", "pass", NOW));
      M77RolloutView view = view_of (TRUE);
      g_autoptr (GPtrArray) outlooks = NULL;
      g_autoptr (GString) names = g_string_new (NULL);

      m77_json_set_string (pool, doc, "status", cases[i].status);
      outlooks = m77_rollout_outlook (doc, &view);
      for (guint k = 0; k < outlooks->len; k++)
        {
          const M77Outlook *outlook = outlooks->pdata[k];

          g_string_append_printf (names, "%s%s", k > 0 ? " " : "", outlook->action->name);
          g_assert_nonnull (outlook->effect);
          g_assert_null (outlook->not_now);
        }
      g_assert_cmpstr (names->str, ==, cases[i].names);
    }
}

static void
test_refusals (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *fails = test_json (pool, CANARY ("paused", "fail", NOW));
  const M77Json *old = test_json (pool, CANARY ("paused", "pass", "2030-05-17T03:01:00.000Z"));
  M77RolloutView view = view_of (TRUE);
  g_autoptr (GPtrArray) failing = m77_rollout_outlook (fails, &view);
  g_autoptr (GPtrArray) stale = m77_rollout_outlook (old, &view);
  g_autoptr (GPtrArray) offline = NULL;
  g_autoptr (GPtrArray) frozen = NULL;

  g_assert_cmpstr (find (failing, "promote")->effect, ==, "25% to 50%, step 4 of 6");
  g_assert_cmpstr (find (failing, "promote")->not_now, ==, "its analysis fails");
  g_assert_cmpstr (find (stale, "promote")->not_now, ==, "figures are 11m old");
  g_assert_null (find (stale, "resume")->not_now);

  view = view_of (FALSE);
  offline = m77_rollout_outlook (fails, &view);
  g_assert_cmpstr (find (offline, "promote")->not_now, ==, "offline");
  g_assert_cmpstr (find (offline, "abort")->effect, ==, "weight 25% to 0%, all on 4.17.2");
  g_assert_cmpstr (find (offline, "abort")->remark, ==, "offline: within 15m, if at step 3");
  g_assert_cmpstr (find (offline, "rollback")->remark, ==, "offline: held 15m, asked again");

  view = view_of (TRUE);
  view.freeze = fails;
  frozen = m77_rollout_outlook (old, &view);
  g_assert_cmpstr (find (frozen, "resume")->not_now, ==, "a freeze is in force");
  g_assert_null (find (frozen, "abort")->not_now);
}

static void
test_pending (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc = test_json (pool, CANARY ("paused", "fail", NOW));
  M77RolloutView view = view_of (FALSE);
  g_autoptr (GPtrArray) outlooks = NULL;

  view.pending = test_json (pool,
                            "{'action':'rollback','state':'held',"
                            "'asked_at':'2030-05-17T03:06:00.000Z'}");
  outlooks = m77_rollout_outlook (doc, &view);
  g_assert_cmpstr (find (outlooks, "rollback")->remark, ==, "HELD 6m, lapses 03:21");
}

static void
test_arguments (void)
{
  static const struct
  {
    const char *action, *args;
  } cases[] = { { "promote", "{'to':'4'}" },
                { "rollback", "{'to':'4.17.2'}" },
                { "abort", "null" } };
  const M77Kind *kind = m77_kind_find ("deployment");
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc = test_json (pool, CANARY ("paused", "fail", NOW));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    test_assert_json (m77_rollout_arguments (pool, doc, m77_kind_action (kind, cases[i].action)),
                      cases[i].args);
}

static void
test_concerns (void)
{
  static const struct
  {
    const char *kind, *other, *words;
    gboolean warns;
  } cases[] = {
    { "flag",
      "{'key':'new-cart','environment':'production','on':true,'rollout':50,"
      "'changed_at':'2030-05-17T02:31:00.000Z','changed_by':'omar'}",
      "flag new-cart on, 50%: omar 02:31, another change in this window",
      FALSE },
    { "flag",
      "{'key':'new-cart','environment':'staging','changed_at':'2030-05-17T02:31:00.000Z'}",
      NULL,
      FALSE },
    { "flag",
      "{'key':'new-cart','environment':'production','changed_at':'2030-05-16T02:31:00.000Z'}",
      NULL,
      FALSE },
    { "freeze",
      "{'environments':['production'],'starts_at':'2030-05-17T15:12:00.000Z',"
      "'ends_at':'2030-05-17T20:00:00.000Z'}",
      "freeze 15:12 to 20:00, in 12h",
      FALSE },
    { "freeze",
      "{'environments':['production'],'starts_at':'2030-05-17T01:00:00.000Z',"
      "'ends_at':'2030-05-17T20:00:00.000Z'}",
      "FREEZE until 20:00: it goes back, not on",
      TRUE },
    { "freeze",
      "{'environments':['staging'],'starts_at':'2030-05-17T01:00:00.000Z',"
      "'ends_at':'2030-05-17T20:00:00.000Z'}",
      NULL,
      FALSE },
    { "incident",
      "{'number':2041,'title':'Cards','service':'checkout','environment':'production',"
      "'started_at':'2030-05-17T02:58:00.000Z'}",
      "INC-2041 began 8m after this: Cards",
      TRUE },
    { "incident",
      "{'number':2040,'service':'checkout','environment':'production',"
      "'started_at':'2030-05-17T02:40:00.000Z'}",
      NULL,
      FALSE },
    { "service", "{'name':'checkout'}", NULL, FALSE },
  };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc = test_json (pool, CANARY ("paused", "fail", NOW));
  M77RolloutView view = view_of (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean warns;
      g_autofree char *words = m77_rollout_concerns (doc,
                                                     m77_kind_find (cases[i].kind),
                                                     test_json (pool, cases[i].other),
                                                     &view,
                                                     &warns);

      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpint (warns, ==, cases[i].warns);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rollout/measures", test_measures);
  g_test_add_func ("/rollout/steps", test_steps);
  g_test_add_func ("/rollout/order", test_order);
  g_test_add_func ("/rollout/refusals", test_refusals);
  g_test_add_func ("/rollout/pending", test_pending);
  g_test_add_func ("/rollout/arguments", test_arguments);
  g_test_add_func ("/rollout/concerns", test_concerns);

  return g_test_run ();
}
