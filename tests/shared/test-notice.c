/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "shared/model/m77-notice.h"

static void
test_wanted (void)
{
  const M77QuietHours none = { 0, 0 };

  g_assert_true (m77_notice_is_wanted ("incident", "sev1", &none, 60));
  g_assert_true (m77_notice_is_wanted ("incident", "sev2", &none, 60));
  g_assert_false (m77_notice_is_wanted ("incident", "sev3", &none, 60));
  g_assert_false (m77_notice_is_wanted ("incident", NULL, &none, 60));
  g_assert_false (m77_notice_is_wanted ("flag", "sev1", &none, 60));
  g_assert_true (m77_notice_is_wanted ("page", NULL, &none, 60));
}

static void
test_quiet (void)
{
  const M77QuietHours night = { 22 * 60, 7 * 60 };
  const M77QuietHours noon = { 12 * 60, 13 * 60 };

  g_assert_false (m77_notice_is_wanted ("incident", "sev2", &night, 23 * 60));
  g_assert_false (m77_notice_is_wanted ("incident", "sev2", &night, 0));
  g_assert_true (m77_notice_is_wanted ("incident", "sev2", &night, 7 * 60));
  g_assert_true (m77_notice_is_wanted ("incident", "sev1", &night, 0));
  g_assert_true (m77_notice_is_wanted ("page", NULL, &night, 0));
  g_assert_false (m77_notice_is_wanted ("incident", "sev2", &noon, 12 * 60));
  g_assert_true (m77_notice_is_wanted ("incident", "sev2", &noon, 13 * 60));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notice/wanted", test_wanted);
  g_test_add_func ("/notice/quiet", test_quiet);
  return g_test_run ();
}
