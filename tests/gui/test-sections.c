/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sections"

#include "config.h"

#include "gui/gui-sections.h"
#include "shared/model/m77-filter.h"

static void
test_kinds_exist (void)
{
  for (const GuiSection *section = gui_sections (); section->id != NULL; section++)
    {
      g_assert_true (gui_section_find (section->id) == section);
      for (guint i = 0; section->kinds[i] != NULL; i++)
        g_assert_nonnull (m77_kind_find (section->kinds[i]));
    }
}

static void
test_every_kind_is_shown_once (void)
{
  for (const M77Kind *const *kind = m77_kinds (); *kind != NULL; kind++)
    {
      guint count = 0;

      for (const GuiSection *section = gui_sections (); section->id != NULL; section++)
        {
          g_autoptr (GPtrArray) kinds = gui_section_kinds (section);

          count += g_ptr_array_find (kinds, *kind, NULL) ? 1 : 0;
        }
      g_assert_cmpuint (count, ==, 1);
    }
}

static void
test_badges_are_filters (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  M77FilterContext context = { .now = 0, .me = "jana", .zone = zone };

  for (const GuiSection *section = gui_sections (); section->id != NULL; section++)
    {
      g_autoptr (M77Predicate) predicate = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true ((section->badge == NULL) == (section->badge_kind == NULL));
      if (section->badge == NULL)
        continue;
      g_assert_true (g_strv_contains ((const char *const *) section->kinds, section->badge_kind));
      predicate = m77_filter_parse (section->badge,
                                    m77_kind_find (section->badge_kind),
                                    &context,
                                    NULL,
                                    &error);
      g_assert_no_error (error);
      g_assert_nonnull (predicate);
    }
}

static void
test_groups_stay_together (void)
{
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  const char *group = "";

  for (const GuiSection *section = gui_sections (); section->id != NULL; section++)
    {
      if (g_str_equal (section->group, group))
        continue;
      g_assert_false (g_hash_table_contains (left, section->group));
      g_hash_table_add (left, (gpointer) section->group);
      group = section->group;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sections/kinds-exist", test_kinds_exist);
  g_test_add_func ("/sections/every-kind-is-shown-once", test_every_kind_is_shown_once);
  g_test_add_func ("/sections/badges-are-filters", test_badges_are_filters);
  g_test_add_func ("/sections/groups-stay-together", test_groups_stay_together);
  return g_test_run ();
}
