/* test-lists.c: lists as a person arranges them, against golden screens and by their keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-list-private.h"
#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-list-private.h"
#include "tui/screens/tui-overview.h"

typedef enum
{
  FULL,
  GROUPED,
  EMPTY,
  ONLINE,
  LOADING,
  BROKEN /* before anything was read */
} Sort;

typedef struct
{
  const char *name;
  Sort sort;
  const char *keys; /* NULL: none */
} Golden;

static const Golden goldens[] = {
  { "lists-full", FULL, NULL },
  { "lists-online", ONLINE, NULL },
  { "lists-empty", EMPTY, NULL },
  { "lists-loading", LOADING, NULL },
  { "lists-error", BROKEN, NULL },
  { "lists-grouped", GROUPED, "j j Space" },
  { "lists-folded", GROUPED, "k Enter" },
  { "lists-preview", FULL, "p" },
  { "lists-range", FULL, "v j j" },
  { "lists-columns", FULL, "C j J Space" },
  { "lists-sort", FULL, "s j Space" },
  { "lists-scrolled", FULL, "> >" },
  { "lists-copy", FULL, "y" },
  { "lists-views", FULL, "9" },
};

static const Golden grouped = { "", GROUPED, NULL };
static const int sizes[][2] = { { 24, 80 }, { 15, 40 }, { 60, 200 } };

typedef struct
{
  const Golden *golden;
  int rows, cols;
} Case;

static void
add_group (GPtrArray *groups, const char *value, guint rows, const char *counted, guint n)
{
  M77ListGroup *group = g_new0 (M77ListGroup, 1);
  M77ListCount count = { (char *) counted, n };

  *group = (M77ListGroup){ (char *) value, rows, n, g_array_new (FALSE, FALSE, sizeof count) };
  g_array_append_val (group->counts, count);
  g_ptr_array_add (groups, group);
}

static void
free_group (gpointer data)
{
  g_array_unref (((M77ListGroup *) data)->counts);
  g_free (data);
}

/* As the agent would say of the five incidents there are. */
static void
group_by_service (TuiScreen *list)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (free_group);

  tui_list_set_group (list, "service");
  add_group (groups, "checkout", 1, "sev1", 1);
  add_group (groups, "search", 2, "sev2", 1);
  add_group (groups, "", 2, "sev3", 2);
  m77_outline_set_groups (tui_list_outline (list), groups);
}

/* A list of an agent that has said nothing yet, or only what is wrong. */
static GListModel *
open_silent (TuiApp *app, const char *kind, const char *filter, const char *sort)
{
  return g_object_new (M77_TYPE_LIST, NULL);
}

static void
make_silent (TuiScreen *screen, gboolean broken)
{
  TuiList *list = (TuiList *) screen;

  list->asked_at = 0; /* a second ago */
  if (broken)
    m77_list_set_error (M77_LIST (list->rows),
                        g_error_new (M77_ERROR,
                                     M77_ERROR_STORAGE_FULL,
                                     "The disk is full: make room, then F5."));
}

static TuiApp *
open_list (const Golden *golden, int rows, int cols)
{
  TuiApp *app = screen_fixture_new (rows, cols, FALSE);
  TuiScreen *list;

  if (golden->sort == ONLINE)
    screen_fixture_go_online (app);
  tui_app_push (app, tui_overview_new (app));
  if (golden->sort == LOADING || golden->sort == BROKEN)
    app->open_list = open_silent;
  list = tui_list_new (app, m77_kind_find (golden->sort == EMPTY ? "service" : "incident"), NULL);
  tui_app_push (app, list);
  if (golden->sort == GROUPED)
    group_by_service (list);
  if (golden->sort == LOADING || golden->sort == BROKEN)
    make_silent (list, golden->sort == BROKEN);
  tui_app_draw (app);
  return app;
}

static void
test_golden (gconstpointer data)
{
  const Case *one = data;
  TuiApp *app = open_list (one->golden, one->rows, one->cols);
  g_autofree char *name = g_strdup_printf ("%s-%dx%d", one->golden->name, one->cols, one->rows);

  if (one->golden->keys != NULL)
    screen_fixture_press (app, one->golden->keys);
  screen_fixture_compare (app, name);
  screen_fixture_free (app);
}

static TuiScreen *
list_of (TuiApp *app)
{
  return tui_list_cast (tui_app_top (app));
}

/* Columns are chosen, moved and made wider by name; Esc puts all of it back. */
static void
test_columns (void)
{
  TuiApp *app = open_list (&goldens[0], 24, 80);
  const M77View *view = tui_list_view (list_of (app));

  screen_fixture_press (app, "C j + Enter");
  g_assert_cmpint (m77_view_find_column (view, "status"), ==, 1);
  g_assert_cmpuint (g_array_index (view->columns, M77ViewColumn, 1).width, >, 4);
  screen_fixture_press (app, "C K Space j j Space Esc");
  g_assert_cmpint (m77_view_find_column (view, "status"), ==, 1);
  g_assert_cmpint (m77_view_find_column (view, "severity"), ==, 0);
  screen_fixture_press (app, "=");
  g_assert_cmpuint (g_array_index (view->columns, M77ViewColumn, 1).width, ==, 0);
  screen_fixture_free (app);
}

static void
test_sorts (void)
{
  TuiApp *app = open_list (&goldens[0], 24, 80);
  TuiScreen *list = list_of (app);

  screen_fixture_press (app, "s Enter");
  g_assert_cmpstr (tui_list_sort (list), ==, "-severity,-started_at");
  screen_fixture_press (app, "s j Space Esc");
  g_assert_cmpstr (tui_list_sort (list), ==, "-severity,-started_at");
  screen_fixture_press (app, "s j Space");
  g_assert_cmpstr (tui_list_sort (list), ==, "-severity,-started_at,status");
  screen_fixture_press (app, "Del Enter");
  g_assert_cmpstr (tui_list_sort (list), ==, "status");
  screen_fixture_free (app);
}

/* A range is what is seen between its ends; Esc takes back the range, then the marks. */
static void
test_marks (void)
{
  TuiApp *app = open_list (&goldens[0], 24, 80);
  TuiScreen *list = list_of (app);

  screen_fixture_press (app, "v j j v");
  g_assert_cmpuint (tui_list_marked (list), ==, 3);
  screen_fixture_press (app, "v j Esc");
  g_assert_cmpuint (tui_list_marked (list), ==, 3);
  screen_fixture_press (app, "Esc");
  g_assert_cmpuint (tui_list_marked (list), ==, 0);

  /* All, but one. */
  screen_fixture_press (app, "* g Space");
  g_assert_cmpuint (tui_list_marked (list), ==, 4);
  tui_list_set_filter (list, "is:open severity:sev1");
  g_assert_cmpuint (tui_list_marked (list), ==, 0);
  screen_fixture_free (app);
}

/* Folding takes rows away and leaves the cursor on the heading; marks of a heading are its rows'.
 */
static void
test_groups (void)
{
  TuiApp *app = open_list (&grouped, 24, 80);
  TuiScreen *list = list_of (app);
  GListModel *model = G_LIST_MODEL (tui_list_outline (list));

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 8);
  screen_fixture_press (app, "k");
  g_assert_cmpstr (tui_list_table (list)->cursor, ==, "group:checkout");
  screen_fixture_press (app, "Space");
  g_assert_cmpuint (tui_list_marked (list), ==, 1);
  screen_fixture_press (app, "Enter");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 7);
  screen_fixture_press (app, "j Right j Left");
  g_assert_cmpstr (tui_list_table (list)->cursor, ==, "group:search");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 5);
  /* On a heading v marks all of it, seen or folded. */
  screen_fixture_press (app, "v j v");
  g_assert_cmpuint (tui_list_marked (list), ==, 5);
  screen_fixture_free (app);
}

/* Another group, or none, is asked for: the old ones are shown until it comes. */
static void
test_regroup (void)
{
  static const char *const groups[] = { "severity", "lead", NULL, "service" };
  TuiApp *app = open_list (&grouped, 24, 80);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      tui_list_set_group (list_of (app), groups[i]);
      tui_app_draw (app);
      screen_fixture_press (app, "j k Left Right");
    }
  screen_fixture_free (app);
}

/* The pane shows the row under the cursor in the frame it moved, pages too, and takes keys. */
static void
test_preview (void)
{
  TuiApp *app = open_list (&goldens[0], 36, 120);
  TuiScreen *list = list_of (app);
  g_autofree char *text = NULL;
  int row;

  screen_fixture_press (app, "p G");
  text = tui_canvas_to_text (app->canvas, FALSE);
  g_assert_null (strstr (text, "PREVIEW"));
  g_assert_nonnull (strstr (text, "2032"));
  row = app->canvas->cursor_row;
  screen_fixture_press (app, "g Tab j j");
  g_assert_cmpint (app->canvas->cursor_col, >, 60);
  g_assert_cmpstr (tui_list_table (list)->cursor, ==, "i1");
  screen_fixture_press (app, "Esc j");
  g_assert_cmpint (app->canvas->cursor_col, <, 60);
  g_assert_cmpint (app->canvas->cursor_row, <, row);
  screen_fixture_press (app, "Tab p");
  g_assert_cmpint (app->canvas->cursor_col, <, 60);
  screen_fixture_free (app);
}

/* What follows is at the top, whatever comes, until the person moves. */
static void
test_follow (void)
{
  TuiApp *app = open_list (&goldens[0], 24, 80);
  TuiScreen *list = list_of (app);
  g_autoptr (M77Row) row = screen_fixture_row ("incident", "new", "clean", "", "{\"number\":3001}");

  screen_fixture_press (app, "j f");
  g_list_store_insert (screen_fixture_store (app, "incident"), 0, row);
  tui_app_draw (app);
  g_assert_cmpstr (tui_list_table (list)->cursor, ==, "new");
  screen_fixture_press (app, "j");
  g_assert_false (tui_list_table (list)->follow);
  screen_fixture_free (app);
}

/* Without an agent nothing of many is asked, and that is said. */
static void
test_many (void)
{
  TuiApp *app = open_list (&goldens[0], 24, 80);
  g_autofree char *text = NULL;

  screen_fixture_press (app, "Space Space a");
  text = tui_canvas_to_text (app->canvas, FALSE);
  g_assert_nonnull (strstr (text, "no agent yet"));
  g_assert_cmpuint (tui_list_marked (list_of (app)), ==, 2);
  screen_fixture_press (app, ".");
  g_assert_nonnull (app->panel);
  screen_fixture_press (app, "Esc e");
  g_assert_nonnull (app->panel);
  screen_fixture_free (app);
}

int
main (int argc, char **argv)
{
  static Case cases[G_N_ELEMENTS (goldens) * G_N_ELEMENTS (sizes)];
  guint n = 0;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (goldens); i++)
    for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
      {
        g_autofree char *path = g_strdup_printf ("/lists/golden/%s-%dx%d",
                                                 goldens[i].name,
                                                 sizes[k][1],
                                                 sizes[k][0]);

        cases[n] = (Case){ &goldens[i], sizes[k][0], sizes[k][1] };
        g_test_add_data_func (path, &cases[n++], test_golden);
      }
  g_test_add_func ("/lists/columns", test_columns);
  g_test_add_func ("/lists/sorts", test_sorts);
  g_test_add_func ("/lists/marks", test_marks);
  g_test_add_func ("/lists/groups", test_groups);
  g_test_add_func ("/lists/regroup", test_regroup);
  g_test_add_func ("/lists/preview", test_preview);
  g_test_add_func ("/lists/follow", test_follow);
  g_test_add_func ("/lists/many", test_many);
  return g_test_run ();
}
