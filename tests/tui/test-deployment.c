/* test-deployment.c: a deployment, its canary and what each verb would do
 *
 * M77_GOLDEN=1 remakes the golden screens; the states that any screen can be in are in
 * test-states.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>

#include "tests/tui/board-fixture.h"
#include "tui/screens/tui-deployment.h"
#include "tui/screens/tui-overview.h"

static TuiApp *
open_canary (const char *keys)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  board_fixture_set_canary (app);
  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  screen_fixture_press (app, keys);
  return app;
}

static void
test_verbs (void)
{
  TuiApp *app = open_canary ("3 Enter .");

  screen_fixture_compare_sizes (app, "deployment-verbs");
  screen_fixture_free (app);
}

/* Nothing to do it to, and nothing trips. */
static void
test_loading (void)
{
  TuiApp *app = screen_fixture_start (24, 80, FALSE);

  tui_app_push (app, tui_deployment_new_by_key (app, "512"));
  tui_app_draw (app);
  screen_fixture_press (app, ". v Enter j e n");
  screen_fixture_free (app);
}

/* The first verb is the safest; its bar says what it does, a rollback's what it leaves behind. */
static void
test_safest_first (void)
{
  TuiApp *app = open_canary ("3 Enter . Enter");

  g_assert_true (screen_fixture_shows (app, "ABORT"));
  g_assert_true (screen_fixture_shows (app, "weight 25% to 0%, all on 4.17.2"));
  screen_fixture_press (app, "Esc");
  app->armed_until = m77_runtime_now (app->runtime) + 1800000;
  screen_fixture_press (app, ". Down Enter");
  g_assert_true (screen_fixture_shows (app, "Stays behind: migration 0192"));
  screen_fixture_compare (app, "deployment-rollback-80x24");
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deployment/verbs", test_verbs);
  g_test_add_func ("/deployment/loading", test_loading);
  g_test_add_func ("/deployment/safest-first", test_safest_first);
  return g_test_run ();
}
