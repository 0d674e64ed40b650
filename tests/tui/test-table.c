/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-overview.h"

static void
insert (GListStore *store, guint position, const char *id, int number)
{
  g_autofree char
      *doc = g_strdup_printf ("{\"number\":%d,\"title\":\"T%d\",\"status\":\"triggered\","
                              "\"severity\":\"sev1\",\"environment\":\"staging\"}",
                              number,
                              number);
  g_autoptr (M77Row) row = screen_fixture_row ("incident", id, "clean", "", doc);

  g_list_store_insert (store, position, row);
}

static int
row_of (TuiApp *app, const char *words)
{
  g_autofree char *text = tui_canvas_to_text (app->canvas, FALSE);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (int i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], words) != NULL)
      return i;
  return -1;
}

/* Once a person has moved, rows stand still and arrivals are counted. */
static void
test_standing_still (void)
{
  TuiApp *app = screen_fixture_new (24, 80, TRUE);
  GListStore *store = screen_fixture_store (app, "incident");
  int before;

  tui_app_push (app, tui_list_new (app, m77_kind_find ("incident"), ""));
  tui_app_draw (app);
  screen_fixture_press (app, "j");
  before = row_of (app, "2039");
  g_assert_cmpint (app->canvas->cursor_row, ==, before);

  insert (store, 0, "n1", 3001);
  insert (store, 0, "n2", 3002);
  tui_app_draw (app);
  g_assert_cmpint (row_of (app, "2039"), ==, before);
  g_assert_cmpint (row_of (app, "3001"), ==, -1);
  g_assert_cmpint (row_of (app, "+2 new--"), >, 0);

  /* All anew, as after the agent came back: none of it is new. */
  g_list_model_items_changed (G_LIST_MODEL (store),
                              0,
                              g_list_model_get_n_items (G_LIST_MODEL (store)),
                              g_list_model_get_n_items (G_LIST_MODEL (store)));
  tui_app_draw (app);
  g_assert_cmpint (row_of (app, "+2 new--"), >, 0);

  screen_fixture_press (app, "g");
  g_assert_cmpint (row_of (app, "3002"), ==, app->canvas->cursor_row);
  g_assert_cmpint (row_of (app, "new--"), ==, -1);
  screen_fixture_free (app);
}

/* Before that the list shows what is there. */
static void
test_untouched (void)
{
  TuiApp *app = screen_fixture_new (24, 80, TRUE);

  tui_app_push (app, tui_list_new (app, m77_kind_find ("incident"), ""));
  tui_app_draw (app);
  insert (screen_fixture_store (app, "incident"), 0, "n1", 3001);
  tui_app_draw (app);
  g_assert_cmpint (row_of (app, "3001"), >, 0);
  screen_fixture_free (app);
}

/* Marks belong to ids, whatever moves. */
static void
test_marks (void)
{
  TuiApp *app = screen_fixture_new (24, 80, TRUE);
  TuiScreen *list = tui_list_new (app, m77_kind_find ("incident"), "");

  tui_app_push (app, list);
  tui_app_draw (app);
  screen_fixture_press (app, "Space Space");
  g_assert_true (m77_marks_has (tui_list_table (list)->marks, "i1"));
  g_assert_true (m77_marks_has (tui_list_table (list)->marks, "i2"));
  g_list_store_remove (screen_fixture_store (app, "incident"), 0);
  tui_app_draw (app);
  g_assert_cmpint (row_of (app, "2 marked"), >, 0);
  screen_fixture_press (app, "Esc");
  g_assert_cmpuint (m77_marks_count (tui_list_table (list)->marks), ==, 0);
  screen_fixture_free (app);
}

/* A screenful at a time of many, and back. */
static void
test_pages (void)
{
  TuiApp *app = screen_fixture_new (24, 80, TRUE);
  GListStore *store = screen_fixture_store (app, "incident");

  for (int i = 0; i < 500; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%d", i);

      insert (store, g_list_model_get_n_items (G_LIST_MODEL (store)), id, 5000 + i);
    }
  tui_app_push (app, tui_list_new (app, m77_kind_find ("incident"), ""));
  tui_app_draw (app);
  screen_fixture_press (app, "G");
  g_assert_cmpint (row_of (app, "5499"), ==, app->canvas->cursor_row);
  screen_fixture_press (app, "PgUp k k");
  g_assert_cmpint (app->canvas->cursor_row, >, 3);
  screen_fixture_press (app, "g");
  g_assert_cmpint (row_of (app, "Card payments"), ==, app->canvas->cursor_row);
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/standing-still", test_standing_still);
  g_test_add_func ("/table/untouched", test_untouched);
  g_test_add_func ("/table/marks", test_marks);
  g_test_add_func ("/table/pages", test_pages);
  return g_test_run ();
}
