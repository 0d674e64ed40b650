/* test-screens.c: what the console draws, against golden screens
 *
 * M77_GOLDEN=1 remakes them; the diff is what a reviewer looks at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-overview.h"

typedef struct
{
  const char *name;
  int rows, cols;
  gboolean ascii;
  const char *keys; /* names; NULL: none */
  const char *text; /* typed after them */
} Golden;

static const Golden goldens[] = {
  { "overview-80x24", 24, 80, FALSE, NULL, NULL },
  { "overview-ascii", 24, 80, TRUE, NULL, NULL },
  { "overview-120x36", 36, 120, FALSE, NULL, NULL },
  { "overview-40x15", 15, 40, FALSE, NULL, NULL },
  { "overview-200x60", 60, 200, FALSE, NULL, NULL },
  { "overview-scrolled-40x15", 15, 40, FALSE, "j j Tab j j", NULL },
  { "overview-20x5", 5, 20, TRUE, NULL, NULL },
  { "list-80x24", 24, 80, FALSE, "1 j Space", NULL },
  { "list-20x5", 5, 20, TRUE, "1", NULL },
  { "record-80x24", 24, 80, FALSE, "1 Enter", NULL },
  { "filter-wrong", 24, 80, FALSE, "1 /", "severity<=high" },
  { "acknowledge-bar", 24, 80, FALSE, "1 j a", NULL },
  { "acknowledge-40x15", 15, 40, FALSE, "1 j a", NULL },
  { "acknowledge-20x5", 5, 20, TRUE, "1 j a", NULL },
  { "note-bar", 24, 80, FALSE, "1 n", "looks like the canary" },
  { "form-wrong", 24, 80, FALSE, "1 j e Tab Ctrl-U Backspace", "9" },
  { "inbox", 24, 80, FALSE, "i", NULL },
  { "verbs-of-deployment", 24, 80, FALSE, "3 .", NULL },
  { "arming", 24, 80, FALSE, "3 . Down Enter", NULL },
  { "keys", 36, 120, FALSE, "?", NULL },
  { "empty-list", 24, 80, FALSE, "5", NULL },
};

static void
test_golden (gconstpointer data)
{
  const Golden *golden = data;
  TuiApp *app = screen_fixture_start (golden->rows, golden->cols, golden->ascii);

  if (golden->keys != NULL)
    screen_fixture_press (app, golden->keys);
  if (golden->text != NULL)
    screen_fixture_type (app, golden->text);
  screen_fixture_compare (app, golden->name);
  screen_fixture_free (app);
}

/* Every size down to the smallest, every screen: nothing may be drawn outside or trip. */
static void
test_sizes (void)
{
  static const char *const keys[] = {
    "0", "1", "1 Enter", "1 e", "1 a", "i", "?", "9", "3 .", ":"
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      TuiApp *app = screen_fixture_new (24, 80, FALSE);

      tui_app_push (app, tui_overview_new (app));
      tui_app_draw (app);
      screen_fixture_press (app, keys[i]);
      for (int rows = 40; rows >= 5; rows -= 5)
        for (int cols = 140; cols >= 20; cols -= 15)
          {
            tui_app_resize (app, rows, cols);
            tui_app_draw (app);
            g_assert_cmpint (app->canvas->cursor_row, <, rows);
            g_assert_cmpint (app->canvas->cursor_col, <, cols);
          }
      screen_fixture_free (app);
    }
}

/* The row under the cursor is in sight, whatever the size was before. */
static void
check_in_sight (TuiApp *app, const char *title)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  tui_app_draw (app);
  text = tui_canvas_to_text (app->canvas, FALSE);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpint (app->canvas->cursor_row, >, 0);
  g_assert_nonnull (strstr (lines[app->canvas->cursor_row], title));
}

static void
test_shrinking (void)
{
  static const int sizes[][2] = { { 5, 20 }, { 60, 200 }, { 15, 40 }, { 36, 120 }, { 8, 25 } };
  static const char *const places[][2] = {
    { "g", "204" }, { "j j j", "CONF" }, { "j", "203" }, { "Tab", "CRIT" }, { "G", "Ready" }
  };
  TuiApp *app = screen_fixture_start (24, 80, TRUE);

  for (guint place = 0; place < G_N_ELEMENTS (places); place++)
    {
      screen_fixture_press (app, places[place][0]);
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          tui_app_resize (app, sizes[i][0], sizes[i][1]);
          check_in_sight (app, places[place][1]);
        }
    }
  screen_fixture_free (app);
}

/* Down goes through every line of every section, also those that do not fit. */
static void
test_reach (void)
{
  TuiApp *app = screen_fixture_new (15, 40, TRUE);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  screen_fixture_press (app, "g");
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *text = tui_canvas_to_text (app->canvas, FALSE);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      g_hash_table_add (seen, g_strndup (lines[app->canvas->cursor_row], 14));
      screen_fixture_press (app, "Down");
    }
  /* Seven incidents and operations, two groups, two changes, three of health. */
  g_assert_cmpuint (g_hash_table_size (seen), ==, 14);
  screen_fixture_free (app);
}

/* The key that opened a bar does not confirm it, nor does an Enter out of a paste. */
static void
test_confirming (void)
{
  TuiApp *app = screen_fixture_start (24, 80, FALSE);

  screen_fixture_press (app, "1 j a a");
  g_assert_nonnull (app->panel);
  screen_fixture_press (app, "Esc");

  /* Typed before the bar was seen. */
  tui_app_key (app, 'a');
  tui_app_key (app, TUI_KEY_ENTER);
  g_assert_nonnull (app->panel);
  tui_app_draw (app);

  tui_app_key (app, TUI_KEY_PASTE_BEGIN);
  tui_app_key (app, 'x');
  tui_app_key (app, TUI_KEY_ENTER);
  tui_app_key (app, TUI_KEY_PASTE_END);
  g_assert_nonnull (app->panel);
  screen_fixture_press (app, "Enter");
  g_assert_true (screen_fixture_shows (app, "Not stored: no agent yet"));
  screen_fixture_free (app);
}

/* A typed name is typed: a paste into it is refused, a wrong one does nothing. */
static void
test_typed (void)
{
  TuiApp *app = screen_fixture_start (24, 80, FALSE);

  screen_fixture_press (app, "3 . Down Enter");
  g_assert_true (screen_fixture_shows (app, "ARM PRODUCTION"));
  tui_app_key (app, TUI_KEY_PASTE_BEGIN);
  screen_fixture_type (app, "production");
  tui_app_key (app, TUI_KEY_PASTE_END);
  screen_fixture_press (app, "Enter");
  g_assert_false (tui_app_is_armed (app));
  screen_fixture_type (app, "prod");
  screen_fixture_press (app, "Enter");
  g_assert_false (tui_app_is_armed (app));
  screen_fixture_type (app, "uction");
  screen_fixture_press (app, "Enter");
  g_assert_true (tui_app_is_armed (app));
  g_assert_true (screen_fixture_shows (app, "PROD ARMED 30m"));
  screen_fixture_free (app);
}

/* Nothing of another person's text reaches the screen as a control. */
static void
test_foreign (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);
  g_autofree char *text = NULL;

  tui_app_push (app, tui_overview_new (app));
  tui_app_draw (app);
  screen_fixture_press (app, "1");
  text = tui_canvas_to_text (app->canvas, FALSE);
  g_assert_null (strchr (text, 27));
  g_assert_null (strstr (text, "\342\200\256"));
  screen_fixture_free (app);
}

/* Abort wants no name: the Enter that opened its bar does not confirm it. */
static void
test_enter_again (void)
{
  TuiApp *app = screen_fixture_new (24, 80, FALSE);

  tui_app_push (app, tui_overview_new (app));
  screen_fixture_press (app, "3 .");
  tui_app_typed (app, TUI_KEY_ENTER);
  tui_app_draw (app);
  g_assert_nonnull (app->panel);
  g_assert_true (app->panel->confirms);
  tui_app_typed (app, TUI_KEY_ENTER);
  tui_app_draw (app);
  g_assert_nonnull (app->panel);
  g_assert_false (screen_fixture_shows (app, "no agent yet"));
  tui_app_typed (app, TUI_KEY_TAB);
  tui_app_typed (app, TUI_KEY_ENTER);
  tui_app_draw (app);
  g_assert_true (screen_fixture_shows (app, "no agent yet"));
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  screen_fixture_add_goldens ("/screens/golden/",
                              goldens,
                              G_N_ELEMENTS (goldens),
                              sizeof *goldens,
                              test_golden);
  g_test_add_func ("/screens/sizes", test_sizes);
  g_test_add_func ("/screens/shrinking", test_shrinking);
  g_test_add_func ("/screens/reach", test_reach);
  g_test_add_func ("/screens/confirming", test_confirming);
  g_test_add_func ("/screens/typed", test_typed);
  g_test_add_func ("/screens/foreign", test_foreign);
  g_test_add_func ("/screens/enter-again", test_enter_again);
  return g_test_run ();
}
