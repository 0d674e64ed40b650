/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-overview.h"
#include "tui/screens/tui-trail.h"

/* A list is as it was left, however one left it. */
static void
test_back_and_forward (void)
{
  TuiApp *app = screen_fixture_start (24, 80, TRUE);

  screen_fixture_press (app, "1");
  tui_list_set_filter (tui_app_top (app), "severity<=sev3");
  screen_fixture_press (app, "j j Enter");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS + 2036"));
  screen_fixture_press (app, "2 [");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS + 2036"));
  screen_fixture_press (app, "[");
  g_assert_true (screen_fixture_shows (app, "severity<=sev3"));
  g_assert_true (screen_fixture_shows (app, ">   S2 MITIG  2036"));
  screen_fixture_press (app, "[");
  g_assert_cmpint (tui_app_top (app)->class->context, ==, TUI_ON_OVERVIEW);
  screen_fixture_press (app, "] ]");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS + 2036"));
  screen_fixture_press (app, "]");
  g_assert_true (screen_fixture_shows (app, "-ALERTS"));
  screen_fixture_press (app, "]");
  g_assert_true (screen_fixture_shows (app, "not now, nothing was left"));
  screen_fixture_free (app);
}

/* Opening something new ends what was ahead; q goes down the way, not back in time. */
static void
test_new_way (void)
{
  TuiApp *app = screen_fixture_start (24, 80, TRUE);

  screen_fixture_press (app, "1 Enter q");
  g_assert_true (tui_app_can_go_forward (app));
  screen_fixture_press (app, "3");
  g_assert_false (tui_app_can_go_forward (app));
  screen_fixture_press (app, "q");
  g_assert_cmpint (tui_app_top (app)->class->context, ==, TUI_ON_OVERVIEW);
  screen_fixture_press (app, "q");
  g_assert_true (screen_fixture_shows (app, "This is the overview"));
  screen_fixture_press (app, "[");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS"));
  screen_fixture_free (app);
}

/* A form is over when it is left. */
static void
test_passing (void)
{
  TuiApp *app = screen_fixture_start (24, 80, TRUE);

  screen_fixture_press (app, "1 e Esc");
  g_assert_cmpint (tui_app_top (app)->class->context, ==, TUI_ON_LIST);
  g_assert_false (tui_app_can_go_forward (app));
  screen_fixture_free (app);
}

/* However far one goes only some are kept. */
static void
test_bounded (void)
{
  TuiApp *app = screen_fixture_start (24, 80, TRUE);

  for (guint i = 0; i < 100; i++)
    screen_fixture_press (app, i % 2 != 0 ? "1 Enter" : "3 Enter");
  for (guint i = 0; i < 100; i++)
    screen_fixture_press (app, "[");
  for (guint i = 0; i < 100; i++)
    screen_fixture_press (app, "]");
  g_assert_true ((tui_app_top (app)->class->context & TUI_ON_DETAIL) != 0);
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trail/back-and-forward", test_back_and_forward);
  g_test_add_func ("/trail/new-way", test_new_way);
  g_test_add_func ("/trail/passing", test_passing);
  g_test_add_func ("/trail/bounded", test_bounded);
  return g_test_run ();
}
