/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-value"

#include "config.h"

#include <string.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-value.h"
#include "tests/shared/random-doc.h"

#define ROUNDS 40
#define NOW    G_GINT64_CONSTANT (1905303600000) /* 2030-05-18T03:00:00Z */

/* Times are the same instant, written either way. */
static gboolean
same (const M77Field *field, const M77Json *a, const M77Json *b)
{
  const char *x = m77_json_string (a), *y = m77_json_string (b);

  if (field->type == M77_TYPE_TIME && x != NULL && y != NULL)
    return m77_time_parse (x) == m77_time_parse (y);
  return m77_json_equal (a, b) || (m77_json_size (a) == 0 && m77_json_is_null (b) &&
                                   (field->type == M77_TYPE_SET || *(x != NULL ? x : "") == '\0'));
}

static void
check (M77JsonPool *pool, const M77Field *field, const M77Json *value, GTimeZone *zone)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *input = m77_value_to_input (field, value, zone);
  g_autofree char *said = m77_json_to_text (value);
  const M77Json *back = m77_value_from_text (field, input, pool, NOW, zone, &error);

  g_assert_no_error (error);
  if (!same (field, value, back))
    g_error ("%s: %s is typed as %s", field->name, said, input);
}

/* Every field of every kind: what a form shows, unchanged, is the value. */
static void
test_round_trip (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  RandomDoc draw = { pool, rand, 'v', 0, 0 };

  for (const M77Kind *const *kind = m77_kinds (); *kind != NULL; kind++)
    for (const M77Field *field = (*kind)->fields; field->name != NULL; field++)
      for (int i = 0; i < ROUNDS && field->type != M77_TYPE_LOG; i++)
        {
          const M77Json *value = random_value (&draw, *kind, field);

          if (value != NULL)
            check (pool, field, value, i % 2 == 0 ? NULL : berlin);
          m77_json_pool_reset (pool);
        }
}

/* Elements of everything that means something to the reader. */
static void
test_sets (void)
{
  static const char marks[] = "ab ,\"\\@{=";
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Field *labels = m77_kind_field (m77_kind_find ("incident"), "labels");
  const M77Field *tasks = m77_kind_field (m77_kind_find ("incident"), "tasks");

  for (int i = 0; i < 5000; i++)
    {
      M77Json *set = m77_json_array_new (pool), *map = m77_json_object_new (pool);

      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        {
          char element[] = { '0', 0, 0, 0, 0, 0, (char) ('0' + n), '\0' };

          for (int at = 0; at < 6; at++)
            element[at] = marks[g_test_rand_int_range (0, (int) strlen (marks))];
          if (g_test_rand_int_range (0, 2) == 0)
            memmove (element, element + n, sizeof element - (gsize) n);
          m77_json_set_string (pool, map, element, element);
          element[strlen (element) - 1] = marks[g_test_rand_int_range (0, (int) strlen (marks))];
          if (g_test_rand_int_range (0, 2) == 0 || n == 1)
            m77_json_append (set, m77_json_string_new (pool, element));
        }
      check (pool, tasks, map, NULL);
      if (m77_json_size (set) == 1)
        check (pool, labels, set, NULL);
      m77_json_pool_reset (pool);
    }
}

static void
test_examples (void)
{
  static const struct
  {
    const char *kind, *field, *json, *input;
  } examples[] = {
    { "incident", "labels", "[\"db\",\"a,b\",\"x y\"]", "db, a\\,b, x y" },
    { "incident", "labels", "[\"say \\\"\"]", "say \\\"" },
    { "maintenance", "matchers", "[\"pod=\\\"a,b\\\"\",\"x=\\\"y\\\"\"]", "pod=\"a,b\", x=\"y\"" },
    { "incident", "next_update_due", "\"2030-05-17T03:12:00.000Z\"", "2030-05-17 05:12" },
    { "incident", "next_update_due", "\"2030-05-17T03:12:00.500Z\"", "2030-05-17T03:12:00.500Z" },
    { "incident", "next_update_due", "\"2030-10-27T00:30:00.000Z\"", "2030-10-27T00:30:00.000Z" },
    { "incident", "severity", "\"sev2\"", "sev2" },
    { "incident", "timeline", "[{}]", "" },
    { "slo", "alerting", "{\"1h\":14.4}", "{\"1h\":14.4}" },
    { "slo", "alerting", "{\"1h\":\"14.4\"}", "1h=14.4" },
    { "incident", "customers_affected", "1e3", "1000" },
    { "config", "schema", "\"x\"", "\"x\"" },
  };
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      const M77Field *field = m77_kind_field (m77_kind_find (examples[i].kind), examples[i].field);
      const M77Json *value = m77_json_parse (pool, examples[i].json, -1, NULL);
      g_autofree char *input = m77_value_to_input (field, value, berlin);

      g_assert_cmpstr (input, ==, examples[i].input);
    }
}

/* A zone that is not given is UTC, everywhere. */
static void
test_no_zone (void)
{
  g_autofree char *shown = m77_time_short (NOW, NOW, NULL);
  gint64 instant;

  g_assert_cmpstr (shown, ==, "03:00");
  g_assert_true (m77_time_parse_words ("tomorrow 9:00", NOW, NULL, &instant, NULL));
  g_assert_cmpint (instant, ==, NOW + 30 * G_GINT64_CONSTANT (3600000));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/round-trip", test_round_trip);
  g_test_add_func ("/value/sets", test_sets);
  g_test_add_func ("/value/examples", test_examples);
  g_test_add_func ("/value/no-zone", test_no_zone);
  return g_test_run ();
}
