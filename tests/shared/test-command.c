/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "shared/client/m77-command.h"

static void
test_names_and_accels_are_unique (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) accels = g_hash_table_new (g_str_hash, g_str_equal);

  for (const M77Command *command = m77_commands (); command->name != NULL; command++)
    {
      g_assert_true (g_hash_table_add (names, (gpointer) command->name));
      for (guint i = 0; command->accels[i] != NULL; i++)
        g_assert_true (g_hash_table_add (accels, (gpointer) command->accels[i]));
      g_assert_true (m77_command_find (command->name) == command);
    }
  g_assert_null (m77_command_find ("toggle"));
  g_assert_null (m77_command_find (NULL));
}

static void
test_heading (void)
{
  g_autofree char *heading = m77_command_heading (m77_command_find ("acknowledge"));

  g_assert_cmpstr (m77_command_title (m77_command_find ("acknowledge")), ==, "acknowledge…");
  g_assert_cmpstr (heading, ==, "Acknowledge…");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/names-and-accels-are-unique", test_names_and_accels_are_unique);
  g_test_add_func ("/command/heading", test_heading);
  return g_test_run ();
}
