/* test-views.c: saved views in their file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-views.h"
#include "tests/agent/remove-tree.h"

static M77View *
view_new (const char *name, const char *filter)
{
  M77View *view = m77_view_new ("incident");

  g_assert_true (m77_view_set_name (view, name, NULL));
  m77_view_set_filter (view, filter);
  return view;
}

static void
put (M77Views *views, const char *name, const char *filter)
{
  g_autoptr (M77View) view = view_new (name, filter);
  g_autoptr (GError) error = NULL;

  m77_views_put_sync (views, view, &error);
  g_assert_no_error (error);
}

/* Two of one profile keep each other's; another profile has its own. */
static void
test_two (void)
{
  g_autoptr (M77Views) one = m77_views_open_sync ("two");
  g_autoptr (M77Views) other = m77_views_open_sync ("two");
  g_autoptr (M77Views) again = NULL;
  g_autoptr (M77Views) elsewhere = m77_views_open_sync ("t/wo ü");
  g_autoptr (GError) error = NULL;

  put (one, "night", "is:open");
  put (other, "day", "severity<=sev2");
  put (one, "night", "is:open lead:@me");
  put (elsewhere, "night", "");
  again = m77_views_open_sync ("two");
  g_assert_cmpuint (m77_views_all (again)->len, ==, 2);
  g_assert_cmpstr (((M77View *) m77_views_all (again)->pdata[0])->name, ==, "day");
  g_assert_cmpstr (m77_views_find (again, "night")->filter, ==, "is:open lead:@me");
  g_assert_null (m77_views_find (again, "noon"));
  g_assert_true (m77_views_remove_sync (other, "night", &error));
  g_assert_false (m77_views_remove_sync (one, "night", &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NOT_FOUND);
}

/* A file that is wrong is told and left alone; the others are there. */
static void
test_damaged (void)
{
  g_autofree char *path = m77_views_path ("damaged");
  g_autofree char *wrong = g_build_filename (path, "wrong.json", NULL);
  g_autofree char *given = g_build_filename (path, "from%20jana.json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (M77Views) views = m77_views_open_sync ("damaged");
  g_autoptr (M77Views) again = NULL;
  g_autoptr (M77View) view = view_new ("night", "is:open");

  put (views, "night", "is:open");
  g_assert_true (g_file_set_contents (wrong, "{\"m77_view\":1,", -1, NULL));
  /* What somebody gave is called as its file is. */
  copy = m77_view_write (view);
  g_assert_true (g_file_set_contents (given, copy, -1, NULL));
  again = m77_views_open_sync ("damaged");
  g_assert_nonnull (strstr (m77_views_error (again)->message, "wrong.json"));
  g_assert_cmpuint (m77_views_all (again)->len, ==, 2);
  g_assert_cmpstr (m77_views_find (again, "from jana")->filter, ==, "is:open");
  put (again, "day", "");
  g_assert_true (g_file_get_contents (wrong, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "{\"m77_view\":1,");
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  m77_views_finish (result, &error);
  g_assert_no_error (error);
  (*(int *) data)--;
}

/* Many at once, none of them waited for. */
static void
test_async (void)
{
  g_autoptr (M77Views) views = m77_views_open ("async", NULL, NULL);
  g_autoptr (M77Views) other = m77_views_open ("async", NULL, NULL);
  g_autoptr (M77Views) again = NULL;
  g_autoptr (M77View) one = view_new ("one", "");
  g_autoptr (M77View) two = view_new ("two", "");
  g_autoptr (M77View) three = view_new ("three", "");
  int left = 1;

  m77_views_put_async (views, one, done_cb, &left);
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
  left = 2;
  m77_views_put_async (views, two, done_cb, &left);
  m77_views_put_async (other, three, done_cb, &left);
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
  left = 1;
  m77_views_remove_async (other, "one", done_cb, &left);
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
  again = m77_views_open_sync ("async");
  g_assert_cmpuint (m77_views_all (again)->len, ==, 2);
  g_assert_nonnull (m77_views_find (again, "two"));
  g_assert_nonnull (m77_views_find (again, "three"));
}

int
main (int argc, char **argv)
{
  g_autofree char *directory = g_dir_make_tmp ("m77-views-XXXXXX", NULL);
  int result;

  /* Not by G_TEST_OPTION_ISOLATE_DIRS, which leaks. */
  g_assert_nonnull (directory);
  g_setenv ("XDG_CONFIG_HOME", directory, TRUE);
  g_setenv ("XDG_DATA_HOME", directory, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/views/two", test_two);
  g_test_add_func ("/views/damaged", test_damaged);
  g_test_add_func ("/views/async", test_async);
  result = g_test_run ();
  remove_tree (directory);
  return result;
}
