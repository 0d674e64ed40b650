/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-story"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-history.h"

static const char
    story[] = "[{\"id\":\"a1\",\"kind\":\"audit\",\"doc\":{\"at\":\"2026-01-01T03:00:00.000Z\","
              "\"actor\":\"omar\",\"verb\":\"edit\",\"subject_kind\":\"incident\","
              "\"outcome\":\"success\",\"changes\":{\"severity\":{\"from\":\"sev2\",\"to\":"
              "\"sev1\"},\"title\":{}}}},"
              "{\"id\":\"o1\",\"kind\":\"incident\",\"type\":\"update\",\"author\":\"jana\","
              "\"made_at\":\"2026-01-01T02:00:00.000Z\",\"state\":\"applied\",\"patch\":{\"title\":"
              "\"x\"},\"events\":[{\"what\":\"sent\"},{\"what\":\"merged\",\"version\":12,"
              "\"fields\":[\"labels\"]},{\"what\":\"conflict\",\"by\":\"omar\",\"fields\":[\"title"
              "\"]},{\"what\":\"decided\",\"choices\":{\"title\":\"mine\",\"severity\":{}}}]},"
              "{\"id\":\"o2\",\"kind\":\"incident\",\"type\":\"update\",\"state\":\"applied\","
              "\"patch\":{\"severity\":\"sev1\"},\"events\":[{\"what\":\"sent\"}]},"
              "{\"id\":\"o3\",\"kind\":\"incident\",\"type\":\"action\",\"action\":\"resolve\","
              "\"state\":\"held\"}]";

static const M77Json *
parse (M77JsonPool *pool)
{
  g_autoptr (GError) error = NULL;
  const M77Json *entries = m77_json_parse (pool, story, -1, &error);

  g_assert_no_error (error);
  return entries;
}

/* What the audit tells needs no second telling, but where it merged or was decided on its way. */
static void
test_told (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray) told = m77_history_told (parse (pool));

  g_assert_cmpuint (told->len, ==, 3);
  g_assert_cmpstr (m77_json_get_string (told->pdata[0], "id"), ==, "a1");
  g_assert_cmpstr (m77_json_get_string (told->pdata[1], "id"), ==, "o1");
  g_assert_cmpstr (m77_json_get_string (told->pdata[2], "id"), ==, "o3");
}

static void
assert_event (const M77Json *operation, const M77Json *event, const char *expected)
{
  g_autofree char *words = m77_history_event (operation, event);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_words (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *audit = m77_json_first (parse (pool));
  const M77Json *operation = m77_json_next (audit);
  const M77Json *event = m77_json_first (m77_json_get (operation, "events"));
  g_autofree char *what = m77_history_what (audit);
  g_autofree char *edit = m77_history_what (operation);

  g_assert_cmpstr (what, ==, "severity, title");
  g_assert_cmpstr (m77_history_who (audit), ==, "omar");
  g_assert_cmpstr (m77_history_state (audit), ==, "success");
  g_assert_cmpint (m77_history_at (audit), ==, m77_time_parse ("2026-01-01T03:00:00.000Z"));
  g_assert_cmpstr (edit, ==, "title");
  g_assert_cmpstr (m77_history_who (operation), ==, "jana");
  assert_event (operation, event, NULL);
  assert_event (operation, event = m77_json_next (event), "merged on v12: labels");
  assert_event (operation, event = m77_json_next (event), "conflict with omar: title");
  assert_event (operation, m77_json_next (event), "decided: title mine, severity edited");
  operation = m77_json_next (m77_json_next (operation));
  g_assert_cmpstr (m77_history_who (operation), ==, "-");
  g_assert_cmpint (m77_history_at (operation), ==, M77_TIME_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/told", test_told);
  g_test_add_func ("/history/words", test_words);
  return g_test_run ();
}
