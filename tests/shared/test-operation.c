/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-operation"

#include "config.h"

#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-operation.h"
#include "tests/shared/test-json-text.h"

#define KEY  "018f3c1e-7a40-7c3b-8d2e-0123456789ab"
#define ID   "018f3c1e-7a40-7c3b-8d2e-0123456789ac"
#define HEAD "'key':'" KEY "','kind':'incident','id':'" ID "'"

/* What is written is what was read, for each kind of operation. */
static void
test_there_and_back (void)
{
  static const char *const examples[] = {
    "{" HEAD ",'op':'create','doc':{'title':'x'}}",
    "{" HEAD ",'op':'update','if_version':3,'patch':{'title':'y'},"
    "'elements':{'labels':{'add':['a']}},'reason':'why'}",
    "{" HEAD ",'op':'update','elements':{'labels':{'add':['a']}}}",
    "{" HEAD ",'op':'update','after':'" ID "','patch':{'title':null}}",
    "{" HEAD ",'op':'delete','if_version':1}",
    "{" HEAD ",'op':'act','action':'acknowledge','args':{},'expect':{'status':'triggered'},"
    "'asked_at':'2030-05-17T03:12:00.000Z','expires_at':'2030-05-17T03:17:00.000Z'}",
    "{'key':'" KEY "','kind':'silence','id':'new','op':'act','action':'start'}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      M77Operation operation;

      g_assert_true (m77_operation_from_json (&operation, test_json (pool, examples[i]), &error));
      g_assert_no_error (error);
      m77_operation_write (&operation, out);
      test_assert_json (m77_json_parse (pool, out->str, -1, NULL), examples[i]);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *member;
  } examples[] = {
    { "[]", "op" },
    { "{'op':'create'}", "key" },
    { "{'key':'018f3c1e-7a40-4c3b-8d2e-0123456789ab','op':'create'}", "key" },
    { "{" HEAD "}", "op" },
    { "{" HEAD ",'op':'destroy'}", "op" },
    { "{'key':'" KEY "','op':'delete','id':'" ID "','if_version':1}", "kind" },
    { "{'key':'" KEY "','op':'delete','kind':'incident','id':'new','if_version':1}", "id" },
    { "{'key':'" KEY "','op':'delete','kind':'incident','id':'../x','if_version':1}", "id" },
    { "{" HEAD ",'op':'delete'}", "if_version" },
    { "{" HEAD ",'op':'delete','if_version':0}", "if_version" },
    { "{" HEAD ",'op':'delete','if_version':'1'}", "if_version" },
    { "{" HEAD ",'op':'delete','if_version':1,'after':'" KEY "'}", "after" },
    { "{" HEAD ",'op':'delete','after':'x'}", "after" },
    { "{" HEAD ",'op':'create'}", "doc" },
    { "{" HEAD ",'op':'create','doc':[]}", "doc" },
    { "{" HEAD ",'op':'create','doc':{},'if_version':1}", "if_version" },
    { "{" HEAD ",'op':'update','if_version':1}", "patch" },
    { "{" HEAD ",'op':'update','patch':{}}", "if_version" },
    { "{" HEAD ",'op':'update','elements':[]}", "elements" },
    { "{" HEAD ",'op':'act'}", "action" },
    { "{" HEAD ",'op':'act','action':'x','args':[]}", "args" },
    { "{" HEAD ",'op':'act','action':'x','asked_at':'yesterday'}", "asked_at" },
    { "{" HEAD ",'op':'act','action':'x','reason':7}", "reason" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *expected = g_strdup_printf ("operation: %s: ", examples[i].member);
      M77Operation operation;

      g_assert_false (
          m77_operation_from_json (&operation, test_json (pool, examples[i].text), &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
      if (!g_str_has_prefix (error->message, expected))
        g_error ("%s: %s", examples[i].text, error->message);
    }
}

/* A refusal can be answered as soon as there is a key. */
static void
test_key_of_refused (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Operation operation;

  g_assert_false (m77_operation_from_json (&operation,
                                           test_json (pool, "{'key':'" KEY "','op':'destroy'}"),
                                           NULL));
  g_assert_cmpstr (operation.key, ==, KEY);
}

static void
test_outcome_applied (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  M77Outcome outcome = { .key = KEY,
                         .type = M77_OUTCOME_APPLIED,
                         .record = test_json (pool, "{'id':'" ID "','version':4}"),
                         .secret = test_json (pool, "'s3'"),
                         .max_age_s = -1 };
  M77Outcome read;

  m77_outcome_write (&outcome, out);
  test_assert_json (m77_json_parse (pool, out->str, -1, NULL),
                    "{'key':'" KEY "','outcome':'applied','record':{'id':'" ID
                    "','version':4},'secret':'s3'}");
  g_assert_true (m77_outcome_from_json (&read, m77_json_parse (pool, out->str, -1, NULL), NULL));
  g_assert_cmpint (read.type, ==, M77_OUTCOME_APPLIED);
  g_assert_null (read.code);
  g_assert_cmpint (m77_json_get_int (read.record, "version", 0), ==, 4);
}

static void
test_outcome_problem (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  M77Outcome outcome = { .key = KEY,
                         .type = M77_OUTCOME_REJECTED,
                         .code = "validation-failed",
                         .detail = "title: required",
                         .errors = test_json (pool, "[{'field':'title','code':'required'}]") };
  M77Outcome read;

  m77_outcome_write (&outcome, out);
  test_assert_json (m77_json_parse (pool, out->str, -1, NULL),
                    "{'key':'" KEY "','outcome':'rejected','problem':{"
                    "'type':'urn:m77:problem:validation-failed','title':'Validation failed',"
                    "'status':422,'detail':'title: required','code':'validation-failed',"
                    "'errors':[{'field':'title','code':'required'}]}}");
  g_assert_true (m77_outcome_from_json (&read, m77_json_parse (pool, out->str, -1, NULL), NULL));
  g_assert_cmpstr (read.code, ==, "validation-failed");
  g_assert_cmpstr (read.detail, ==, "title: required");
  g_assert_cmpint (m77_json_size (read.errors), ==, 1);
}

static void
test_outcome_asks (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  M77Outcome outcome = { .key = KEY,
                         .type = M77_OUTCOME_STEP_UP,
                         .code = "step-up-needed",
                         .acr_values = "phr",
                         .max_age_s = 900 };
  M77Outcome read;

  m77_outcome_write (&outcome, out);
  g_assert_true (m77_outcome_from_json (&read, m77_json_parse (pool, out->str, -1, NULL), NULL));
  g_assert_cmpstr (read.acr_values, ==, "phr");
  g_assert_cmpint (read.max_age_s, ==, 900);

  g_assert_true (
      m77_outcome_from_json (&read,
                             test_json (pool,
                                        "{'key':'" KEY
                                        "','outcome':'retry','retry_after':1e300,'new':1}"),
                             NULL));
  g_assert_cmpint (read.retry_s, >=, 0);
  g_assert_true (
      m77_outcome_from_json (&read,
                             test_json (pool,
                                        "{'key':'" KEY "','outcome':'retry','retry_after':7}"),
                             NULL));
  g_assert_cmpint (read.retry_s, ==, 7);
  g_assert_cmpstr (read.code, ==, "failed");
}

static void
test_outcome_refused (void)
{
  static const char *const examples[] = {
    "7",
    "{}",
    "{'key':'x','outcome':'applied'}",
    "{'key':'" KEY "'}",
    "{'key':'" KEY "','outcome':'maybe'}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autoptr (GError) error = NULL;
      M77Outcome outcome;

      g_assert_false (m77_outcome_from_json (&outcome, test_json (pool, examples[i]), &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_BAD_ANSWER);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/operation/there-and-back", test_there_and_back);
  g_test_add_func ("/operation/refused", test_refused);
  g_test_add_func ("/operation/key-of-refused", test_key_of_refused);
  g_test_add_func ("/outcome/applied", test_outcome_applied);
  g_test_add_func ("/outcome/problem", test_outcome_problem);
  g_test_add_func ("/outcome/asks", test_outcome_asks);
  g_test_add_func ("/outcome/refused", test_outcome_refused);
  return g_test_run ();
}
