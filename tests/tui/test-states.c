/* test-states.c: each main screen in each state it can be in, at the sizes that count
 *
 * M77_GOLDEN=1 remakes them all, in tests/tui/screens/states.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-overview.h"

static const struct
{
  const char *name, *keys; /* keys NULL: none */
} screens[] = {
  { "overview", NULL },
  { "incidents", "1" },
  { "deployments", "3" },
  { "inbox", "i" },
};

static const struct
{
  const char *name;
  ScreenRows rows;
  gboolean live;
} states[] = {
  { "offline", SCREEN_FULL, FALSE }, { "live", SCREEN_FULL, TRUE },
  { "empty", SCREEN_EMPTY, TRUE },   { "loading", SCREEN_LOADING, TRUE },
  { "failed", SCREEN_FAILED, TRUE },
};

static void
test_state (gconstpointer data)
{
  guint state = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    {
      TuiApp *app = screen_fixture_new (24, 80, FALSE);
      g_autofree char *name = g_strdup_printf ("states/%s-%s", screens[i].name, states[state].name);

      if (states[state].live)
        screen_fixture_go_online (app);
      screen_fixture_set_rows (app, states[state].rows);
      tui_app_push (app, tui_overview_new (app));
      tui_app_draw (app);
      if (screens[i].keys != NULL)
        screen_fixture_press (app, screens[i].keys);
      screen_fixture_compare_sizes (app, name);
      screen_fixture_free (app);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *path = g_strconcat ("/states/", states[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_state);
    }
  return g_test_run ();
}
