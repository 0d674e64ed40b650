/* test-boards.c: the overview, and the screens made by hand at every size
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

static TuiApp *
open_at (const char *keys)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  board_fixture_add_alerts (app);
  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  screen_fixture_press (app, keys);
  return app;
}

/* A group of alerts is acknowledged where it stands; Enter shows it unfolded. */
static void
test_overview_group (void)
{
  TuiApp *app = open_at ("Tab Tab a");

  g_assert_true (screen_fixture_shows (app, "2 seen as of 03:04; later ones page."));
  screen_fixture_press (app, "Esc Enter");
  g_assert_true (screen_fixture_shows (app, "▌  ▾CRIT"));
  screen_fixture_free (app);
}

static void
test_overview_handover (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  screen_fixture_add (
      app,
      "handover",
      "h1",
      "{'number':32,'status':'offered','schedule':'primary','from':'omar','to':'jana',"
      "'offered_at':'2026-05-15T01:00:00.000Z'}");
  tui_app_push (app, tui_overview_new (app));
  g_assert_true (screen_fixture_shows (app, "omar hands over to you"));
  screen_fixture_free (app);
}

/* ---- All of them ---- */

/* Every size, every key of each: nothing is drawn outside, nothing trips. */
static void
test_sizes (void)
{
  static const char *const places[] = {
    "2 j Enter o G", "3 Enter Tab j", "8 Tab G", "0 G Enter t"
  };
  static const char *const keys = "j k Tab g G PgDn Enter Esc o h Esc t Esc a Esc . Esc v [ ]";

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (int rows = 80; rows >= 5; rows -= 15)
      for (int cols = 300; cols >= 20; cols -= 35)
        {
          TuiApp *app = open_at (places[i]);

          tui_app_resize (app, rows, cols);
          tui_app_draw (app);
          screen_fixture_press (app, keys);
          g_assert_cmpint (app->canvas->cursor_row, <, rows);
          g_assert_cmpint (app->canvas->cursor_col, <, cols);
          screen_fixture_free (app);
        }
}

/* Ages are those of the last answer, also where it says the same again. */
static void
test_status_age (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  g_autofree char *same = g_strdup (app->status_text);

  app->status_at = 0;
  tui_app_set_status (app, same);
  g_assert_cmpint (app->status_at, ==, m77_runtime_now (app->runtime));
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/boards/overview-group", test_overview_group);
  g_test_add_func ("/boards/overview-handover", test_overview_handover);
  g_test_add_func ("/boards/sizes", test_sizes);
  g_test_add_func ("/boards/status-age", test_status_age);
  return g_test_run ();
}
