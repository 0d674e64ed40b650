/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-put-back"

#include "config.h"

#include "shared/model/m77-put-back.h"

static M77PutBack *
put_back (M77JsonPool *pool, const char *kind, const char *entry, const char *doc)
{
  const M77Json *subject = doc != NULL ? m77_json_parse (pool, doc, -1, NULL) : NULL;

  return m77_put_back_new (pool,
                           m77_json_parse (pool, entry, -1, NULL),
                           m77_kind_find (kind),
                           subject);
}

static void
assert_json (const M77Json *value, const char *expected)
{
  g_autofree char *text = m77_json_to_text (value);

  g_assert_cmpstr (text, ==, expected);
}

/* Fields that an edit may change, to what they were; others' changes since are named. */
static void
test_edit (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (M77PutBack) back = put_back (pool,
                                          "incident",
                                          "{\"verb\":\"edit\",\"outcome\":\"success\",\"changes\":{"
                                          "\"severity\":{\"from\":\"sev3\",\"to\":"
                                          "\"sev1\"},\"lead\":{\"from\":null,\"to\":\"omar\"},"
                                          "\"status\":{\"from\":\"triggered\",\"to\":"
                                          "\"acknowledged\"}}}",
                                          "{\"severity\":\"sev1\",\"lead\":\"jana\"}");

  g_assert_null (back->why);
  assert_json (back->patch, "{\"severity\":\"sev3\",\"lead\":null}");
  g_assert_cmpuint (back->since->len, ==, 1);
  g_assert_cmpstr (back->since->pdata[0], ==, "lead");
}

static void
test_action (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (M77PutBack)
      rollout = put_back (pool,
                          "flag",
                          "{\"verb\":\"set-rollout\",\"outcome\":\"success\",\"changes\":{"
                          "\"rollout\":{\"from\":5,\"to\":"
                          "10}}}",
                          "{\"environment\":\"production\",\"on\":true,\"rollout\":10}");
  g_autoptr (M77PutBack)
      publish = put_back (pool,
                          "config",
                          "{\"verb\":\"publish\",\"outcome\":\"success\",\"changes\":{}}",
                          "{\"environment\":\"production\",\"revision\":7}");

  g_assert_cmpstr (rollout->action->name, ==, "set-rollout");
  assert_json (rollout->args, "{\"env\":\"production\",\"to\":5}");
  g_assert_cmpuint (rollout->since->len, ==, 0);
  g_assert_cmpstr (publish->action->name, ==, "restore");
  assert_json (publish->args, "{\"to\":6}");
}

static void
test_nothing (void)
{
  static const struct
  {
    const char *kind, *entry, *doc;
  } cases[] = {
    { "flag", "{\"verb\":\"edit\",\"outcome\":\"denied\"}", "{}" },
    { "flag", "{\"verb\":\"edit\",\"outcome\":\"success\"}", NULL },
    { "flag", "{\"verb\":\"edit\",\"outcome\":\"success\",\"changes\":{}}", "{}" },
    { "flag", "{\"verb\":\"create\",\"outcome\":\"success\"}", "{}" },
    { "no-kind", "{\"verb\":\"edit\",\"outcome\":\"success\"}", "{}" },
    { "deployment", "{\"verb\":\"cancel\",\"outcome\":\"success\"}", "{}" },
    { "service",
      "{\"verb\":\"edit\",\"outcome\":\"success\",\"changes\":{\"chat\":{\"from\":{\"hmac\":\"x\"}}"
      "}}",
      "{}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autoptr (M77PutBack) back = put_back (pool, cases[i].kind, cases[i].entry, cases[i].doc);

      g_assert_nonnull (back->why);
      g_assert_null (back->patch);
      g_assert_null (back->action);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/put-back/edit", test_edit);
  g_test_add_func ("/put-back/action", test_action);
  g_test_add_func ("/put-back/nothing", test_nothing);
  return g_test_run ();
}
