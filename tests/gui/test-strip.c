/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "gui/widgets/gui-fact-bar.h"
#include "gui/widgets/gui-status-strip.h"
#include "shared/base/m77-error.h"
#include "tests/gui/display.h"

#define NOW 1700000000000

static const char offline[] =
    "{\"profiles\":[{\"name\":\"shop\",\"in_use\":true,\"tenant\":\"shop\",\"member\":\"jana\","
    "\"mode\":\"offline-by-you\",\"offline_until\":\"2023-11-15T00:13:20.000Z\","
    "\"pending\":3,\"waiting\":0,\"held\":1,\"conflicts\":2,\"rejected\":0,"
    "\"last_sync\":\"2023-11-14T22:05:20.000Z\",\"sources\":["
    "{\"name\":\"platform\",\"state\":\"offline\",\"age_s\":60},"
    "{\"name\":\"am-us\",\"state\":\"failing\",\"age_s\":1320,\"detail\":\"no <b>route\"}],"
    "\"notices\":[\"The cache was rebuilt\"]}]}";

static void
test_words (void)
{
  g_autoptr (GuiStatus) status = gui_status_new (offline, NULL, M77_CLIENT_READY, NULL, NOW);
  g_autofree char *sentence = gui_status_sentence (status);

  g_assert_cmpstr (sentence,
                   ==,
                   "Offline by you until Wed 00:13, as of 8m ago, 2 in conflict, 1 held, 3 queued, "
                   "am-us 22m");
  g_assert_true (status->is_bad && status->wants && status->offline_by_person);
  g_assert_cmpint (status->way, ==, GUI_STATUS_GO_ONLINE);
  g_assert_cmpstr (status->tenant, ==, "shop");
  g_assert_cmpuint (status->sources->len, ==, 2);
}

/* Without an agent, and without anything known. */
static void
test_nothing (void)
{
  g_autoptr (GError) none = g_error_new (M77_ERROR, M77_ERROR_NO_PROFILE, "none");
  g_autoptr (GuiStatus) first = gui_status_new (NULL, NULL, M77_CLIENT_LOST, none, NOW);
  g_autoptr (GuiStatus) begins = gui_status_new (NULL, NULL, M77_CLIENT_CONNECTING, NULL, NOW);
  g_autoptr (GuiStatus) broken = gui_status_new ("[{]", "x", M77_CLIENT_READY, NULL, NOW);
  g_autoptr (GuiStatus) silent = gui_status_new (offline, "shop", M77_CLIENT_SILENT, NULL, NOW);

  g_assert_cmpstr (first->state, ==, "No profile");
  g_assert_cmpint (first->way, ==, GUI_STATUS_ADD_PROFILE);
  g_assert_cmpstr (begins->state, ==, "Connecting");
  g_assert_cmpstr (broken->state, ==, "Connecting");
  g_assert_true (g_str_has_prefix (silent->state, "Agent silent"));
  g_assert_cmpint (silent->way, ==, GUI_STATUS_NOTHING);
}

/* What does not fit is counted, and there by one press. */
static void
test_narrow (void)
{
  g_autoptr (GuiStatus) status = gui_status_new (offline, NULL, M77_CLIENT_READY, NULL, NOW);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *strip = g_object_new (GUI_TYPE_STATUS_STRIP, NULL);
  GuiFactBar *bar;

  gtk_window_set_default_size (GTK_WINDOW (window), 340, 100);
  gtk_window_set_child (GTK_WINDOW (window), strip);
  gui_status_strip_show (GUI_STATUS_STRIP (strip), status);
  gtk_window_present (GTK_WINDOW (window));
  bar = GUI_FACT_BAR (display_find (strip, GUI_TYPE_FACT_BAR, NULL));
  while (gui_fact_bar_hidden (bar) == 0)
    g_main_context_iteration (NULL, TRUE);
  display_settle ();
  g_assert_nonnull (display_find (strip, GTK_TYPE_BUTTON, "Go online"));
  g_assert_cmpuint (gui_fact_bar_hidden (bar), ==, 4);
  g_assert_nonnull (display_find (strip, GTK_TYPE_MENU_BUTTON, "4 more"));
  g_assert_nonnull (display_find (strip, GTK_TYPE_LABEL, "am-us: failing, 22m old: no <b>route"));
  g_assert_true (gtk_widget_has_css_class (strip, "bad"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!display_open ())
    return 77;
  g_test_add_func ("/strip/words", test_words);
  g_test_add_func ("/strip/nothing", test_nothing);
  g_test_add_func ("/strip/narrow", test_narrow);
  status = g_test_run ();
  display_close ();
  return status;
}
