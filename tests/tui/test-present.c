/* test-present.c: what a session shows, and to whom: presenting, one environment, looks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "tests//tui/screen-fixture.h"
#include "tui/screens/tui-command-line.h"
#include "tui/screens/tui-kept.h"
#include "tui/screens/tui-overview.h"
#include "tui/screens/tui-present.h"

static char *
shown (TuiApp *app)
{
  tui_app_draw (app);
  return tui_canvas_to_text (app->canvas, FALSE);
}

static TuiApp *
start (int rows, int cols)
{
  TuiApp *app = screen_fixture_start (rows, cols, FALSE);

  return app;
}

static void
assert_nobody (TuiApp *app, const char *where)
{
  static const char *const names[] = { "jana",  "Jana",   "Nov\303\241k", "mika",  "Mika",
                                       "Laine", "omar",   "Omar",         "Sayed", "felix",
                                       "Felix", "Brandt", "@shop",        "of=ada" };
  g_autofree char *text = shown (app);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strstr (text, names[i]) != NULL)
      g_error ("%s at “%s” shows %s:\n%s",
               app->presenting ? "presenting" : "",
               where,
               names[i],
               text);
}

/* No screen, bar or overlay shows anybody, whoever draws it. */
static void
test_nobody_is_shown (void)
{
  static const char *const places[] = {
    "0",      "1",     "1 Enter", "1 j Enter", "1 j j Enter", "1 H",         "1 n",     "1 j a",
    "1 .",    "1 e",   "2",       "3 Enter",   "3 .",         "4",           "4 Enter", "i",
    "i Down", "i j j", "8",       "9",         "?",           ": k i n d s",
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (int wide = 0; wide < 2; wide++)
      {
        TuiApp *app = start (wide ? 60 : 24, wide ? 200 : 80);

        screen_fixture_press (app, "P");
        g_assert_true (app->presenting);
        screen_fixture_press (app, places[i]);
        assert_nobody (app, places[i]);
        screen_fixture_free (app);
      }
}

static void
run (TuiApp *app, const char *command)
{
  g_autofree char *fault = tui_command_line_run (app, command);

  g_assert_cmpstr (fault, ==, NULL);
}

/* Members and a webhook: fields that the table of kinds calls personal. */
static void
test_personal_fields (void)
{
  static const char *const kinds[] = { "members", "webhooks" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      TuiApp *app = start (24, 120);
      g_autofree char *open = NULL;
      g_autofree char *masked = NULL;

      run (app, kinds[i]);
      tui_app_draw (app);
      screen_fixture_press (app, "Enter");
      open = shown (app);
      g_assert_nonnull (strstr (open, "shop.example"));
      screen_fixture_press (app, "P");
      masked = shown (app);
      g_assert_nonnull (strstr (masked, "***"));
      assert_nobody (app, kinds[i]);
      screen_fixture_press (app, "q");
      assert_nobody (app, kinds[i]);
      screen_fixture_free (app);
    }
}

/* The same person is the same one everywhere; P again shows all. */
static void
test_on_and_off (void)
{
  TuiApp *app = start (24, 80);
  g_autofree char *before = NULL;
  g_autofree char *masked = NULL;
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;

  screen_fixture_press (app, "1 Enter g");
  before = shown (app);
  screen_fixture_press (app, "P g");
  masked = shown (app);
  text = tui_present_text (app, "omar wrote to jana@shop.example");
  g_assert_cmpstr (text, ==, "P3 wrote to P1");
  g_assert_nonnull (strstr (masked, "PRESENTING"));
  g_assert_nonnull (strstr (masked, "P1"));
  screen_fixture_press (app, "P g");
  after = shown (app);
  g_assert_cmpstr (after, ==, before);
  same = tui_present_text (app, "omar");
  g_assert_cmpstr (same, ==, "omar");
  screen_fixture_free (app);
}

static void
test_environment (void)
{
  static const struct
  {
    const char *command, *word;
  } envs[] = { { "env staging", " [STAGING] " },
               { "env prod", " [PROD] " },
               { "env dev", " [DEV] " },
               { "env testing", " [TEST] " } };
  TuiApp *app = start (24, 80);
  g_autofree char *fault = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (envs); i++)
    {
      g_autofree char *text = NULL;

      run (app, envs[i].command);
      text = shown (app);
      g_assert_nonnull (strstr (text, envs[i].word));
    }
  run (app, "env all");
  tui_app_set_status (app, "{\"profiles\":[{\"name\":\"x\",\"in_use\":true,\"tenant\":\"shop\"}]}");
  {
    g_autofree char *text = shown (app);

    g_assert_nonnull (strstr (text, "shop [ALL]"));
  }
  fault = tui_command_line_run (app, "env nowhere");
  g_assert_nonnull (fault);
  screen_fixture_free (app);
}

/* However narrow, environment and zone stay; modes push the second zone out first. */
static void
test_always_in_sight (void)
{
  static const int sizes[][2] = { { 24, 80 }, { 24, 60 }, { 15, 40 }, { 80, 300 } };
  TuiApp *app = start (24, 80);

  screen_fixture_press (app, "W P");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *text = NULL;

      tui_app_resize (app, sizes[i][0], sizes[i][1]);
      text = shown (app);
      g_assert_nonnull (strstr (text, "PROD"));
      g_assert_nonnull (strstr (text, "+02:00"));
      if (sizes[i][1] >= 80)
        g_assert_nonnull (strstr (text, "READ-ONLY  PRESENTING"));
    }
  screen_fixture_free (app);
}

/* A clock that is off by more than the platform forgives is told. */
static void
test_clock (void)
{
  TuiApp *app = start (24, 80);
  g_autofree char *off = NULL;
  g_autofree char *near = NULL;

  tui_app_set_status (app,
                      "{\"agent\":{\"clock_skew_ms\":-42000},\"profiles\":[{\"name\":\"x\","
                      "\"in_use\":true,\"tenant\":\"shop\"}]}");
  off = shown (app);
  g_assert_nonnull (strstr (off, "clock -42s"));
  tui_app_set_status (app, "{\"agent\":{\"clock_skew_ms\":29000},\"profiles\":[]}");
  near = shown (app);
  g_assert_null (strstr (near, "clock"));
  screen_fixture_free (app);
}

static void
test_looks (void)
{
  TuiApp *app = start (24, 80);
  g_autofree char *fault = NULL;

  fault = tui_command_line_run (app, "look nice");
  g_assert_nonnull (fault);
  screen_fixture_free (app);
}

/* The next session begins as this one ended, masked from its first frame on. */
static void
test_kept (void)
{
  g_autofree char *dir = g_dir_make_tmp ("m77-kept-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "console.json", NULL);
  TuiApp *app = start (24, 80);

  tui_kept_start (app, path, NULL);
  g_assert_false (app->presenting);
  g_assert_null (tui_env_run (app, "staging"));
  screen_fixture_press (app, "P");
  g_assert_true (app->presenting);
  while (app->keeping > 0)
    g_main_context_iteration (NULL, TRUE);
  screen_fixture_free (app);

  app = start (24, 80);
  tui_kept_start (app, path, NULL);
  g_assert_true (app->presenting);
  g_assert_cmpstr (app->environment, ==, "staging");
  g_assert_true (screen_fixture_shows (app, "PRESENTING"));
  g_assert_true (screen_fixture_shows (app, "[STAGING]"));
  g_assert_false (screen_fixture_shows (app, "jana"));
  screen_fixture_free (app);

  app = start (24, 80);
  tui_kept_start (app, path, "other");
  g_assert_false (app->presenting);
  g_assert_null (app->environment);
  screen_fixture_free (app);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/present/nobody-is-shown", test_nobody_is_shown);
  g_test_add_func ("/present/personal-fields", test_personal_fields);
  g_test_add_func ("/present/on-and-off", test_on_and_off);
  g_test_add_func ("/present/environment", test_environment);
  g_test_add_func ("/present/always-in-sight", test_always_in_sight);
  g_test_add_func ("/present/kept", test_kept);
  g_test_add_func ("/present/clock", test_clock);
  g_test_add_func ("/present/looks", test_looks);
  return g_test_run ();
}
