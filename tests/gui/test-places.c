/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "gui/gui-trail.h"

static void
assert_place (const GuiPlace *place, const char *section, const char *id)
{
  g_assert_nonnull (place);
  g_assert_cmpstr (place->section, ==, section);
  g_assert_cmpstr (place->id, ==, id);
}

static void
test_back_and_forward (void)
{
  g_autoptr (GuiTrail) trail = gui_trail_new ();

  g_assert_null (gui_trail_back (trail));
  g_assert_null (gui_trail_forward (trail));
  gui_trail_note (trail, "overview", NULL, NULL);
  gui_trail_note (trail, "incidents", NULL, NULL);
  gui_trail_note (trail, "incidents", "incident", "a");
  gui_trail_note (trail, "incidents", "incident", "a");
  g_assert_false (gui_trail_can_go_forward (trail));
  assert_place (gui_trail_back (trail), "incidents", NULL);
  assert_place (gui_trail_back (trail), "overview", NULL);
  g_assert_false (gui_trail_can_go_back (trail));
  assert_place (gui_trail_forward (trail), "incidents", NULL);
  assert_place (gui_trail_forward (trail), "incidents", "a");
  g_assert_null (gui_trail_forward (trail));
}

static void
test_something_new_forgets_what_lay_ahead (void)
{
  g_autoptr (GuiTrail) trail = gui_trail_new ();

  gui_trail_note (trail, "overview", NULL, NULL);
  gui_trail_note (trail, "alerts", NULL, NULL);
  gui_trail_back (trail);
  gui_trail_note (trail, "flags", NULL, NULL);
  g_assert_null (gui_trail_forward (trail));
  assert_place (gui_trail_back (trail), "overview", NULL);
}

static void
test_it_is_not_endless (void)
{
  g_autoptr (GuiTrail) trail = gui_trail_new ();
  guint n = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      gui_trail_note (trail, "incidents", "incident", id);
    }
  while (gui_trail_back (trail) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 99);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trail/back-and-forward", test_back_and_forward);
  g_test_add_func ("/trail/something-new-forgets-what-lay-ahead",
                   test_something_new_forgets_what_lay_ahead);
  g_test_add_func ("/trail/it-is-not-endless", test_it_is_not_endless);
  return g_test_run ();
}
