/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-outbox"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-outbox.h"

#define NOW G_GINT64_CONSTANT (1795000000000)

static const M77Json *
read_json (M77JsonPool *pool, const char *text)
{
  g_autoptr (GError) error = NULL;
  const M77Json *json = m77_json_parse (pool, text, -1, &error);

  g_assert_no_error (error);
  return json;
}

static void
assert_words (char *words, const char *expected)
{
  g_assert_cmpstr (words, ==, expected);
  g_free (words);
}

static void
test_what (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  assert_words (m77_outbox_what (read_json (pool, "{\"action\":\"acknowledge\"}")), "ack");
  assert_words (m77_outbox_what (read_json (pool, "{\"type\":\"create\"}")), "create");
  assert_words (m77_outbox_what (read_json (pool,
                                            "{\"type\":\"update\",\"kind\":\"incident\",\"patch\":"
                                            "{\"severity\":1,\"unheard\":2},\"elements\":"
                                            "{\"labels\":{}}}")),
                "severity, unheard, labels");
}

static void
test_why (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  static const char *const cases[][2] = {
    { "{\"state\":\"queued\",\"waits_for\":{\"state\":\"conflict\"}}", "behind the conflict" },
    { "{\"state\":\"queued\",\"waiting\":true}", "waits for the one before" },
    { "{\"state\":\"held\",\"ways\":[\"join\"],\"since\":{\"by\":\"omar\"}}",
      "omar acknowledged it" },
    { "{\"state\":\"held\"}", "not sent in time: confirm or drop it" },
    { "{\"state\":\"rejected\",\"detail\":\"not a responder\"}", "not a responder" },
    { "{\"state\":\"queued\"}", "not sent yet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_words (m77_outbox_why (read_json (pool, cases[i][0]), NOW, zone), cases[i][1]);
}

static void
test_since (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const M77Json *operation;
  g_autofree char *words = NULL;

  operation = read_json (pool,
                         "{\"kind\":\"incident\",\"since\":{\"by\":\"omar\",\"fields\":["
                         "{\"path\":\"severity\",\"label\":\"Severity\",\"was\":\"sev1\","
                         "\"now\":\"sev2\"},{\"path\":\"x\",\"was\":null,\"now\":\"y\"}]}}");
  words = m77_outbox_since (operation, NOW, zone);
  g_assert_true (g_str_has_prefix (words, "severity SEV1 to SEV2, x y; omar"));
  assert_words (m77_outbox_since (read_json (pool, "{\"since\":null}"), NOW, zone), NULL);
}

static void
test_order (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  const M77Json *all = read_json (pool,
                                  "[{\"seq\":1,\"state\":\"queued\"},"
                                  "{\"seq\":2,\"state\":\"rejected\"},"
                                  "{\"seq\":3,\"state\":\"conflict\"},"
                                  "{\"seq\":4,\"state\":\"held\"},"
                                  "{\"seq\":5,\"state\":\"held\","
                                  "\"expires_at\":\"2026-11-21T10:00:00.000Z\"}]");
  static const gint64 expected[] = { 5, 4, 3, 2, 1 };

  for (const M77Json *o = m77_json_first (all); o != NULL; o = m77_json_next (o))
    g_ptr_array_add (operations, (gpointer) o);
  m77_outbox_sort (operations);
  for (guint i = 0; i < operations->len; i++)
    {
      g_assert_cmpint (m77_json_get_int (operations->pdata[i], "seq", 0), ==, expected[i]);
      g_assert_true (m77_outbox_needs (operations->pdata[i]) == (i < 4));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox/what", test_what);
  g_test_add_func ("/outbox/why", test_why);
  g_test_add_func ("/outbox/since", test_since);
  g_test_add_func ("/outbox/order", test_order);
  return g_test_run ();
}
