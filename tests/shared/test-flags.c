/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-flags"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/client/m77-reading.h"
#include "shared/model/m77-flags.h"

#define NOW "2026-11-21T12:00:00.000Z"

static const char rows[] =
    "[{\"id\":\"a\",\"doc\":{\"key\":\"new-cart\",\"environment\":\"staging\",\"on\":true}},"
    "{\"id\":\"b\",\"pending_action\":{\"action\":\"set-rollout\",\"state\":\"queued\",\"args\":"
    "{\"env\":\"production\",\"to\":50}},\"doc\":{\"key\":\"new-cart\",\"environment\":"
    "\"production\",\"on\":true,\"rollout\":10}},"
    "{\"id\":\"c\",\"doc\":{\"key\":\"ads\",\"environment\":\"production\",\"region\":\"eu\","
    "\"on\":"
    "false}},"
    "{\"id\":\"d\",\"doc\":{\"key\":\"ads\",\"environment\":\"moon\",\"on\":false,\"archived_at\":"
    "\"2026-01-01T00:00:00.000Z\"}},"
    "{\"id\":\"e\",\"doc\":{\"environment\":\"production\"}}]";

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Keys by name, places by how guarded they are; what has no key stays out. */
static void
test_table (void)
{
  g_autoptr (M77Reading) reading = m77_reading_new (NULL, "flag", "", "key");
  g_autoptr (M77FlagTable) table = NULL;
  const M77FlagLine *line;
  static const char *const places[] = { "production", "production eu", "moon", "staging" };
  guint changes = 0;

  g_assert_true (m77_reading_is_loading (reading));
  g_assert_cmpuint (m77_reading_rows (reading)->len, ==, 0);
  g_signal_connect_swapped (reading, "changed", G_CALLBACK (count_cb), &changes);
  m77_reading_take (reading, rows);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (m77_reading_total (reading), ==, 5);
  g_assert_nonnull (m77_reading_find (reading, "c"));
  g_assert_null (m77_reading_find (reading, "z"));

  table = m77_flag_table_new (m77_reading_rows (reading));
  g_assert_cmpuint (table->places->len, ==, G_N_ELEMENTS (places));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *words = m77_flag_place_words (
          &g_array_index (table->places, M77FlagPlace, i));

      g_assert_cmpstr (words, ==, places[i]);
    }
  g_assert_cmpuint (table->lines->len, ==, 2);
  line = table->lines->pdata[0];
  g_assert_cmpstr (line->key, ==, "ads");
  g_assert_null (line->rows[0]);
  g_assert_cmpstr (m77_json_get_string (line->first, "id"), ==, "c");
  line = table->lines->pdata[1];
  g_assert_cmpstr (m77_json_get_string (line->rows[0], "id"), ==, "b");
  g_assert_cmpstr (m77_json_get_string (line->rows[3], "id"), ==, "a");
}

/* A reading that is no JSON leaves what was there. */
static void
test_broken (void)
{
  g_autoptr (M77Reading) reading = m77_reading_new (NULL, "flag", "", "key");

  m77_reading_take (reading, rows);
  m77_reading_take (reading, "[{");
  g_assert_nonnull (m77_reading_error (reading));
  g_assert_cmpuint (m77_reading_rows (reading)->len, ==, 5);
  m77_reading_take (reading, "[]");
  g_assert_null (m77_reading_error (reading));
  g_assert_cmpuint (m77_reading_rows (reading)->len, ==, 0);
}

static void
test_words (void)
{
  static const struct
  {
    const char *row, *words;
  } cases[] = {
    { "{\"doc\":{\"on\":true}}", "on 100%" },
    { "{\"doc\":{\"on\":false,\"rollout\":10}}", "off" },
    { "{\"doc\":{\"on\":false,\"archived_at\":\"" NOW "\"}}", "archived" },
    { "{\"doc\":{\"on\":true,\"rollout\":10},\"pending_action\":{\"action\":\"set-rollout\","
      "\"state\":\"queued\",\"args\":{\"to\":50}}}",
      "on 10% (50% queued)" },
    { "{\"doc\":{\"on\":true,\"rollout\":400},\"pending_action\":{\"action\":\"turn-off\","
      "\"state\":\"held\",\"args\":{}}}",
      "on 100% (turn-off held)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autofree char *words = m77_flag_words (m77_json_parse (pool, cases[i].row, -1, NULL));

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_concerns (void)
{
  static const struct
  {
    const char *doc;
    M77FlagConcern concern;
    const char *words;
  } cases[] = {
    { "{\"on\":true}", M77_FLAG_FINE, "" },
    { "{\"expires_at\":\"2026-12-30T12:00:00.000Z\"}", M77_FLAG_FINE, "" },
    { "{\"expires_at\":\"2026-11-23T12:00:00.000Z\"}", M77_FLAG_SOON, "expires in 2d" },
    { "{\"expires_at\":\"2026-11-20T12:00:00.000Z\"}", M77_FLAG_EXPIRED, "expired 1d ago" },
    { "{\"evaluated_at\":\"2026-10-01T12:00:00.000Z\"}", M77_FLAG_UNREAD, "unread for 7w" },
    { "{\"stale\":true}", M77_FLAG_STALE, "stale" },
    { "{\"stale\":true,\"archived_at\":\"2026-10-01T12:00:00.000Z\"}", M77_FLAG_FINE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      const M77Json *doc = m77_json_parse (pool, cases[i].doc, -1, NULL);
      g_autofree char *words = m77_flag_concern_words (doc, m77_time_parse (NOW));

      g_assert_cmpint (m77_flag_concern (doc, m77_time_parse (NOW)), ==, cases[i].concern);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* Rules that name no cohort, and those of others, stay as they are. */
static void
test_cohorts (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc = m77_json_parse (pool,
                                       "{\"targeting\":[{\"tenant\":\"a\",\"share\":1.50},"
                                       "{\"cohort\":\"beta\",\"variant\":\"off\"},"
                                       "{\"cohort\":\"beta\",\"share\":3}]}",
                                       -1,
                                       NULL);
  g_autoptr (GPtrArray) cohorts = m77_flag_cohorts (doc);
  const M77Json *targeting = m77_json_get (doc, "targeting");
  g_autofree char *less = m77_json_to_text (m77_flag_without_cohort (pool, targeting, "beta"));
  g_autofree char *more = m77_json_to_text (m77_flag_with_cohort (pool, NULL, "staff"));

  g_assert_cmpuint (cohorts->len, ==, 1);
  g_assert_cmpstr (cohorts->pdata[0], ==, "beta");
  g_assert_cmpstr (less, ==, "[{\"tenant\":\"a\",\"share\":1.50}]");
  g_assert_cmpstr (more, ==, "[{\"cohort\":\"staff\",\"variant\":\"on\"}]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flags/table", test_table);
  g_test_add_func ("/flags/broken", test_broken);
  g_test_add_func ("/flags/words", test_words);
  g_test_add_func ("/flags/concerns", test_concerns);
  g_test_add_func ("/flags/cohorts", test_cohorts);
  return g_test_run ();
}
