/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-facet"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-facet.h"
#include "shared/model/m77-filter.h"

static void
test_toggle (void)
{
  static const struct
  {
    const char *filter, *field, *value, *after;
  } cases[] = {
    { "", "actor", "omar", "actor:omar" },
    { "verb:edit", "actor", "omar", "verb:edit actor:omar" },
    { "actor:jana \"disk full\"", "actor", "omar", "actor:jana,omar \"disk full\"" },
    { "actor:jana,omar", "actor", "jana", "actor:omar" },
    { "at>=2026-01-01 actor:omar verb:edit", "actor", "omar", "at>=2026-01-01 verb:edit" },
    { "-actor:omar", "actor", "omar", "-actor:omar actor:omar" },
    { "", "reason", "disk full, again", "reason:\"disk full, again\"" },
    { "reason:a,\"disk full, again\"", "reason", "disk full, again", "reason:a" },
    { "reason:\"say \\\"a\\\"\"", "reason", "say \"a\"", "" },
    { "actor:omar", "actor", "OMAR", "" },
  };
  const M77Kind *kind = m77_kind_find ("audit");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const M77Field *field = m77_kind_field (kind, cases[i].field);
      g_autofree char *after = m77_facet_toggle (cases[i].filter, kind, field, cases[i].value);

      g_assert_cmpstr (after, ==, cases[i].after);
    }
}

/* What was put in is there, is read by the language, and goes out again. */
static void
test_there_and_back (void)
{
  static const char *const values[] = { "omar", "-x", "@me", "a b", "a\"b", "a\\b",
                                        "a,b",  "a*", "ä",   "a:b", "x<y" };
  const M77Kind *kind = m77_kind_find ("audit");
  const M77Field *field = m77_kind_field (kind, "reason");
  M77FilterContext context = { .now = 0 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *with = m77_facet_toggle ("verb:edit", kind, field, values[i]);
      g_autoptr (M77Predicate) predicate = m77_filter_parse (with, kind, &context, NULL, NULL);
      g_autofree char *back = m77_facet_toggle (with, kind, field, values[i]);

      g_assert_nonnull (predicate);
      g_assert_true (m77_facet_has (with, kind, field, values[i]));
      g_assert_false (m77_facet_has ("verb:edit", kind, field, values[i]));
      g_assert_cmpstr (back, ==, "verb:edit");
    }
}

static void
test_days (void)
{
  const M77Kind *kind = m77_kind_find ("audit");
  const M77Field *at = m77_kind_field (kind, "at");
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  gint64 now = m77_time_parse ("2026-11-21T12:00:00.000Z");
  g_autofree char *today = m77_facet_day (at, now, zone, 0);
  g_autofree char *tuesday = m77_facet_day (at, now, zone, 4);
  g_autofree char *one = m77_facet_toggle_term ("actor:omar at<2d", kind, at, today);
  g_autofree char *other = m77_facet_toggle_term (one, kind, at, tuesday);
  g_autofree char *none = m77_facet_toggle_term (other, kind, at, tuesday);
  g_autofree char *counted = m77_facet_without (other, kind, at);

  g_assert_cmpstr (tuesday, ==, "at>=2026-11-17 at<2026-11-18");
  g_assert_cmpstr (one, ==, "actor:omar at>=2026-11-21 at<2026-11-22");
  g_assert_true (m77_facet_has_term (one, today));
  g_assert_cmpstr (other, ==, "actor:omar at>=2026-11-17 at<2026-11-18");
  g_assert_cmpstr (none, ==, "actor:omar");
  g_assert_cmpstr (counted, ==, "actor:omar");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/facet/toggle", test_toggle);
  g_test_add_func ("/facet/there-and-back", test_there_and_back);
  g_test_add_func ("/facet/days", test_days);
  return g_test_run ();
}
