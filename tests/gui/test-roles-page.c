/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-roles-page"

#include "config.h"

#include "gui/pages/gui-member-view.h"
#include "gui/pages/gui-roles-page.h"
#include "gui/widgets/gui-matrix.h"
#include "gui/widgets/gui-may.h"
#include "tests/gui/display.h"

static const char
    roles[] = "[{\"id\":\"1\",\"doc\":{\"name\":\"contractor\",\"title\":\"R&D "
              "<b>\",\"holders\":1,\"rules\":["
              "\"deny deployment:promote environment=production\",\"allow deployment:read\"]}}]";
static const char members[] = "[{\"id\":\"a\",\"doc\":{\"handle\":\"omar\",\"status\":\"active\","
                              "\"roles\":[\"contractor\"]}}]";

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
find_named (GtkWidget *root, const char *text)
{
  if (GTK_IS_INSCRIPTION (root) && gtk_widget_get_mapped (root) &&
      g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (root)), text) == 0)
    return gtk_widget_get_ancestor (root, GTK_TYPE_BUTTON);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A cell tells what it is in words, and opens the rules with who gains and who loses by them. */
static void
test_cell (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = GTK_WIDGET (gui_roles_page_new (NULL));
  guint tick = g_timeout_add (5, tick_cb, NULL);
  GtkWidget *cell = NULL;
  GtkWidget *row;

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 900);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  gui_roles_page_take (GUI_ROLES_PAGE (page), roles, members);
  g_assert_nonnull (display_find (page, GTK_TYPE_LABEL, "R&D <b> · 1 holder · made by you"));
  for (int i = 0; i < 1000 && (cell = find_named (page, "+")) == NULL; i++)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_nonnull (cell);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cell),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Deployment, read: yes");
  g_signal_emit_by_name (cell, "clicked");
  row = display_find (page, ADW_TYPE_ACTION_ROW, "allow deployment:read");
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Lose it: omar. ");
  g_assert_nonnull (display_find (page, ADW_TYPE_ACTION_ROW, "deny deployment:read"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_may (void)
{
  g_autoptr (M77Reading) role_rows = m77_reading_new (NULL, "role", "", "name");
  g_autoptr (M77Reading) member_rows = m77_reading_new (NULL, "member", "", "handle");
  g_autoptr (GtkWidget) may = NULL;
  GObject *kind;

  m77_reading_take (role_rows, roles);
  m77_reading_take (member_rows, members);
  may = g_object_ref_sink (gui_may_new (NULL, role_rows, member_rows));
  g_assert_nonnull (display_find (may, GTK_TYPE_LABEL, "NO"));
  kind = gtk_widget_get_template_child (may, GUI_TYPE_MAY, "kind");
  for (guint i = 0; m77_kinds ()[i] != NULL; i++)
    if (g_str_equal (m77_kinds ()[i]->name, "deployment"))
      adw_combo_row_set_selected (ADW_COMBO_ROW (kind), i);
  g_assert_nonnull (display_find (may, GTK_TYPE_LABEL, "YES"));
  g_assert_nonnull (display_find (may, GTK_TYPE_LABEL, "Could: omar"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/roles-page/cell", test_cell);
  g_test_add_func ("/roles-page/may", test_may);
  status = g_test_run ();
  display_close ();
  return status;
}
