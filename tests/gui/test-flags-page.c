/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-flags-page"

#include "config.h"

#include "gui/gui-compat.h"
#include "gui/pages/gui-flag-view.h"
#include "gui/pages/gui-flags-page.h"
#include "gui/widgets/gui-matrix.h"
#include "tests/gui/display.h"

#define FLAG(id, key, environment, rest)                                                           \
  "{\"id\":\"019df862-49a9-7ad5-bf10-93fa404a598" id                                               \
  "\",\"kind\":\"flag\",\"version\":1,\"state\":\"clean\",\"doc\":{\"key\":\"" key                 \
  "\",\"environment\":\"" environment "\"," rest "}}"

static GtkWidget *
open_page (GtkWidget **window, const char *rows)
{
  GtkWidget *page = GTK_WIDGET (gui_flags_page_new (NULL));

  *window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (*window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (*window), page);
  gtk_window_present (GTK_WINDOW (*window));
  gui_flags_page_take (GUI_FLAGS_PAGE (page), rows);
  display_settle ();
  return page;
}

/* The button of a crossing, by what a person is told of it. */
static GtkWidget *
find_cell (GtkWidget *root, const char *text)
{
  if (GTK_IS_INSCRIPTION (root) && gtk_widget_get_mapped (root) &&
      g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (root)), text) == 0)
    return gtk_widget_get_ancestor (root, GTK_TYPE_BUTTON);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* A turn of the loop, which frames drive. */
static void
turn (void)
{
  guint tick = g_timeout_add (5, tick_cb, NULL);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}

static GtkWidget *
wait_cell (GtkWidget *root, const char *text)
{
  GtkWidget *cell = NULL;

  for (int i = 0; i < 1000 && (cell = find_cell (root, text)) == NULL; i++)
    turn ();
  g_assert_nonnull (cell);
  return cell;
}

/* The macro would take a percent sign for a format. */
static void
assert_name (GtkWidget *widget, const char *name)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       name);
}

static void
test_cells (void)
{
  GtkWidget *window;
  GtkWidget *page = open_page (
      &window,
      "[" FLAG ("a", "new-cart", "production", "\"on\":true,\"rollout\":10") "," FLAG (
          "b", "new-cart", "staging", "\"on\":true,\"stale\":true") "," FLAG ("c",
                                                                              "ads",
                                                                              "staging",
                                                                              "\"on\":false") "]");
  GtkWidget *cell = wait_cell (page, "on 10%");

  assert_name (cell, "new-cart, production, on 10%");
  cell = wait_cell (page, "on 100% !");
  assert_name (cell, "new-cart, staging, on 100%, stale");
  g_assert_nonnull (display_find (page, GTK_TYPE_LABEL, "2 flags, 1 to look at"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Arrows go from one crossing to the next; a cell that says something else stays where it is. */
static void
test_stays (void)
{
  GtkWidget *window;
  GtkWidget *page = open_page (&window,
                               "[" FLAG ("a",
                                         "b-flag",
                                         "production",
                                         "\"on\":true,\"rollout\":10") "]");
  GtkWidget *cell = wait_cell (page, "on 10%");

  gui_flags_page_take (GUI_FLAGS_PAGE (page),
                       "[" FLAG ("c", "a-flag", "production", "\"on\":false") "," FLAG (
                           "a",
                           "b-flag",
                           "production",
                           "\"on\":true,\"rollout\":20") "," FLAG ("d",
                                                                   "c-flag",
                                                                   "production",
                                                                   "\"on\":false") "]");
  g_assert_true (wait_cell (page, "on 20%") == cell);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_filter (void)
{
  GtkWidget *window;
  GtkWidget *page =
      open_page (&window,
                 "[" FLAG ("a", "one", "production", "\"on\":true,\"service\":\"cart\"") "," FLAG (
                     "b", "two", "production", "\"on\":false,\"service\":\"mail\"") "]");
  GObject *filter = gtk_widget_get_template_child (page, GUI_TYPE_FLAGS_PAGE, "filter");

  wait_cell (page, "off");
  gtk_editable_set_text (GTK_EDITABLE (filter), "service:cart");
  for (int i = 0; i < 1000 && find_cell (page, "off") != NULL; i++)
    turn ();
  g_assert_null (find_cell (page, "off"));
  g_assert_nonnull (find_cell (page, "on 100%"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The slider drafts and nothing else; what came about is no draft any more. */
static void
test_draft (void)
{
  g_autoptr (GuiFlagView) view = g_object_ref_sink (g_object_new (GUI_TYPE_FLAG_VIEW, NULL));
  static const char before[] = FLAG ("a", "one", "production", "\"on\":true,\"rollout\":10");
  static const char after[] = FLAG ("a", "one", "production", "\"on\":true,\"rollout\":50");
  GuiSight *sight = gui_sight_new (NULL, m77_kind_find ("flag"), before, NULL);
  GtkWidget *scale, *set;

  gui_record_view_show (GUI_RECORD_VIEW (view), sight);
  gui_sight_unref (sight);
  scale = display_find (GTK_WIDGET (view), GTK_TYPE_SCALE, NULL);
  set = display_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "Set 10%…");
  g_assert_nonnull (set);
  g_assert_false (gtk_widget_get_visible (set));
  g_assert_false (gui_record_view_has_draft (GUI_RECORD_VIEW (view)));

  gtk_range_set_value (GTK_RANGE (scale), 50);
  g_assert_true (gtk_widget_get_visible (set));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (set)), ==, "Set 50%…");
  g_assert_true (gui_record_view_has_draft (GUI_RECORD_VIEW (view)));

  sight = gui_sight_new (NULL, m77_kind_find ("flag"), after, NULL);
  gui_record_view_show (GUI_RECORD_VIEW (view), sight);
  gui_sight_unref (sight);
  g_assert_false (gui_record_view_has_draft (GUI_RECORD_VIEW (view)));
  g_assert_false (gtk_widget_get_visible (set));
  assert_name (scale, "Rollout, percent");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/flags-page/cells", test_cells);
  g_test_add_func ("/flags-page/stays", test_stays);
  g_test_add_func ("/flags-page/filter", test_filter);
  g_test_add_func ("/flags-page/draft", test_draft);
  status = g_test_run ();
  display_close ();
  return status;
}
