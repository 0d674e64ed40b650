/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-paced"

#include "config.h"

#include "shared/base/m77-error.h"
#include "shared/client/m77-facets.h"
#include "shared/client/m77-paced.h"

static M77Paced *
paced_of (const char *const *ids)
{
  const M77Kind *kind = m77_kind_find ("delivery");

  return m77_paced_new (NULL, kind, m77_kind_action (kind, "replay"), ids);
}

/* What is told of an operation before its asking was answered counts too; others' does not. */
static void
test_tally (void)
{
  static const char *const ids[] = { "a", "b", "c", "d", NULL };
  g_autoptr (M77Paced) paced = paced_of (ids);
  g_autoptr (GError) error = g_error_new_literal (M77_ERROR, M77_ERROR_NOT_PERMITTED, "no");
  const M77PacedTally *tally = m77_paced_tally (paced);

  g_assert_false (m77_paced_is_running (paced));
  m77_paced_start (paced, 0, "{}", "");
  g_assert_true (m77_paced_is_running (paced));
  m77_paced_saw (paced, "1", "applied");
  m77_paced_saw (paced, "99", "applied");
  m77_paced_answer (paced, "1", NULL);
  g_assert_cmpuint (tally->applied, ==, 1);
  m77_paced_answer (paced, "2", NULL);
  m77_paced_answer (paced, "3", NULL);
  m77_paced_answer (paced, NULL, error);
  g_assert_cmpuint (tally->asked, ==, 3);
  g_assert_cmpuint (tally->refused, ==, 1);
  g_assert_cmpstr (m77_paced_refusal (paced), ==, "no");
  m77_paced_saw (paced, "2", "queued");
  m77_paced_saw (paced, "2", "rejected");
  m77_paced_saw (paced, "3", "held");
  g_assert_cmpuint (tally->refused, ==, 2);
  g_assert_cmpuint (tally->waiting, ==, 1);
  g_assert_false (m77_paced_is_running (paced));
}

static void
test_stop (void)
{
  static const char *const ids[] = { "a", "b", "c", NULL };
  g_autoptr (M77Paced) paced = paced_of (ids);

  m77_paced_start (paced, 1, "{}", "");
  m77_paced_answer (paced, "1", NULL);
  m77_paced_stop (paced);
  g_assert_false (m77_paced_is_running (paced));
  m77_paced_saw (paced, "1", "withdrawn");
  g_assert_cmpuint (m77_paced_tally (paced)->asked, ==, 1);
  g_assert_cmpuint (m77_paced_tally (paced)->withdrawn, ==, 1);
}

/* However many there are, few are on their way at once. */
static void
test_many (void)
{
  g_auto (GStrv) ids = g_new0 (char *, 201);
  g_autoptr (M77Paced) paced = NULL;

  for (guint i = 0; i < 200; i++)
    ids[i] = g_strdup_printf ("r%u", i);
  paced = paced_of ((const char *const *) ids);
  m77_paced_start (paced, 0, "{}", "");
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *operation = g_strdup_printf ("o%u", i);

      m77_paced_answer (paced, operation, NULL);
      m77_paced_saw (paced, operation, "applied");
    }
  g_assert_cmpuint (m77_paced_tally (paced)->applied, ==, 200);
  g_assert_false (m77_paced_is_running (paced));
}

/* A value that is asked for stays when it has no records any more. */
static void
test_facets (void)
{
  static const char *const fields[] = { "status", "created_at", NULL };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (M77Facets) facets = m77_facets_new (NULL, m77_kind_find ("delivery"), fields, zone);
  g_autoptr (GVariant) some = g_variant_ref_sink (
      g_variant_new_parsed ("[('dead', int64 61), ('delivered', int64 9), ('', int64 1)]"));
  g_autoptr (GVariant)
      none = g_variant_ref_sink (g_variant_new_parsed ("[('delivered', int64 70)]"));
  const M77FacetGroup *group = m77_facets_groups (facets)->pdata[0];
  const M77FacetValue *value;
  g_autofree char *filter = NULL;
  g_autofree char *back = NULL;

  m77_facets_take (facets, 0, some);
  g_assert_cmpuint (group->values->len, ==, 2);
  value = group->values->pdata[1];
  g_assert_cmpstr (value->label, ==, "Dead");
  g_assert_cmpint (value->count, ==, 61);
  g_assert_false (value->is_chosen);
  filter = m77_facets_toggle (facets, group, value);
  g_assert_cmpstr (filter, ==, "status:dead");

  m77_facets_set_filter (facets, filter);
  g_assert_true (value->is_chosen);
  m77_facets_take (facets, 0, none);
  g_assert_cmpuint (group->values->len, ==, 2);
  value = group->values->pdata[1]; /* as the table has them: delivered, dead */
  g_assert_cmpstr (value->value, ==, "dead");
  g_assert_cmpint (value->count, ==, 0);
  back = m77_facets_toggle (facets, group, value);
  g_assert_cmpstr (back, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paced/tally", test_tally);
  g_test_add_func ("/paced/stop", test_stop);
  g_test_add_func ("/paced/many", test_many);
  g_test_add_func ("/paced/facets", test_facets);
  return g_test_run ();
}
