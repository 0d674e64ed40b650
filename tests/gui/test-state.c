/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "gui/gui-state.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder, *path;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("m77-state-XXXXXX", NULL);
  place->path = g_build_filename (place->folder, "deep", "desktop", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autofree char *deep = g_path_get_dirname (place->path);

  g_unlink (place->path);
  g_rmdir (deep);
  g_assert_cmpint (g_rmdir (place->folder), ==, 0);
  g_free (place->folder);
  g_free (place->path);
}

static void
test_kept (Place *place, gconstpointer data)
{
  GuiState *state = gui_state_new (place->path);
  g_autofree char *section = NULL;
  g_autofree char *other = NULL;

  g_assert_cmpint (gui_state_int (state, "window", "shop", "width", 1280), ==, 1280);
  gui_state_set_int (state, "window", "shop", "width", 900);
  gui_state_set_string (state, "window", "shop [eu]\n", "section", "flags\n=x");
  gui_state_free (state);

  state = gui_state_new (place->path);
  g_assert_cmpint (gui_state_int (state, "window", "shop", "width", 1280), ==, 900);
  g_assert_cmpint (gui_state_int (state, "window", NULL, "width", 1280), ==, 1280);
  section = gui_state_string (state, "window", "shop [eu]\n", "section");
  g_assert_cmpstr (section, ==, "flags\n=x");
  gui_state_set_string (state, "window", "shop [eu]\n", "section", NULL);
  other = gui_state_string (state, "window", "shop [eu]\n", "section");
  g_assert_null (other);
  gui_state_free (state);
}

static void
test_list (Place *place, gconstpointer data)
{
  g_autoptr (GuiState) state = gui_state_new (place->path);
  g_auto (GStrv) list = NULL;
  g_autofree char *all = NULL;

  for (guint i = 0; i < 5; i++)
    {
      static const char *const values[] = { "a", "b;c", "a", "d", "e" };

      gui_state_add (state, "palette", "shop", "lately", values[i], 3);
    }
  list = gui_state_list (state, "palette", "shop", "lately");
  all = g_strjoinv ("|", list);
  g_assert_cmpstr (all, ==, "e|d|a");
}

/* What cannot be read is begun anew. */
static void
test_broken (Place *place, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (place->path);
  g_autoptr (GuiState) state = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (place->path, "[window\nwidth=\xff\n\0[", -1, NULL);
  state = gui_state_new (place->path);
  g_assert_cmpint (gui_state_int (state, "window", NULL, "width", 5), ==, 5);
  gui_state_set_int (state, "window", NULL, "width", 7);
  g_assert_cmpint (gui_state_int (state, "window", NULL, "width", 5), ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/state/kept", Place, NULL, set_up, test_kept, tear_down);
  g_test_add ("/state/list", Place, NULL, set_up, test_list, tear_down);
  g_test_add ("/state/broken", Place, NULL, set_up, test_broken, tear_down);
  return g_test_run ();
}
