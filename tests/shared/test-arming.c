/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "shared/model/m77-arming.h"

static void
test_environments (void)
{
  g_assert_true (m77_arming_is_production ("production"));
  g_assert_true (m77_arming_is_production (NULL));
  g_assert_true (m77_arming_is_production ("prod-2"));
  g_assert_false (m77_arming_is_production ("staging"));
}

static void
test_covers (void)
{
  const M77Kind *deployment = m77_kind_find ("deployment");
  const M77Kind *incident = m77_kind_find ("incident");

  g_assert_true (m77_arming_covers (deployment, NULL, "production"));
  g_assert_true (
      m77_arming_covers (deployment, m77_kind_action (deployment, "promote"), "production"));
  g_assert_false (
      m77_arming_covers (deployment, m77_kind_action (deployment, "abort"), "production"));
  g_assert_false (m77_arming_covers (deployment, NULL, "staging"));
  g_assert_false (m77_arming_covers (incident, NULL, "production"));
  g_assert_true (m77_arming_covers (m77_kind_find ("role"), NULL, NULL));
  g_assert_true (m77_arming_covers (NULL, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arming/environments", test_environments);
  g_test_add_func ("/arming/covers", test_covers);
  return g_test_run ();
}
