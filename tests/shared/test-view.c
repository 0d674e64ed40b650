/* test-view.c: how a list is shown, and which of its records are marked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-marks.h"
#include "shared/client/m77-view.h"

/* All of it comes back, and so does what this version does not know. */
static void
test_round_trip (void)
{
  static const char text[] =
      "{\"m77_view\":1,\"name\":\"night\",\"kind\":\"incident\",\"filter\":\"is:open\","
      "\"sort\":\"severity,-started_at\",\"group\":\"service\",\"columns\":[{\"field\":\"title\","
      "\"width\":40},{\"field\":\"tomorrows\"},{\"field\":\"severity\"}],\"preview\":true,"
      "\"density\":{\"rows\":2}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (M77View) view = m77_view_read (text, &error);
  g_autoptr (M77View) again = NULL;
  g_autoptr (GArray) columns = NULL;
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (view->name, ==, "night");
  g_assert_cmpuint (view->columns->len, ==, 3);
  written = m77_view_write (view);
  g_assert_nonnull (strstr (written, "density"));
  g_assert_nonnull (strstr (written, "tomorrows"));
  again = m77_view_read (written, &error);
  g_assert_no_error (error);
  g_assert_true (m77_view_equal (view, again));
  g_assert_cmpstr (again->rest, ==, "{\"density\":{\"rows\":2}}");

  /* A field of a later version is kept and not shown. */
  columns = m77_view_shown_columns (view, m77_kind_find ("incident"));
  g_assert_cmpuint (columns->len, ==, 2);
  g_assert_cmpstr (g_array_index (columns, M77ViewColumn, 0).field, ==, "title");
  g_assert_cmpuint (g_array_index (columns, M77ViewColumn, 0).width, ==, 40);
  g_assert_true (m77_view_check (view, &error));
  g_assert_no_error (error);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "{\"kind\":\"incident\"}",
    "{\"m77_view\":1}",
    "{\"m77_view\":1,\"kind\":\"incident\",\"columns\":\"title\"}",
    "{\"m77_view\":1,\"kind\":\"incident\",\"columns\":[{\"width\":4}]}",
    "{\"m77_view\":1,\"kind\":\"incident\",\"columns\":[{\"field\":\"title\",\"width\":-4}]}",
    "{\"m77_view\":1,\"kind\":\"incident\",\"filter\":7}",
    "{\"m77_view\":1,\"kind\":\"incident\",\"name\":\"a\\u001bb\"}",
    "{\"m77_view\":1,\"kind\":\"incident\",\"name\":\"\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (m77_view_read (texts[i], &error));
      g_assert_nonnull (error);
    }
}

static void
check_refused (const char *kind, const char *filter, const char *sort, const char *group, int code)
{
  g_autoptr (M77View) view = m77_view_new (kind);
  g_autoptr (GError) error = NULL;

  m77_view_set_filter (view, filter);
  m77_view_set_sort (view, sort);
  m77_view_set_group (view, group);
  g_assert_false (m77_view_check (view, &error));
  g_assert_error (error, M77_ERROR, code);
}

static void
test_check (void)
{
  check_refused ("gizmo", "", NULL, NULL, M77_ERROR_UNKNOWN_KIND);
  check_refused ("incident", "severity<=sev9", NULL, NULL, M77_ERROR_BAD_FILTER);
  check_refused ("incident", "", "nothing", NULL, M77_ERROR_BAD_FILTER);
  check_refused ("incident", "", NULL, "labels", M77_ERROR_INVALID);
  check_refused ("incident", "", NULL, "nothing", M77_ERROR_INVALID);
}

/* The kind's own columns, the title last, until the person has columns of their own. */
static void
test_columns (void)
{
  const M77Kind *kind = m77_kind_find ("incident");
  g_autoptr (M77View) view = m77_view_new ("incident");
  g_autoptr (GArray) columns = m77_view_shown_columns (view, kind);
  guint n = columns->len;

  g_assert_cmpstr (g_array_index (columns, M77ViewColumn, n - 1).field, ==, "title");
  m77_view_own_columns (view, kind);
  g_assert_cmpint (m77_view_find_column (view, "severity"), ==, 0);
  g_assert_false (m77_view_move_column (view, "severity", -1));
  g_assert_true (m77_view_move_column (view, "severity", 1));
  g_assert_cmpint (m77_view_find_column (view, "severity"), ==, 1);
  m77_view_set_width (view, "severity", 9);
  m77_view_toggle_column (view, "status");
  g_assert_cmpint (m77_view_find_column (view, "status"), ==, -1);
  m77_view_toggle_column (view, "labels");
  g_assert_cmpuint (view->columns->len, ==, n);
  g_assert_cmpuint (g_array_index (view->columns, M77ViewColumn, 0).width, ==, 9);
  m77_view_reset_widths (view);
  g_assert_cmpuint (g_array_index (view->columns, M77ViewColumn, 0).width, ==, 0);
  while (view->columns->len > 1)
    m77_view_toggle_column (view, g_array_index (view->columns, M77ViewColumn, 0).field);
  m77_view_toggle_column (view, g_array_index (view->columns, M77ViewColumn, 0).field);
  g_assert_cmpuint (view->columns->len, ==, 1);
}

static void
check_sort (const char *sort, const char *field, gboolean add, const char *expected)
{
  g_autofree char *chosen = m77_sort_choose (sort,
                                             m77_kind_field (m77_kind_find ("incident"), field),
                                             add);

  g_assert_cmpstr (chosen, ==, expected);
}

static void
test_sorts (void)
{
  guint place;

  check_sort ("severity,-started_at", "title", FALSE, "title");
  check_sort ("severity,-started_at", "started_at", FALSE, "-started_at");
  check_sort ("severity,-started_at", "severity", FALSE, "-severity,-started_at");
  check_sort ("-severity", "severity", FALSE, "severity");
  check_sort ("severity", "started_at", TRUE, "severity,-started_at");
  check_sort ("severity,-started_at", "started_at", TRUE, "severity,started_at");
  check_sort ("", "title", TRUE, "title");
  g_assert_cmpint (m77_sort_direction ("severity,-started_at", "started_at", &place), ==, -1);
  g_assert_cmpuint (place, ==, 1);
  g_assert_cmpint (m77_sort_direction ("severity", "title", NULL), ==, 0);
  g_assert_cmpstr (m77_group_counted (m77_kind_find ("incident"), "service")->name, ==, "severity");
  g_assert_cmpstr (m77_group_counted (m77_kind_find ("incident"), "severity")->name, ==, "status");
}

static void
test_marks (void)
{
  g_autoptr (M77Marks) marks = m77_marks_new ();
  g_auto (GStrv) ids = NULL;
  g_autofree char *filter = NULL;

  m77_marks_toggle (marks, "b");
  m77_marks_toggle (marks, "a");
  m77_marks_add (marks, "a");
  m77_marks_toggle (marks, "c");
  m77_marks_remove (marks, "c");
  g_assert_cmpuint (m77_marks_count (marks), ==, 2);
  ids = m77_marks_ids (marks);
  g_assert_cmpstr (ids[0], ==, "a");
  g_assert_cmpuint (g_strv_length (ids), ==, 2);

  /* All but one: what is marked is told by a filter. */
  m77_marks_set_all (marks, "is:open", 412);
  g_assert_true (m77_marks_has (marks, "zz"));
  m77_marks_toggle (marks, "b");
  g_assert_false (m77_marks_has (marks, "b"));
  g_assert_cmpuint (m77_marks_count (marks), ==, 411);
  filter = m77_marks_filter (marks);
  g_assert_cmpstr (filter, ==, "is:open -id:b");
  for (guint i = 0; i < M77_MARKS_EXCEPT - 1; i++)
    {
      g_autofree char *id = g_strdup_printf ("x%u", i);

      g_assert_true (m77_marks_toggle (marks, id));
    }
  g_assert_false (m77_marks_toggle (marks, "one too many"));
  m77_marks_clear (marks);
  g_assert_cmpuint (m77_marks_count (marks), ==, 0);
  g_assert_false (m77_marks_has (marks, "zz"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/round-trip", test_round_trip);
  g_test_add_func ("/view/refused", test_refused);
  g_test_add_func ("/view/check", test_check);
  g_test_add_func ("/view/columns", test_columns);
  g_test_add_func ("/view/sorts", test_sorts);
  g_test_add_func ("/view/marks", test_marks);
  return g_test_run ();
}
