/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "shared/model/m77-palette.h"

static const char *const texts[] = { "incidents",
                                     "2041 Card payments failing",
                                     "2030 Card payments slow after 4.16.0",
                                     "cards",
                                     "deployments",
                                     "discard draft",
                                     "Übersicht" };

static M77Palette *
fill (void)
{
  M77Palette *self = m77_palette_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    m77_palette_add (self, i % 2, texts[i], "", texts[i], NULL);
  return self;
}

static char *
find (M77Palette *self, const char *typed)
{
  g_autoptr (GPtrArray) found = m77_palette_find (self, typed, 100);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (text,
                            "%s%s",
                            i > 0 ? "|" : "",
                            ((const M77PaletteEntry *) found->pdata[i])->id);
  return g_string_free (text, FALSE);
}

static void
test_order (void)
{
  static const struct
  {
    const char *typed, *found;
  } cases[] = {
    { "card",
      "cards|2041 Card payments failing|2030 Card payments slow after 4.16.0|discard draft" },
    { "CARD fail", "2041 Card payments failing" },
    { "slow card", "2030 Card payments slow after 4.16.0" },
    { "dpl", "deployments|2041 Card payments failing|2030 Card payments slow after 4.16.0" },
    { "u\xcc\x88"
      "ber",
      "Übersicht" },
    { "ment", "deployments|2041 Card payments failing|2030 Card payments slow after 4.16.0" },
    { "xyz", "" },
    { "2041", "2041 Card payments failing|2030 Card payments slow after 4.16.0" },
  };
  g_autoptr (M77Palette) self = fill ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (self, cases[i].typed);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_lately (void)
{
  g_autoptr (M77Palette) self = fill ();
  g_autofree char *found = NULL;
  g_autofree char *nothing = NULL;

  m77_palette_touch (self, "2030 Card payments slow after 4.16.0");
  m77_palette_touch (self, "discard draft");
  m77_palette_touch (self, "gone");
  found = find (self, "card");
  g_assert_cmpstr (found,
                   ==,
                   "discard draft|2030 Card payments slow after 4.16.0|cards|"
                   "2041 Card payments failing");
  m77_palette_touch (self, "2030 Card payments slow after 4.16.0");
  nothing = find (self, " ");
  g_assert_true (
      g_str_has_prefix (nothing, "2030 Card payments slow after 4.16.0|discard draft|incidents|"));
}

/* Groups are replaced as a whole; one id is there once. */
static void
test_groups (void)
{
  g_autoptr (M77Palette) self = fill ();
  g_autofree char *found = NULL;

  m77_palette_clear_group (self, 1);
  g_assert_cmpuint (m77_palette_size (self), ==, 4);
  m77_palette_add (self, 1, "incidents", "", "again", NULL);
  m77_palette_add (self, 1, "cards", "", "other cards \xff", NULL);
  g_assert_cmpuint (m77_palette_size (self), ==, 5);
  found = find (self, "other");
  g_assert_cmpstr (found, ==, "cards");
}

/* Numbers are told as people say them; deliveries by the thousand are not there. */
static void
test_titles (void)
{
  g_autoptr (M77Palette) self = m77_palette_new ();
  g_autoptr (GVariant) rows = g_variant_ref_sink (
      g_variant_new_parsed ("[('incident', 'a', 'INC-2041', 'Card payments failing', 'pending'),"
                            " ('delivery', 'b', 'b', 'order.paid', ''),"
                            " ('service', 'c', 'checkout', 'checkout', ''),"
                            " ('later', 'd', 'X-1', 'Of a later version', '')]"));
  g_autofree char *found = NULL;
  GPtrArray *all;

  m77_palette_add_titles (self, 1, rows, 2);
  found = find (self, "");
  g_assert_cmpstr (found, ==, "record/incident/a|record/service/c");
  all = m77_palette_find (self, "2041", 9);
  g_assert_cmpstr (((const M77PaletteEntry *) all->pdata[0])->text,
                   ==,
                   "2041 Card payments failing");
  g_ptr_array_unref (all);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/order", test_order);
  g_test_add_func ("/palette/lately", test_lately);
  g_test_add_func ("/palette/groups", test_groups);
  g_test_add_func ("/palette/titles", test_titles);
  return g_test_run ();
}
