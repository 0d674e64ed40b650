/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-validate"

#include "config.h"

#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-secret.h"
#include "shared/model/m77-validate.h"
#include "tests/shared/test-json-text.h"

#define ENTRY                                                                                      \
  "{'id':'0190a5b0-0000-7000-8000-000000000001','at':'2030-05-17T01:00:00.000Z','text':'x'}"

/* code NULL: it is right. */
static void
test_values (void)
{
  static const struct
  {
    const char *kind, *field, *value, *code;
  } cases[] = {
    { "incident", "title", "'x'", NULL },
    { "incident", "title", "null", "required" },
    { "incident", "title", "''", "required" },
    { "incident", "title", "5", "wrong-type" },
    { "incident", "title", "'a\\nb'", "bad-format" },
    { "incident", "severity", "'sev6'", "unknown-value" },
    { "incident", "service", "'Check out'", "bad-format" },
    { "incident", "labels", "['a','b']", NULL },
    { "incident", "labels", "['a',1]", "wrong-type" },
    { "incident", "labels", "'a'", "wrong-type" },
    { "incident", "bridge", "'https://meet.example/x'", NULL },
    { "incident", "bridge", "'https://me:pw@meet.example/'", "bad-format" },
    { "incident", "bridge", "'ftp://meet.example/'", "bad-format" },
    { "incident", "customers_affected", "9007199254740992", "out-of-range" },
    { "incident", "customers_affected", "-1", "out-of-range" },
    { "incident", "customers_affected", "1.5", "wrong-type" },
    { "incident", "started_at", "'yesterday'", "bad-format" },
    { "incident", "timeline", "[" ENTRY "]", NULL },
    { "incident", "timeline", "[{'text':'x'}]", "wrong-type" },
    { "service", "name", "'Checkout'", "bad-format" },
    { "service", "name", "'check.out_1-a'", NULL },
    { "slo", "objective", "0.4", "out-of-range" },
    { "slo", "objective", "0.999", NULL },
    { "slo", "window", "3600", "out-of-range" },
    { "escalation", "ack_timeout", "60", "bad-format" },
    { "escalation", "ack_timeout", "0", NULL },
    { "escalation", "steps", "{}", "out-of-range" },
    { "escalation", "steps", "{'1':{'after':0}}", NULL },
    { "escalation", "steps", "{'21':{'after':0}}", "bad-format" },
    { "schedule", "zone", "'Europe/Berlin'", NULL },
    { "schedule", "zone", "'Europe/Atlantis'", "bad-format" },
    { "schedule", "zone", "'/usr/share/zoneinfo/Europe/Berlin'", "bad-format" },
    { "schedule", "zone", "'Europe/../Europe/Berlin'", "bad-format" },
    { "schedule", "zone", "'Etc/GMT+5'", NULL },
    { "silence", "matchers", "['job=\\\"mail\\\"']", NULL },
    { "silence", "matchers", "['job=~\\\".*\\\"']", "bad-format" },
    { "silence", "matchers", "['job=mail']", "bad-format" },
    { "webhook", "target", "'http://x.example/'", "bad-format" },
    { "config", "path", "'payments/limits'", NULL },
    { "config", "path", "'Payments'", "bad-format" },
    { "config", "draft", "'key: AKIAABCDEFGHIJKLMNOP'", "looks-secret" },
    { "config", "draft", "'key: ${credential:mail}'", NULL },
    { "role", "rules", "['allow incident:read']", NULL },
    { "role", "rules", "['permit incident:read']", "bad-format" },
    { "flag", "rollout", "101", "out-of-range" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      const M77Kind *kind = m77_kind_find (cases[i].kind);
      const M77Field *field = m77_kind_field (kind, cases[i].field);
      g_autoptr (M77Fault)
          fault = m77_validate_value (kind, field, test_json (pool, cases[i].value));

      g_test_message ("%s %s", cases[i].field, cases[i].value);
      g_assert_cmpstr (fault != NULL ? fault->code : NULL, ==, cases[i].code);
    }
}

/* The code of the first fault, or NULL. */
static void
assert_edit (const char *kind,
             const char *before,
             const char *patch,
             const char *elements,
             const char *code)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray)
      faults = m77_validate_edit (m77_kind_find (kind),
                                  before != NULL ? test_json (pool, before) : NULL,
                                  patch != NULL ? test_json (pool, patch) : NULL,
                                  elements != NULL ? test_json (pool, elements) : NULL,
                                  FALSE);
  const M77Fault *first = faults != NULL ? g_ptr_array_index (faults, 0) : NULL;

  g_test_message ("%s %s %s", kind, patch, elements);
  g_assert_cmpstr (first != NULL ? first->code : NULL, ==, code);
}

static void
test_edits (void)
{
  const char *incident = "{'title':'x','environment':'production','severity':'sev2',"
                         "'status':'triggered','number':1,'future':{'a':1}}";

  assert_edit ("incident", incident, "{'title':'y'}", NULL, NULL);
  assert_edit ("incident", incident, "{'title':null}", NULL, "required");
  assert_edit ("incident", incident, "{'status':'closed'}", NULL, "read-only");
  assert_edit ("incident", incident, "{'status':'triggered'}", NULL, NULL);
  assert_edit ("incident", incident, "{'number':2}", NULL, "read-only");
  assert_edit ("incident", incident, "{'future':2}", NULL, NULL);
  assert_edit ("incident", incident, NULL, "{'labels':{'add':['db']}}", NULL);
  assert_edit ("incident", incident, NULL, "{'timeline':{'append':[" ENTRY "]}}", NULL);
  assert_edit ("incident",
               "{'title':'x','timeline':[" ENTRY "]}",
               "{'timeline':[]}",
               NULL,
               "read-only");
  assert_edit ("service", "{'name':'a','title':'b','tier':'tier1'}", "{'name':'c'}", NULL, "fixed");
  assert_edit ("deployment",
               "{'version':'1','status':'running'}",
               "{'version':'2'}",
               NULL,
               "read-only");
  assert_edit ("deployment", "{'version':'1','status':'planned'}", "{'version':'2'}", NULL, NULL);
  assert_edit ("retention", "{'status':'active','basis':'a'}", "{'basis':'b'}", NULL, "read-only");
  assert_edit ("freeze",
               "{'starts_at':'2030-05-17T01:00:00.000Z'}",
               "{'ends_at':'2030-05-16T01:00:00.000Z'}",
               NULL,
               "order");
  assert_edit ("freeze",
               "{'starts_at':'2030-01-01T01:00:00.000Z'}",
               "{'ends_at':'2030-06-01T01:00:00.000Z'}",
               NULL,
               "out-of-range");
}

static void
test_create (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *runbook = m77_kind_find ("runbook");
  const M77Json *doc = test_json (pool, "{'title':'Zahlungen fallen über EU aus!','body':'# x'}");
  const M77Json *complete = m77_create_complete (pool, runbook, doc);
  g_autoptr (GPtrArray) faults = m77_validate_edit (runbook, NULL, complete, NULL, FALSE);
  g_autoptr (GPtrArray) missing = m77_validate_doc (runbook, test_json (pool, "{'title':'x'}"));
  g_autoptr (GError) error = NULL;

  g_assert_null (faults);
  g_assert_cmpstr (m77_json_get_string (complete, "name"), ==, "zahlungen-fallen-uber-eu-aus");
  g_assert_cmpstr (m77_json_get_string (complete, "status"), ==, "draft");
  g_assert_cmpuint (missing->len, ==, 2);
  m77_faults_to_error (missing, &error);
  g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "1 more"));
  assert_edit ("incident",
               NULL,
               "{'title':'x','severity':'sev1','environment':'staging','status':'closed'}",
               NULL,
               "read-only");
}

/* A last note always fits: log entries have room of their own. */
static void
test_size (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *incident = m77_kind_find ("incident");
  M77Json *doc = test_json (pool, "{'title':'x','severity':'sev1','environment':'staging'}");
  g_autofree char *big = g_strnfill (1000 * 1024, 'x');
  g_autoptr (GPtrArray) right = m77_validate_doc (incident, doc);
  g_autoptr (GPtrArray) wrong = NULL;
  const M77Fault *fault;

  g_assert_null (right);
  m77_json_set_string (pool, doc, "unknown_member", big);
  wrong = m77_validate_doc (incident, doc);
  g_assert_nonnull (wrong);
  fault = g_ptr_array_index (wrong, 0);
  g_assert_cmpstr (fault->code, ==, "too-long");
}

static void
test_secrets (void)
{
  g_assert_true (m77_text_looks_secret ("x ghp_0123456789012345678901234567890123 y"));
  g_assert_true (m77_text_looks_secret ("-----BEGIN RSA PRIVATE KEY-----\nabc"));
  g_assert_true (m77_text_looks_secret ("a=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc"));
  g_assert_false (m77_text_looks_secret ("-----BEGIN CERTIFICATE-----\nabc"));
  g_assert_false (m77_text_looks_secret ("the token AKIA is missing"));
  g_assert_false (m77_text_looks_secret (""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/values", test_values);
  g_test_add_func ("/validate/edits", test_edits);
  g_test_add_func ("/validate/create", test_create);
  g_test_add_func ("/validate/size", test_size);
  g_test_add_func ("/validate/secrets", test_secrets);
  return g_test_run ();
}
