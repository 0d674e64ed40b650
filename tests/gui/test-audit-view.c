/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-audit-view"

#include "config.h"

#include "gui/pages/gui-audit-view.h"
#include "tests/gui/display.h"

static const char entry[] =
    "{\"id\":\"a\",\"kind\":\"audit\",\"doc\":{\"actor\":\"omar\",\"verb\":\"edit\",\"subject_"
    "kind\":"
    "\"incident\",\"subject_key\":\"INC-<2041>\",\"outcome\":\"success\",\"at\":"
    "\"2026-11-17T14:02:00.000Z\",\"reason\":\"R&D\",\"changes\":{\"severity\":{\"from\":\"sev3\","
    "\"to\":\"sev1\"},\"title\":{\"from\":\"Card payments fail\",\"to\":\"Card payments stop\"}}}}";

static GtkWidget *
find (GtkWidget *view, const char *label)
{
  GtkWidget *widget = display_find (view, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (widget);
  return widget;
}

/* What was changed since is said before anything is put back; without the subject nothing is. */
static void
test_put_back (void)
{
  g_autoptr (GtkWidget) view = g_object_ref_sink (g_object_new (GUI_TYPE_AUDIT_VIEW, NULL));
  g_autoptr (GuiSight) sight = gui_sight_new (NULL, m77_kind_find ("audit"), entry, NULL);

  gui_record_view_show (GUI_RECORD_VIEW (view), sight);
  g_assert_nonnull (display_find (view, GTK_TYPE_LABEL, "omar: edit incident INC-<2041>"));
  g_assert_nonnull (display_find (view, GTK_TYPE_LABEL, "Card payments fail → Card payments stop"));
  g_assert_false (gtk_widget_get_visible (find (view, "_Put back…")));
  g_assert_nonnull (display_find (view, GTK_TYPE_LABEL, "What it was done to is not here"));

  gui_audit_view_take_subject (GUI_AUDIT_VIEW (view),
                               "{\"id\":\"r\",\"kind\":\"incident\",\"doc\":{\"number\":2041,"
                               "\"severity\":\"sev1\",\"title\":\"Another\"}}");
  g_assert_true (gtk_widget_get_visible (find (view, "_Put back…")));
  g_assert_true (gtk_widget_get_visible (find (view, "_Open it")));
  g_assert_nonnull (display_find (view, GTK_TYPE_LABEL, "Changed again since: Title"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/audit-view/put-back", test_put_back);
  status = g_test_run ();
  display_close ();
  return status;
}
