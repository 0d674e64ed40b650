/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-record-page"

#include "config.h"

#include "gui/pages/gui-activity-view.h"
#include "gui/pages/gui-history-view.h"
#include "gui/pages/gui-raw-view.h"
#include "gui/pages/gui-record-page.h"
#include "tests/gui/display.h"

#define RECORD(title)                                                                              \
  "{\"kind\":\"incident\",\"id\":\"i1\",\"key\":\"INC-2041\",\"version\":7,\"state\":\"clean\","   \
  "\"local_number\":0,\"pending_action\":null,\"doc\":{\"number\":2041,\"title\":\"" title         \
  "\",\"status\":\"triggered\",\"severity\":\"sev1\",\"environment\":\"production\","              \
  "\"timeline\":[{\"id\":\"e1\",\"at\":\"2026-01-01T03:00:00.000Z\",\"author\":\"jana\","          \
  "\"kind\":\"note\",\"audience\":\"internal\",\"text\":\"a <b>note</b>\"}]}}"

static GuiRecordPage *
open_page (void)
{
  GuiRecordPage *page = g_object_ref_sink (g_object_new (GUI_TYPE_RECORD_PAGE, NULL));

  g_assert_true (gui_record_page_show (page, m77_kind_find ("incident"), "i1"));
  gui_record_page_take (page, RECORD ("Cards & <i>more</i>"));
  return page;
}

static GtkStack *
tabs_of (GuiRecordPage *page)
{
  GtkWidget *switcher = display_find (GTK_WIDGET (page), GTK_TYPE_STACK_SWITCHER, NULL);

  g_assert_nonnull (switcher);
  return gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (switcher));
}

/* The record's words stand in the head as they are, whatever they look like. */
static void
test_head (void)
{
  GuiRecordPage *page = open_page ();

  g_assert_nonnull (display_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "Cards & <i>more</i>"));
  g_assert_nonnull (display_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "INC-2041"));
  g_assert_nonnull (display_find (GTK_WIDGET (page), GTK_TYPE_MENU_BUTTON, "Acknowledge"));
  g_object_unref (page);
}

/* A view is made when it is looked at, of the record as it then is. */
static void
test_tabs (void)
{
  GuiRecordPage *page = open_page ();
  GtkStack *tabs = tabs_of (page);

  g_assert_null (display_find (GTK_WIDGET (page), GUI_TYPE_RAW_VIEW, NULL));
  gtk_stack_set_visible_child_name (tabs, "raw");
  g_assert_nonnull (display_find (GTK_WIDGET (page), GUI_TYPE_RAW_VIEW, NULL));
  gtk_stack_set_visible_child_name (tabs, "activity");
  g_assert_nonnull (display_find (display_find (GTK_WIDGET (page), GUI_TYPE_ACTIVITY_VIEW, NULL),
                                  ADW_TYPE_ACTION_ROW,
                                  NULL));
  g_object_unref (page);
}

/* A draft stays through another's change and another tab, and keeps the record where it is. */
static void
test_draft (void)
{
  GuiRecordPage *page = open_page ();
  GtkStack *tabs = tabs_of (page);
  GtkWidget *row;

  gtk_stack_set_visible_child_name (tabs, "details");
  row = display_find (GTK_WIDGET (page), ADW_TYPE_ENTRY_ROW, "Title");
  gtk_editable_set_text (GTK_EDITABLE (row), "mine");
  g_assert_true (gui_record_page_has_draft (page));
  gtk_stack_set_visible_child_name (tabs, "raw");
  gui_record_page_take (page, RECORD ("theirs"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "mine");
  g_assert_false (gui_record_page_show (page, m77_kind_find ("incident"), "i2"));
  gtk_editable_set_text (GTK_EDITABLE (row), "Cards & <i>more</i>");
  g_object_unref (page);
}

/* Nothing that came from elsewhere is read as markup; what it changed is told when it is opened. */
static void
test_history (void)
{
  GtkWidget *view = g_object_ref_sink (g_object_new (GUI_TYPE_HISTORY_VIEW, NULL));
  GtkWidget *row;

  gui_history_view_take (GUI_HISTORY_VIEW (view),
                         "[{\"id\":\"o1\",\"kind\":\"incident\",\"author\":\"R&D <b>\","
                         "\"made_at\":\"2026-01-01T02:00:00.000Z\",\"state\":\"rejected\","
                         "\"base\":{\"severity\":\"sev2\"},\"patch\":{\"severity\":\"sev1\"},"
                         "\"elements\":{\"labels\":{\"add\":[\"db\"],\"remove\":[\"eu\"]}},"
                         "\"reason\":\"<i>\"}]");
  row = display_find (view, ADW_TYPE_EXPANDER_ROW, "severity, labels");
  g_assert_nonnull (row);
  g_assert_null (display_find (row, GTK_TYPE_LABEL, "SEV2 to SEV1"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_nonnull (display_find (row, GTK_TYPE_LABEL, "SEV2 to SEV1"));
  g_assert_nonnull (display_find (row, GTK_TYPE_LABEL, "+db  −eu"));
  g_assert_nonnull (display_find (row, GTK_TYPE_LABEL, "<i>"));
  gui_history_view_take (GUI_HISTORY_VIEW (view), "[]");
  g_assert_null (display_find (view, ADW_TYPE_EXPANDER_ROW, NULL));
  g_object_unref (view);
}

/* A command goes to the tab where it is at home. */
static void
test_commands (void)
{
  GuiRecordPage *page = open_page ();
  const M77Kind *kind;
  const char *id;

  g_assert_true (gui_record_page_get_record (page, &kind, &id));
  g_assert_cmpstr (kind->name, ==, "incident");
  g_assert_cmpstr (id, ==, "i1");
  g_assert_true (gui_record_page_can_run (page, "note"));
  g_assert_true (gui_record_page_can_run (page, "snooze"));
  g_assert_false (gui_record_page_can_run (page, "silence"));
  g_assert_false (gui_record_page_can_run (page, "columns"));
  gui_record_page_run (page, "history");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (tabs_of (page)), ==, "history");
  gui_record_page_run (page, "note");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (tabs_of (page)), ==, "room");
  g_object_unref (page);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/record-page/head", test_head);
  g_test_add_func ("/record-page/tabs", test_tabs);
  g_test_add_func ("/record-page/draft", test_draft);
  g_test_add_func ("/record-page/history", test_history);
  g_test_add_func ("/record-page/commands", test_commands);
  status = g_test_run ();
  display_close ();
  return status;
}
