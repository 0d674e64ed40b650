/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-overview.h"

static TuiApp *
begin (int rows)
{
  TuiApp *app = screen_fixture_start (rows, 100, TRUE);

  return app;
}

static void
point (TuiApp *app, TuiMouseType type, int row, int col)
{
  TuiMouse mouse = { type, row, col };

  tui_app_mouse (app, &mouse);
  tui_app_draw (app);
}

static void
click (TuiApp *app, int row, int col)
{
  point (app, TUI_MOUSE_PRESS, row, col);
  point (app, TUI_MOUSE_RELEASE, row, col);
}

/* Where words stand. */
static void
find (TuiApp *app, const char *words, int *row, int *col)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  tui_app_draw (app);
  text = tui_canvas_to_text (app->canvas, FALSE);
  lines = g_strsplit (text, "\n", -1);
  for (*row = 0; lines[*row] != NULL; (*row)++)
    if (strstr (lines[*row], words) != NULL)
      {
        *col = strstr (lines[*row], words) - lines[*row];
        return;
      }
  g_test_message ("no “%s” in\n%s", words, text);
  g_assert_not_reached ();
}

static void
click_on (TuiApp *app, const char *words)
{
  int row;
  int col;

  find (app, words, &row, &col);
  click (app, row, col);
}

static void
test_rows (void)
{
  TuiApp *app = begin (24);

  screen_fixture_press (app, "1");
  click_on (app, "Bounce rate");
  g_assert_true (screen_fixture_shows (app, ">   S2 MITIG  2036"));
  g_assert_cmpint (tui_app_top (app)->class->context, ==, TUI_ON_LIST);
  click_on (app, "Bounce rate");
  g_assert_true (screen_fixture_shows (app, "-INCIDENTS + 2036"));
  screen_fixture_press (app, "0");
  click_on (app, "IndexLag");
  g_assert_cmpint (tui_app_top (app)->class->context, ==, TUI_ON_OVERVIEW);
  screen_fixture_free (app);
}

static void
test_titles (void)
{
  TuiApp *app = begin (24);
  int row;
  int col;
  int now;
  int next;

  screen_fixture_press (app, "1");
  click_on (app, "Service");
  g_assert_cmpstr (tui_list_sort (tui_app_top (app)), ==, "service");
  click_on (app, "Service");
  g_assert_cmpstr (tui_list_sort (tui_app_top (app)), ==, "-service");
  find (app, "Env", &row, &now);
  find (app, "Service", &row, &col);
  point (app, TUI_MOUSE_PRESS, row, now - 1);
  point (app, TUI_MOUSE_RELEASE, row, now + 5);
  find (app, "Env", &row, &next);
  g_assert_cmpint (next, ==, now + 6);
  screen_fixture_free (app);
}

/* The selection stays where it is, and a key comes back to it. */
static void
test_wheel (void)
{
  TuiApp *app = begin (24);
  GListStore *store = screen_fixture_store (app, "service");

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);
      g_autofree char *doc = g_strdup_printf ("{\"name\":\"service-%u\"}", i);
      g_autoptr (M77Row) one = screen_fixture_row ("service", id, "clean", "", doc);

      g_list_store_append (store, one);
    }
  screen_fixture_press (app, "5 j");
  for (guint i = 0; i < 10; i++)
    point (app, TUI_MOUSE_DOWN, 10, 10);
  g_assert_true (screen_fixture_shows (app, "service-35"));
  g_assert_false (screen_fixture_shows (app, "service-1 "));
  for (guint i = 0; i < 100; i++)
    point (app, TUI_MOUSE_DOWN, 10, 10);
  g_assert_true (screen_fixture_shows (app, "service-99"));
  screen_fixture_press (app, "j");
  g_assert_true (screen_fixture_shows (app, "service-2"));
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "service-2"));
  screen_fixture_free (app);
}

/* A key of the foot does what the key does; nothing goes through a bar, and no click confirms. */
static void
test_bars (void)
{
  TuiApp *app = begin (24);

  screen_fixture_press (app, "1 j j");
  click_on (app, "n note");
  g_assert_true (screen_fixture_shows (app, "-NOTE on 2036"));
  click_on (app, "Card payments failing");
  g_assert_true (screen_fixture_shows (app, "-NOTE on 2036"));
  screen_fixture_press (app, "Esc k k a");
  g_assert_true (app->panel != NULL && app->panel->confirms);
  for (int row = 0; row < app->canvas->rows; row++)
    for (int col = 0; col < app->canvas->cols; col += 3)
      click (app, row, col);
  g_assert_true (app->panel != NULL && app->panel->confirms);
  screen_fixture_press (app, "Esc Ctrl-K");
  screen_fixture_type (app, "deployments");
  click_on (app, "deployments     ");
  g_assert_true (screen_fixture_shows (app, "-DEPLOYMENTS"));
  screen_fixture_free (app);
}

/* Wherever one clicks, drags or turns the wheel, on any screen of any size. */
static void
test_anywhere (void)
{
  static const char *const screens[] = { "0", "1", "1 Enter", "2", "3 Enter",
                                         "i", "8", "?",       "9", "1 /" };
  guint32 at = 7;

  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    {
      TuiApp *app = begin (i % 2 != 0 ? 8 : 30);

      screen_fixture_press (app, screens[i]);
      for (guint k = 0; k < 400; k++)
        {
          at = at * 1103515245u + 12345u;
          point (app,
                 (TuiMouseType) ((at >> 8) % 4),
                 (int) ((at >> 12) % 32) - 1,
                 (int) ((at >> 18) % 104) - 1);
        }
      screen_fixture_free (app);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mouse/rows", test_rows);
  g_test_add_func ("/mouse/titles", test_titles);
  g_test_add_func ("/mouse/wheel", test_wheel);
  g_test_add_func ("/mouse/bars", test_bars);
  g_test_add_func ("/mouse/anywhere", test_anywhere);
  return g_test_run ();
}
