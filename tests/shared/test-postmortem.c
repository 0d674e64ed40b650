/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-postmortem"

#include "config.h"

#include <string.h>

#include "shared/model/m77-likeness.h"
#include "shared/model/m77-postmortem.h"
#include "tests/shared/test-json-text.h"

static void
test_template (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7200);
  const M77Json *incident = test_json (
      pool,
      "{'title':'Card payments failing','impact':'4% of EU payments','customers_affected':3100,"
      "'started_at':'2026-05-15T00:58:00.000Z','acknowledged_at':'2026-05-15T01:05:00.000Z',"
      "'mitigated_at':'2026-05-15T01:40:00.000Z',"
      "'tasks':{'a':{'text':'Pause the canary','done_at':'2026-05-15T01:00:00.000Z'},"
      "'b':{'text':'Order numbers','assignee':'mika'}},"
      "'timeline':[{'id':'e1','at':'2026-05-15T00:58:00.000Z','text':'21 alerts\\nfire'}]}");
  g_autofree char *text = m77_postmortem_template (incident, zone);

  g_assert_true (g_str_has_prefix (text, "# Card payments failing\n"));
  g_assert_nonnull (strstr (text, "4% of EU payments\n"));
  g_assert_nonnull (strstr (text, "about 3100"));
  g_assert_nonnull (strstr (text, "- Started: 2026-05-15 02:58\n"));
  g_assert_nonnull (strstr (text, "- Mitigated: 2026-05-15 03:40 (42m after it began)\n"));
  g_assert_null (strstr (text, "Resolved"));
  g_assert_nonnull (strstr (text, "- [ ] Order numbers, @mika\n"));
  g_assert_null (strstr (text, "Pause the canary"));
  g_assert_nonnull (strstr (text, "- 2026-05-15 02:58 21 alerts fire\n"));
}

static void
test_empty (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *text = m77_postmortem_template (test_json (pool, "{}"), NULL);

  g_assert_true (g_str_has_prefix (text, "# Postmortem\n"));
  g_assert_nonnull (strstr (text, "_Who noticed what, for how long?_"));
}

static void
test_likeness (void)
{
  guint same = m77_likeness ("Card payments failing", "card PAYMENTS failing");
  guint like = m77_likeness ("Card payments failing", "Card payments slow after 4.16.0");
  guint less = m77_likeness ("Card payments failing", "Order page fails");

  g_assert_cmpuint (same, ==, 100);
  g_assert_cmpuint (like, >, less);
  g_assert_cmpuint (m77_likeness ("Bounces in mail", "Index lag"), ==, 0);
  g_assert_cmpuint (m77_likeness ("", ""), ==, 0);
  g_assert_cmpuint (m77_likeness ("\346\263\250\346\226\207\343\201\214",
                                  "\346\263\250\346\226\207\343\201\214"),
                    ==,
                    100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/postmortem/template", test_template);
  g_test_add_func ("/postmortem/empty", test_empty);
  g_test_add_func ("/postmortem/likeness", test_likeness);
  return g_test_run ();
}
