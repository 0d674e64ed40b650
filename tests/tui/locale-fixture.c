/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "tests/tui/locale-fixture.h"

#include <locale.h>

#define NAME "he_IL.UTF-8"

static char *directory; /* NULL: not begun */

static void
make_locale (void)
{
  g_autofree char *path = g_build_filename (directory, NAME, NULL);
  const char *const argv[] = { "localedef", "-c", "-i", "he_IL", "-f", "UTF-8", path, NULL };

  g_spawn_sync (NULL,
                (char **) argv,
                NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL,
                NULL,
                NULL,
                NULL,
                NULL,
                NULL);
}

static void
remove_locale (void)
{
  const char *const argv[] = { "rm", "-rf", directory, NULL };

  g_spawn_sync (
      NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

gboolean
locale_fixture_begin (void)
{
  directory = g_dir_make_tmp ("m77-locale-XXXXXX", NULL);
  make_locale ();
  g_setenv ("LOCPATH", directory, TRUE);
  if (setlocale (LC_ALL, NAME) != NULL)
    return TRUE;
  locale_fixture_end ();
  return FALSE;
}

gboolean
locale_fixture_is_on (void)
{
  return directory != NULL;
}

void
locale_fixture_end (void)
{
  if (directory == NULL)
    return;
  setlocale (LC_ALL, "C.UTF-8");
  g_unsetenv ("LOCPATH");
  remove_locale ();
  g_clear_pointer (&directory, g_free);
}
