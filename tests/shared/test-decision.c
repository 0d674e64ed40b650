/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-decision.h"

// clang-format off
#define FIELDS(severity, summary) \
  "\"fields\":[" \
  "{\"path\":\"severity\",\"label\":\"Severity\",\"type\":\"ranked\",\"rule\":\"raise\",\"asks\":true," \
  " \"base\":\"sev1\",\"theirs\":\"" severity "\",\"mine\":\"sev3\",\"merged\":\"" severity "\",\"both\":null,\"takes\":[\"theirs\",\"mine\",\"value\"]}," \
  "{\"path\":\"summary\",\"label\":\"Summary\",\"type\":\"text\",\"rule\":\"text\",\"asks\":true," \
  " \"base\":\"b\",\"theirs\":\"" summary "\",\"mine\":\"m\",\"merged\":\"" summary "\",\"both\":\"t\\nm\",\"takes\":[\"theirs\",\"mine\",\"both\",\"value\"]}," \
  "{\"path\":\"labels\",\"label\":\"Labels\",\"type\":\"set\",\"rule\":\"set\",\"asks\":false," \
  " \"base\":[],\"theirs\":[\"a\"],\"mine\":[\"b\"],\"merged\":[\"a\",\"b\"],\"both\":null,\"takes\":[\"theirs\",\"mine\",\"value\"]}," \
  "{\"path\":\"tasks/3\",\"label\":\"Tasks: 3\",\"asks\":true,\"base\":null,\"theirs\":{\"text\":\"x\"},\"mine\":null,\"takes\":[\"theirs\",\"mine\"]}]"
// clang-format on

static const char
    conflict[] = "{\"kind\":\"incident\",\"theirs_version\":9,\"decision\":null," FIELDS ("sev2",
                                                                                          "t") "}";
static const char
    moved_on[] = "{\"kind\":\"incident\",\"theirs_version\":10,\"decision\":null," FIELDS ("sev1",
                                                                                           "t") "}";

static void
test_choices (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Decision) decision = m77_decision_new (conflict, &error);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *choices = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (m77_decision_size (decision), ==, 4);
  g_assert_cmpuint (m77_decision_count_asking (decision), ==, 3);
  g_assert_cmpuint (m77_decision_count_open (decision), ==, 3);
  g_assert_null (m77_decision_result (decision, 0));
  g_assert_cmpuint (m77_json_size (m77_decision_result (decision, 2)), ==, 2);

  g_assert_true (m77_decision_choose (decision, 0, M77_CHOICE_MINE));
  g_assert_cmpstr (m77_json_string (m77_decision_result (decision, 0)), ==, "sev3");
  g_assert_false (m77_decision_choose (decision, 0, M77_CHOICE_BOTH));
  g_assert_true (m77_decision_choose (decision, 1, M77_CHOICE_BOTH));
  g_assert_cmpstr (m77_json_string (m77_decision_result (decision, 1)), ==, "t\nm");
  g_assert_true (m77_decision_choose_value (decision, 1, m77_json_string_new (pool, "mine own")));
  g_assert_false (m77_decision_choose_value (decision, 3, m77_json_string_new (pool, "no")));
  g_assert_true (m77_decision_choose (decision, 3, M77_CHOICE_MINE));
  g_assert_cmpuint (m77_decision_count_open (decision), ==, 0);

  choices = m77_decision_to_choices (decision);
  g_assert_cmpstr (choices,
                   ==,
                   "{\"severity\":\"mine\",\"summary\":{\"value\":\"mine own\"},"
                   "\"tasks/3\":\"mine\"}");
  g_assert_true (m77_decision_choose (decision, 0, M77_CHOICE_NONE));
  g_assert_true (m77_decision_is_open (decision, 0));
}

/* What was kept comes back; what theirs changed since is open again, the rest stays. */
static void
test_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Decision) decision = m77_decision_new (conflict, &error);
  g_autoptr (M77Decision) again = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *none = m77_decision_to_draft (decision);
  g_autoptr (GString) kept = g_string_new (moved_on);

  g_assert_cmpstr (none, ==, "");
  m77_decision_choose (decision, 0, M77_CHOICE_THEIRS);
  m77_decision_choose (decision, 1, M77_CHOICE_MINE);
  draft = m77_decision_to_draft (decision);
  g_string_replace (kept, "\"decision\":null", "\"decision\":@", 1);
  g_string_replace (kept, "@", draft, 1);
  again = m77_decision_new (kept->str, &error);
  g_assert_no_error (error);
  g_assert_true (m77_decision_is_open (again, 0));
  g_assert_true (m77_decision_field (again, 0)->reopened);
  g_assert_cmpint (m77_decision_field (again, 1)->choice, ==, M77_CHOICE_MINE);
}

static void
test_update (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Decision) decision = m77_decision_new (conflict, &error);

  m77_decision_choose (decision, 0, M77_CHOICE_THEIRS);
  m77_decision_choose (decision, 1, M77_CHOICE_MINE);
  g_assert_cmpint (m77_decision_update (decision, conflict, &error), ==, 0);
  g_assert_cmpint (m77_decision_field (decision, 0)->choice, ==, M77_CHOICE_THEIRS);
  g_assert_cmpint (m77_decision_update (decision, moved_on, &error), ==, 1);
  g_assert_cmpint (decision->theirs_version, ==, 10);
  g_assert_true (m77_decision_field (decision, 0)->reopened);
  g_assert_cmpint (m77_decision_field (decision, 1)->choice, ==, M77_CHOICE_MINE);
  g_assert_true (m77_decision_choose (decision, 0, M77_CHOICE_THEIRS));
  g_assert_false (m77_decision_field (decision, 0)->reopened);

  g_assert_cmpint (m77_decision_update (decision, "{\"kind\":\"incident\"}", &error), ==, -1);
  g_assert_error (error, M77_ERROR, M77_ERROR_BAD_ANSWER);
  g_assert_cmpuint (m77_decision_size (decision), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision/choices", test_choices);
  g_test_add_func ("/decision/kept", test_kept);
  g_test_add_func ("/decision/update", test_update);
  return g_test_run ();
}
