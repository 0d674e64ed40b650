/* test-alerts-screen.c: the open alerts, by group
 *
 * M77_GOLDEN=1 remakes the golden screens; the states that any screen can be in are in
 * test-states.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-alerts-private.h"
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

static void
compare_sizes (const char *name, const char *keys)
{
  TuiApp *app = open_at (keys);

  screen_fixture_compare_sizes (app, name);
  screen_fixture_free (app);
}

static void
test_alerts (void)
{
  compare_sizes ("alerts-full", "2");
  compare_sizes ("alerts-unfolded", "2 j j Enter");
  compare_sizes ("alerts-silenced", "2 o");
}

static void
open_unread (TuiApp *app)
{
  tui_app_push (app, tui_overview_new (app));
  g_set_object (&app->alerts, NULL);
  app->alerts = m77_alerts_new_of_rows (NULL);
  screen_fixture_press (app, "2");
}

/* Before the first word there is none; a reading that failed says so and keeps what was read. */
static void
test_alerts_unread (void)
{
  g_autoptr (GError) full = g_error_new (M77_ERROR, M77_ERROR_STORAGE_FULL, "The disk is full.");
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  open_unread (app);
  g_assert_false (screen_fixture_shows (app, "No alert"));
  m77_alerts_end_reading (app->alerts, full);
  tui_app_draw (app);
  screen_fixture_compare (app, "alerts-error-80x24");
  screen_fixture_free (app);

  app = open_at ("2");
  m77_alerts_end_reading (app->alerts, full);
  g_assert_true (screen_fixture_shows (app, "The disk is full."));
  g_assert_true (screen_fixture_shows (app, "PaymentErrors"));
  screen_fixture_free (app);
}

/* What came after the bar opened is not acknowledged by it, and the bar says so. */
static void
test_alerts_acknowledge (void)
{
  TuiApp *app = open_at ("2 a");

  g_assert_true (screen_fixture_shows (app, "2 seen as of 03:04; later ones page."));
  screen_fixture_compare (app, "alerts-acknowledge-80x24");
  screen_fixture_add (
      app,
      "alert",
      "late",
      "{'alertname':'PaymentErrors','status':'firing','severity':'critical','service':'checkout',"
      "'environment':'production','region':'eu','starts_at':'2026-05-15T01:11:00.000Z'}");
  g_assert_true (screen_fixture_shows (app, "2 seen as of 03:04; later ones page."));
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "A reason is needed"));
  screen_fixture_type (app, "all of one canary");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "Type 2 to go on"));
  screen_fixture_type (app, "2");
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_press (app, "Esc");
  g_assert_true (screen_fixture_shows (app, "x3"));
  screen_fixture_free (app);
}

/* A silence of what all of a group have in common tells what else it would hide. */
static void
test_alerts_silence (void)
{
  static const char *const docs[] = {
    "{'alertname':'Full','status':'firing','severity':'critical','service':'web','series':{"
    "'alertname':'Full','service':'web','pod':'web-1'},'starts_at':'2026-05-15T01:00:00.000Z'}",
    "{'alertname':'Full','status':'firing','severity':'critical','service':'web','series':{"
    "'alertname':'Full','service':'web','pod':'web-2'},'starts_at':'2026-05-15T01:00:00.000Z'}",
    "{'alertname':'Full','status':'firing','severity':'warning','service':'web','series':{"
    "'alertname':'Full','service':'web','pod':'web-3'},'starts_at':'2026-05-15T01:00:00.000Z'}",
  };
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  g_list_store_remove_all (screen_fixture_store (app, "alert"));
  for (guint i = 0; i < G_N_ELEMENTS (docs); i++)
    {
      g_autofree char *id = g_strdup_printf ("x%u", i);

      screen_fixture_add (app, "alert", id, docs[i]);
    }
  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  screen_fixture_press (app, "2 m");
  screen_fixture_compare (app, "alerts-silence-80x24");
  g_assert_true (screen_fixture_shows (app, "hides 3 alerts that fire now, 1 of other groups"));
  screen_fixture_free (app);
}

/* The cursor stays on its group, whatever comes before it. */
static void
test_alerts_arrive (void)
{
  TuiApp *app = open_at ("2 j");
  g_autoptr (M77Row) row = screen_fixture_row ("alert",
                                               "first",
                                               "clean",
                                               "",
                                               "{\"alertname\":\"Down\",\"status\":\"firing\","
                                               "\"severity\":\"critical\",\"service\":\"web\"}");

  g_list_store_insert (screen_fixture_store (app, "alert"), 0, row);
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "IndexLag"));
  g_assert_true (screen_fixture_shows (app, "▌  ▾WARN"));
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alerts/full", test_alerts);
  g_test_add_func ("/alerts/unread", test_alerts_unread);
  g_test_add_func ("/alerts/acknowledge", test_alerts_acknowledge);
  g_test_add_func ("/alerts/silence", test_alerts_silence);
  g_test_add_func ("/alerts/arrive", test_alerts_arrive);
  return g_test_run ();
}
