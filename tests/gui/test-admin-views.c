/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-admin-views"

#include "config.h"

#include <string.h>

#include "gui/pages/gui-config-view.h"
#include "gui/pages/gui-connector-view.h"
#include "gui/pages/gui-review-view.h"
#include "gui/pages/gui-window-view.h"
#include "gui/widgets/gui-diff.h"
#include "tests/gui/display.h"

static GtkWidget *
open_view (GType type, const char *kind, const char *doc)
{
  GtkWidget *view = g_object_ref_sink (g_object_new (type, NULL));
  g_autofree char *record = g_strdup_printf ("{\"id\":\"a\",\"kind\":\"%s\",\"doc\":%s}",
                                             kind,
                                             doc);
  g_autoptr (GError) error = NULL;
  g_autoptr (GuiSight) sight = gui_sight_new (NULL, m77_kind_find (kind), record, &error);

  g_assert_no_error (error);
  if (type == GUI_TYPE_REVIEW_VIEW)
    gui_review_view_set_member (GUI_REVIEW_VIEW (view), "lena");
  gui_record_view_show (GUI_RECORD_VIEW (view), sight);
  return view;
}

static GtkWidget *
find (GtkWidget *view, GType type, const char *text)
{
  GtkWidget *found = display_find (view, type, text);

  if (found == NULL)
    g_error ("nothing says \"%s\"", text);
  return found;
}

static char *
diff_text (GtkWidget *view)
{
  GtkWidget *text = find (find (view, GUI_TYPE_DIFF, NULL), GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* Signs as well as colours; a proposal is decided by the second person; others are restored. */
static void
test_config (void)
{
  g_autoptr (GtkWidget) view = open_view (
      GUI_TYPE_CONFIG_VIEW,
      "config",
      "{\"path\":\"a/b\",\"status\":\"in-review\",\"value\":\"ttl = 60\\nx = 1\\n\",\"draft\":"
      "\"ttl = 90\\nx = 1\\n\",\"previous\":\"ttl = 30\\n\",\"revision\":7,\"published_at\":"
      "\"2026-01-01T00:00:00.000Z\",\"proposal\":{\"action\":\"publish\",\"by\":\"noor\","
      "\"reason\":"
      "\"R&D\"},\"history\":[{\"revision\":6,\"by\":\"ines\"},{\"revision\":7,\"by\":\"ines\"}]}");
  g_autofree char *text = diff_text (view);

  g_assert_cmpstr (text, ==, "- ttl = 60\n+ ttl = 90\n  x = 1\n");
  find (view, GTK_TYPE_LABEL, "1 line taken out, 1 put in");
  g_assert_true (gtk_widget_get_visible (find (view, GTK_TYPE_BUTTON, "_Approve…")));
  find (view, ADW_TYPE_ACTION_ROW, "Revision 7, live");
  find (view, ADW_TYPE_ACTION_ROW, "Revision 6");
}

static void
test_connector (void)
{
  g_autoptr (GtkWidget) view = open_view (
      GUI_TYPE_CONNECTOR_VIEW,
      "connector",
      "{\"name\":\"smtp\",\"status\":\"quarantined\",\"health\":\"failing\",\"breaker\":\"open\","
      "\"endpoint\":\"https://a.example/<b>\",\"queue\":412,\"dead\":38,\"quota_limit\":50000,"
      "\"quota_used\":31200}");
  GtkWidget *row = find (view, ADW_TYPE_ACTION_ROW, "Jobs");

  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                   ==,
                   "412 waiting, 38 given up");
  g_assert_false (gtk_widget_get_visible (find (view, ADW_TYPE_ACTION_ROW, "Last error")));
  g_assert_true (
      gtk_widget_get_visible (gtk_widget_get_parent (find (view, GTK_TYPE_BUTTON, "Release…"))));
  g_assert_false (
      gtk_widget_get_visible (gtk_widget_get_parent (find (view, GTK_TYPE_BUTTON, "Quarantine…"))));
}

/* One's own is another's to decide; signing waits for all. */
static void
test_review (void)
{
  g_autoptr (GtkWidget) view = open_view (
      GUI_TYPE_REVIEW_VIEW,
      "review",
      "{\"number\":4,\"status\":\"open\",\"reviewer\":\"lena\",\"items\":[{\"key\":\"a\","
      "\"holder\":"
      "\"mika\",\"grant\":\"admin\"},{\"key\":\"b\",\"holder\":\"lena\",\"grant\":\"admin\"}],"
      "\"decisions\":{\"a\":{\"decision\":\"keep\",\"by\":\"lena\",\"reason\":\"runs it\"}}}");
  GtkWidget *mika = gtk_widget_get_parent (find (view, GTK_TYPE_LABEL, "mika · admin"));
  GtkWidget *lena = gtk_widget_get_parent (find (view, GTK_TYPE_LABEL, "lena · admin"));
  GtkWidget *keep = find (mika, GTK_TYPE_TOGGLE_BUTTON, "Keep");

  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (keep)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (keep),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "mika · admin, Keep");
  g_assert_false (gtk_widget_get_sensitive (find (lena, GTK_TYPE_TOGGLE_BUTTON, "Keep")));
  g_assert_false (gtk_widget_get_mapped (find (view, GTK_TYPE_BUTTON, "Sign…")));
  find (view, GTK_TYPE_LABEL, "It can be signed when every row is decided.");
}

static void
test_window (void)
{
  g_autoptr (GtkWidget) view = open_view (
      GUI_TYPE_WINDOW_VIEW,
      "freeze",
      "{\"number\":9,\"status\":\"scheduled\",\"environments\":[\"production\"],\"starts_at\":"
      "\"2999-01-01T00:00:00.000Z\",\"ends_at\":\"2999-01-03T00:00:00.000Z\"}");

  g_assert_true (gtk_widget_get_visible (find (view, ADW_TYPE_ACTION_ROW, "Environments")));
  g_assert_true (
      gtk_widget_get_visible (gtk_widget_get_parent (find (view, GTK_TYPE_BUTTON, "Lift…"))));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/admin-views/config", test_config);
  g_test_add_func ("/admin-views/connector", test_connector);
  g_test_add_func ("/admin-views/review", test_review);
  g_test_add_func ("/admin-views/window", test_window);
  status = g_test_run ();
  display_close ();
  return status;
}
