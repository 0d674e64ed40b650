/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-record"

#include "config.h"

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-record.h"
#include "tests/shared/test-json-text.h"

#define ID  "0190a5b0-0000-7000-8000-0000deadbeef"
#define NOW G_GINT64_CONSTANT (1905210720000) /* 2030-05-17T04:12:00Z or so */

static void
test_round_trip (void)
{
  const char *text = "{\"kind\":\"incident\",\"id\":\"" ID "\",\"version\":7,"
                     "\"created_at\":\"2030-05-17T01:00:00.000Z\",\"updated_by\":\"jana\","
                     "\"deleted\":false,\"doc\":{\"number\":2041,\"new\":1.10}}";
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  M77Record record;

  g_assert_true (m77_record_parse (&record, pool, text, -1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (record.version, ==, 7);
  g_assert_true (record.updated_at == M77_TIME_NONE);
  m77_record_write (&record, out);
  g_assert_cmpstr (out->str, ==, text);
}

static void
test_refused (void)
{
  static const char *const bad[] = {
    "[]",
    "{'kind':'incident','id':'x','version':1,'doc':{}}",
    "{'id':'" ID "','version':1,'doc':{}}",
    "{'kind':'incident','id':'" ID "','version':'1','doc':{}}",
    "{'kind':'incident','id':'" ID "','version':1}",
    "{'kind':'incident','id':'" ID "','version':1,'doc':{},'created_at':'soon'}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autoptr (GError) error = NULL;
      M77Record record;

      g_assert_false (m77_record_from_json (&record, test_json (pool, bad[i]), &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_BAD_ANSWER);
    }
}

static void
assert_key (const char *kind, const char *doc, guint local, const char *expected)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *key = m77_record_key (m77_kind_find (kind), test_json (pool, doc), ID, local);

  g_assert_cmpstr (key, ==, expected);
}

static void
test_keys (void)
{
  assert_key ("incident", "{'number':2041}", 3, "INC-2041");
  assert_key ("incident", "{}", 3, "~3");
  assert_key ("incident", "{}", 0, "deadbeef");
  assert_key ("service", "{'name':'checkout'}", 0, "checkout");
  assert_key ("member", "{'handle':'jana'}", 0, "@jana");
  assert_key ("flag", "{'key':'new-cart','environment':'production'}", 0, "new-cart@production");
  assert_key ("usage",
              "{'metric':'pages','period_start':'2030-05-01T00:00:00.000Z'}",
              0,
              "pages@2030-05");
  assert_key ("usage", "{'metric':'pages','period_start':'äöüäöüäöü'}", 0, "pages@äöüäöüä");
  assert_key ("audit", "{'sequence':12}", 0, "12");
  assert_key ("silence", "{}", 0, "deadbeef");
}

static void
test_states (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *flag = m77_kind_find ("flag");

  g_assert_cmpstr (m77_record_state (flag, test_json (pool, "{'on':true}")), ==, "on");
  g_assert_cmpstr (m77_record_state (flag, test_json (pool, "{}")), ==, "off");
  g_assert_cmpstr (m77_record_state (flag, test_json (pool, "{'archived_at':'x'}")),
                   ==,
                   "archived");
  g_assert_null (m77_record_state (m77_kind_find ("team"), test_json (pool, "{}")));
}

/* What is typed, what it becomes, and how it is shown; shown NULL: refused. */
static void
test_values (void)
{
  static const struct
  {
    const char *kind, *field, *typed, *json, *shown;
  } cases[] = {
    { "incident", "severity", "SEV1", "'sev1'", "SEV1" },
    { "incident", "severity", "high", NULL, NULL },
    { "incident", "labels", "db, eu ,,x", "['db','eu','x']", "db eu x" },
    { "incident", "responders", "@jana,omar", "['jana','omar']", "jana omar" },
    { "incident", "lead", "@jana", "'jana'", "jana" },
    { "incident", "title", "  ", "null", "" },
    { "incident", "customers_affected", "12", "12", "12" },
    { "incident", "customers_affected", "-1", NULL, NULL },
    { "escalation", "ack_timeout", "1h30m", "5400", "1h30m" },
    { "escalation", "ack_timeout", "soon", NULL, NULL },
    { "slo", "objective", "0.9990", "0.9990", "0.9990" },
    { "slo", "objective", "inf", NULL, NULL },
    { "flag", "auto_off", "yes", "true", "yes" },
    { "flag", "auto_off", "perhaps", NULL, NULL },
    { "slo", "alerting", "1h=14.4, 6h=6", "{'1h':'14.4','6h':'6'}", "1h=14.4 6h=6" },
    { "incident", "timeline", "x", NULL, NULL },
    { "maintenance",
      "matchers",
      "pod=\"a,b\",x=\"y\"",
      "['pod=\\\"a,b\\\"','x=\\\"y\\\"']",
      "pod=\"a,b\" x=\"y\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autoptr (GError) error = NULL;
      const M77Field *field = m77_kind_field (m77_kind_find (cases[i].kind), cases[i].field);
      const M77Json *value = m77_value_from_text (field, cases[i].typed, pool, NOW, NULL, &error);
      g_autofree char *shown = NULL;

      if (cases[i].json == NULL)
        {
          g_assert_null (value);
          g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
          continue;
        }
      g_assert_no_error (error);
      test_assert_json (value, cases[i].json);
      shown = m77_value_to_text (field, value, NOW, NULL);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/round-trip", test_round_trip);
  g_test_add_func ("/record/refused", test_refused);
  g_test_add_func ("/record/keys", test_keys);
  g_test_add_func ("/record/states", test_states);
  g_test_add_func ("/record/values", test_values);
  return g_test_run ();
}
