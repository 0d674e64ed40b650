/* test-system.c: what the app is to the desktop it runs on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "gui/dialogs/gui-preferences.h"
#include "gui/gui-search-provider.h"

/* Incidents and runbooks, and no names that nobody asked for. */
static void
test_search (void)
{
  static const char *const asked[] = { "runbook/b", "incident/gone", "incident/a", NULL };
  g_autoptr (GuiSearchProvider) provider = gui_search_provider_new (NULL);
  g_autoptr (GVariant) rows = g_variant_ref_sink (
      g_variant_new_parsed ("[('incident', 'a', 'INC-1', 'Cards fail', 'triggered'),"
                            " ('flag', 'f', 'cards', 'Cards', ''),"
                            " ('runbook', 'b', 'cards', 'Cards\\u202e', '')]"));
  g_auto (GStrv) ids = gui_search_provider_take (provider, rows);
  g_autofree char *all = g_strjoinv (" ", ids);
  g_autoptr (GVariant) metas = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpstr (all, ==, "incident/a runbook/b");
  metas = g_variant_ref_sink (gui_search_provider_metas (provider, asked));
  text = g_variant_print (metas, FALSE);
  g_assert_cmpstr (text,
                   ==,
                   "[{'id': <'runbook/b'>, 'name': <'Cards<202E>'>, 'description': <'cards '>}, "
                   "{'id': <'incident/a'>, 'name': <'Cards fail'>, 'description': <'INC-1 "
                   "triggered'>}]");
}

static void
test_times (void)
{
  g_assert_cmpint (gui_preferences_minutes ("22:00"), ==, 22 * 60);
  g_assert_cmpint (gui_preferences_minutes ("7"), ==, 7 * 60);
  g_assert_cmpint (gui_preferences_minutes (" 07:30 "), ==, 7 * 60 + 30);
  g_assert_cmpint (gui_preferences_minutes ("24:00"), ==, -1);
  g_assert_cmpint (gui_preferences_minutes ("7:60"), ==, -1);
  g_assert_cmpint (gui_preferences_minutes ("7:"), ==, -1);
  g_assert_cmpint (gui_preferences_minutes ("soon"), ==, -1);
  g_assert_cmpint (gui_preferences_minutes (""), ==, -1);
  g_assert_cmpint (gui_preferences_minutes ("-1"), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/search", test_search);
  g_test_add_func ("/system/times", test_times);
  return g_test_run ();
}
