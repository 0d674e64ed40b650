/* docs/troubleshooting.md tells every code there is, and none that is not.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "shared/base/m77-error.h"

/* "| `code` | what | do |": the code, when all three cells say something; NULL for other lines. */
static char *
code_of (const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "|", -1);
  gsize length;

  if (!g_str_has_prefix (line, "| `"))
    return NULL;
  g_assert_cmpuint (g_strv_length (cells), ==, 5);
  for (guint i = 1; i < 4; i++)
    g_assert_cmpuint (strlen (g_strstrip (cells[i])), >, 4);
  length = strlen (cells[1]);
  g_assert_true (cells[1][length - 1] == '`');
  return g_strndup (cells[1] + 1, length - 2);
}

static void
test_table (void)
{
  g_autofree char *path = NULL, *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean told[M77_N_ERRORS] = { FALSE };

  if (g_getenv ("M77_TEST_SOURCE") == NULL)
    {
      g_test_skip ("M77_TEST_SOURCE does not say where the sources are");
      return;
    }
  path = g_build_filename (g_getenv ("M77_TEST_SOURCE"), "docs", "troubleshooting.md", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *nick = code_of (lines[i]);
      M77Error code;

      if (nick == NULL)
        continue;
      g_test_message ("%s", nick);
      g_assert_true (m77_error_code_from_nick (nick, &code));
      g_assert_false (told[code]);
      told[code] = TRUE;
    }
  for (guint code = 0; code < M77_N_ERRORS; code++)
    {
      if (!told[code])
        g_test_message ("%s is not told", m77_error_code_nick (code));
      g_assert_true (told[code]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bad-codes/table", test_table);
  return g_test_run ();
}
