/* test-oncall.c: who is on call, handing over, and being ready to go offline
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
#include "tui/screens/tui-overview.h"
#include "tui/screens/tui-ready.h"

static TuiApp *
open_oncall (const char *keys)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  board_fixture_add_schedules (app);
  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  screen_fixture_press (app, keys);
  return app;
}

/* A time in words; between two shifts nobody is, beyond the last nobody knows. */
static void
test_oncall_time (void)
{
  TuiApp *app = open_oncall ("8 t");

  screen_fixture_type (app, "today 22:00");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "ON CALL at 22:00"));
  g_assert_true (screen_fixture_shows (app, "instead of omar"));
  screen_fixture_compare (app, "oncall-time-80x24");
  screen_fixture_press (app, "t");
  screen_fixture_type (app, "2026-05-16 07:00");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "NOBODY"));
  screen_fixture_press (app, "t");
  screen_fixture_type (app, "2026-06-16 07:00");
  screen_fixture_press (app, "Enter");
  g_assert_false (screen_fixture_shows (app, "NOBODY"));
  screen_fixture_press (app, "t");
  screen_fixture_type (app, "whenever");
  screen_fixture_press (app, "Enter");
  g_assert_nonnull (app->panel);
  screen_fixture_press (app, "Esc Esc");
  g_assert_true (screen_fixture_shows (app, "ON CALL now"));
  screen_fixture_free (app);
}

/* Handing over says to whom; accepting is only for whom it is handed to. */
static void
test_oncall_handover (void)
{
  TuiApp *app = open_oncall ("8 h");

  screen_fixture_compare (app, "oncall-hand-over-80x24");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_press (app, "Esc a");
  g_assert_true (screen_fixture_shows (app, "no handover is selected"));
  screen_fixture_press (app, "G a");
  g_assert_true (screen_fixture_shows (app, "ACCEPT"));
  screen_fixture_free (app);
}

/* ---- Ready ---- */

static void
test_ready_words (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  g_autofree char *fault = NULL;

  tui_app_push (app, tui_overview_new (app));
  fault = tui_ready_run (app, "soon");
  g_assert_nonnull (fault);
  g_assert_null (tui_ready_run (app, ""));
  screen_fixture_press (app, "t Ctrl-U");
  screen_fixture_type (app, "2d");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "READY for 2d offline"));
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oncall/time", test_oncall_time);
  g_test_add_func ("/oncall/handover", test_oncall_handover);
  g_test_add_func ("/ready/words", test_ready_words);
  return g_test_run ();
}
