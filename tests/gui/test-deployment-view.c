/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-deployment-view"

#include "config.h"

#include "gui/pages/gui-deployment-view.h"
#include "gui/pages/gui-record-page.h"
#include "gui/widgets/gui-row-group.h"
#include "gui/widgets/gui-steps.h"
#include "tests/gui/display.h"

#define RECORD(more)                                                                               \
  "{\"kind\":\"deployment\",\"id\":\"d1\",\"state\":\"clean\",\"pending_action\":null,\"doc\":{"   \
  "\"number\":512,\"service\":\"checkout\",\"version\":\"4.18.0\",\"previous_version\":\"4.17.2\"" \
  ",\"status\":\"paused\",\"environment\":\"production\",\"strategy\":\"canary\",\"steps\":3,"     \
  "\"step\":2,\"weight\":25,\"plan\":[{\"weight\":5},{\"weight\":25},{\"weight\":100}]," more "}}"

static GuiRecordPage *
open_page (const char *json)
{
  GuiRecordPage *page = g_object_ref_sink (g_object_new (GUI_TYPE_RECORD_PAGE, NULL));

  gui_record_page_show (page, m77_kind_find ("deployment"), "d1");
  gui_record_page_take (page, json);
  return page;
}

/* The weight that is measured is told beside the one wanted; what cannot be asked for says why. */
static void
test_view (void)
{
  GuiRecordPage *page = open_page (RECORD (
      "\"actual_weight\":20,\"measured_at\":\"2026-01-01T03:00:00.000Z\",\"irreversible\":"
      "[\"migration <b>0192</b>\"],\"analysis\":{\"errors\":{\"value\":4.1,\"baseline\":"
      "0.3,\"limit\":1,\"unit\":\"%\",\"samples\":100,\"least\":5000,\"verdict\":\"fail\"}}"));
  GtkWidget *view = display_find (GTK_WIDGET (page), GUI_TYPE_DEPLOYMENT_VIEW, NULL);
  GtkWidget *promote;

  g_assert_nonnull (view);
  g_assert_nonnull (display_find (view, GTK_TYPE_LABEL, "[25%]"));
  g_assert_nonnull (display_find (view, ADW_TYPE_ACTION_ROW, "Errors  4.1 % !  fail"));
  g_assert_nonnull (
      display_find (view, GTK_TYPE_LABEL, "baseline 0.3 %, limit 1 %, 100 samples, 5000 wanted"));
  g_assert_nonnull (display_find (view, GTK_TYPE_LABEL, "migration <b>0192</b>"));
  promote = display_find (view, GTK_TYPE_BUTTON, "Promote");
  g_assert_nonnull (promote);
  g_assert_false (gtk_widget_get_sensitive (promote));
  g_assert_true (gtk_widget_get_sensitive (display_find (view, GTK_TYPE_BUTTON, "Abort")));
  g_object_unref (page);
}

/* What is not known is not told as zero. */
static void
test_unknown (void)
{
  GuiRecordPage *page = open_page (RECORD ("\"region\":\"eu\""));
  GtkWidget *view = display_find (GTK_WIDGET (page), GUI_TYPE_DEPLOYMENT_VIEW, NULL);

  g_assert_nonnull (display_find (view, GTK_TYPE_LABEL, "wanted 25%, not measured"));
  g_object_unref (page);
}

static void
pressed_cb (GuiRowGroup *group, const char *key, GString *out)
{
  g_string_append (out, key);
}

/* Rows keep their places while what they say changes. */
static void
test_rows (void)
{
  GtkWidget *group = g_object_ref_sink (gui_row_group_new ("R&D"));
  g_autoptr (GString) pressed = g_string_new (NULL);
  const GuiRowSpec one = { .key = "k1", .title = "one & <b>", .button = "Do" };
  const GuiRowSpec two = { .key = "k2", .title = "two", .button = "Do", .is_off = TRUE };
  GtkWidget *row;

  g_signal_connect (group, "pressed", G_CALLBACK (pressed_cb), pressed);
  gui_row_group_begin (GUI_ROW_GROUP (group));
  gui_row_group_add (GUI_ROW_GROUP (group), &one);
  gui_row_group_end (GUI_ROW_GROUP (group), NULL);
  row = display_find (group, ADW_TYPE_ACTION_ROW, "one & <b>");
  g_signal_emit_by_name (display_find (row, GTK_TYPE_BUTTON, "Do"), "clicked");
  g_assert_cmpstr (pressed->str, ==, "k1");
  gui_row_group_begin (GUI_ROW_GROUP (group));
  gui_row_group_add (GUI_ROW_GROUP (group), &two);
  gui_row_group_end (GUI_ROW_GROUP (group), NULL);
  g_assert_true (display_find (group, ADW_TYPE_ACTION_ROW, "two") == row);
  g_assert_false (gtk_widget_get_sensitive (display_find (row, GTK_TYPE_BUTTON, "Do")));
  gui_row_group_begin (GUI_ROW_GROUP (group));
  gui_row_group_end (GUI_ROW_GROUP (group), NULL);
  g_assert_false (gtk_widget_get_visible (group));
  g_object_unref (group);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/deployment-view/view", test_view);
  g_test_add_func ("/deployment-view/unknown", test_unknown);
  g_test_add_func ("/deployment-view/rows", test_rows);
  status = g_test_run ();
  display_close ();
  return status;
}
