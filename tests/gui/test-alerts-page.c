/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-alerts-page"

#include "config.h"

#include "gui/pages/gui-alert-tree.h"
#include "gui/pages/gui-alerts-page.h"
#include "gui/widgets/gui-alert-row.h"
#include "shared/client/m77-row-private.h"
#include "tests/gui/display.h"

#define MANY 2000

static M77Row *
new_row (guint number, const char *name, const char *severity, const char *more)
{
  M77Row *row = m77_row_new ();
  g_autofree char *id = g_strdup_printf ("a%u", number);
  g_autofree char *doc = g_strdup_printf (
      "{\"alertname\":\"%s\",\"severity\":\"%s\",\"status\":\"firing\",\"service\":\"R&D <b>\","
      "\"environment\":\"production\",\"summary\":\"pod %u\",\"starts_at\":\"2026-01-01T03:00:00.0"
      "00Z\",\"series\":{\"alertname\":\"%s\",\"pod\":\"%u\"}%s}",
      name,
      severity,
      number,
      name,
      number,
      more);
  g_autoptr (GVariant) window = g_variant_ref_sink (g_variant_new ("(xssxxssus)",
                                                                   (gint64) number + 1,
                                                                   "alert",
                                                                   id,
                                                                   (gint64) 1,
                                                                   (gint64) 0,
                                                                   "clean",
                                                                   "",
                                                                   0u,
                                                                   doc));

  m77_row_fill (row, window);
  return row;
}

static void
add (GListStore *rows, guint number, const char *name, const char *severity)
{
  g_autoptr (M77Row) row = new_row (number, name, severity, "");

  g_list_store_append (rows, row);
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, GString *out)
{
  g_string_append_printf (out, "%u-%u+%u ", position, removed, added);
}

static GuiAlertItem *
item_at (GuiAlertTree *tree, guint position)
{
  g_autoptr (GtkTreeListRow)
      row = gtk_tree_list_model_get_row (gui_alert_tree_model (tree), position);
  g_autoptr (GuiAlertItem) item = gtk_tree_list_row_get_item (row);

  return item;
}

/* Thousands in one group, unfolded: one more moves nothing else, and who stays is the same object.
 */
static void
test_tree (void)
{
  g_autoptr (GListStore) rows = g_list_store_new (M77_TYPE_ROW);
  g_autoptr (M77Alerts) alerts = NULL;
  g_autoptr (GuiAlertTree) tree = NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GtkTreeListRow) group = NULL;
  GListModel *model;
  GuiAlertItem *first;

  for (guint i = 0; i < MANY; i++)
    add (rows, i, "PaymentErrors", "critical");
  add (rows, MANY, "IndexLag", "warning");
  alerts = m77_alerts_new_of_rows (G_LIST_MODEL (rows));
  tree = gui_alert_tree_new (alerts);
  model = G_LIST_MODEL (gui_alert_tree_model (tree));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
  group = gtk_tree_list_model_get_row (gui_alert_tree_model (tree), 0);
  gtk_tree_list_row_set_expanded (group, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2 + MANY);
  first = item_at (tree, 1);
  g_assert_false (gui_alert_item_is_group (first));
  g_assert_cmpstr (m77_json_get_string (gui_alert_tree_doc (tree, first), "summary"), ==, "pod 0");

  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), told);
  add (rows, MANY + 1, "IndexLag", "warning");
  gui_alert_tree_sync (tree);
  g_assert_cmpstr (told->str, ==, "");
  add (rows, MANY + 2, "PaymentErrors", "critical");
  gui_alert_tree_sync (tree);
  g_assert_cmpstr (told->str, ==, "2001-0+1 ");
  g_assert_true (item_at (tree, 1) == first);
}

/* A group says how many; foreign text stays text. */
static void
test_row (void)
{
  g_autoptr (GListStore) rows = g_list_store_new (M77_TYPE_ROW);
  g_autoptr (M77Alerts) alerts = NULL;
  const M77AlertGroups *groups;
  GtkWidget *row = g_object_ref_sink (gui_alert_row_new ());

  add (rows, 1, "Pay<b>", "critical");
  add (rows, 2, "Pay<b>", "critical");
  alerts = m77_alerts_new_of_rows (G_LIST_MODEL (rows));
  groups = m77_alerts_groups (alerts, 1767236400000);
  gui_alert_row_show_group (GUI_ALERT_ROW (row), groups->firing->pdata[0], FALSE, 1767236400000);
  g_assert_nonnull (display_find (row, GTK_TYPE_LABEL, "Pay<b> ×2"));
  g_assert_true (gtk_widget_get_visible (display_find (row, GTK_TYPE_BUTTON, "Acknowledge 2")));
  g_assert_true (g_str_has_prefix (gui_alert_row_sentence (GUI_ALERT_ROW (row)),
                                   "Critical, Pay<b> ×2, R&D <b> production"));
  gui_alert_row_show_gone (GUI_ALERT_ROW (row));
  g_assert_false (gtk_widget_get_visible (display_find (row, GTK_TYPE_BUTTON, "Acknowledge 2")));
  g_object_unref (row);
}

/* Nothing is told as empty that was not looked at. */
static void
test_page (void)
{
  g_autoptr (M77Alerts) alerts = m77_alerts_new_of_rows (NULL);
  GtkWidget *page = GTK_WIDGET (
      g_object_ref_sink (gui_alerts_page_new (NULL, gui_section_find ("alerts"), alerts)));

  display_settle ();
  g_assert_nonnull (display_find (page, ADW_TYPE_STATUS_PAGE, "Loading…"));
  g_object_unref (page);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/alerts-page/tree", test_tree);
  g_test_add_func ("/alerts-page/row", test_row);
  g_test_add_func ("/alerts-page/page", test_page);
  status = g_test_run ();
  display_close ();
  return status;
}
