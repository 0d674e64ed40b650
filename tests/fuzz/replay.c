/* replay.c: runs a fuzz target over its corpus, without a fuzzer
 *
 * replay-NAME DIR: every file of DIR is given to the target whole and cut at every length up to
 * CUTS_MOST, each time in a block of exactly its size, so that valgrind and AddressSanitizer see
 * a read past the end. TAP on stdout; what ends the program names the file last printed.
 * An empty or missing corpus fails: it would test nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "replay"

#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <glib.h>

#define CUTS_MOST 2048 /* bytes: the work grows with its square */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
run_exactly (const char *bytes, gsize size)
{
  g_autofree uint8_t *copy = g_malloc (MAX (size, 1));

  if (size > 0)
    memcpy (copy, bytes, size);
  LLVMFuzzerTestOneInput (copy, size);
}

static gboolean
run_file (const char *path, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize size;

  if (!g_file_get_contents (path, &bytes, &size, error))
    return FALSE;
  for (gsize cut = 0; cut < MIN (size, CUTS_MOST); cut++)
    run_exactly (bytes, cut);
  run_exactly (bytes, size);
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *const *left = a, *const *right = b;

  return strcmp (*left, *right);
}

static GPtrArray *
list_corpus (const char *directory, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, error);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = NULL;
  guint failed = 0;

  setvbuf (stdout, NULL, _IOLBF, 0);
  names = list_corpus (argc == 2 ? argv[1] : "", &error);
  if (names == NULL || names->len == 0)
    {
      printf ("Bail out! no corpus: %s\n", error != NULL ? error->message : "the folder is empty");
      return 1;
    }
  printf ("1..%u\n", names->len);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      printf ("# %s\n", name);
      if (run_file (path, &error))
        printf ("ok %u %s\n", i + 1, name);
      else
        {
          printf ("not ok %u %s: %s\n", i + 1, name, error->message);
          g_clear_error (&error);
          failed++;
        }
    }
  return failed > 0;
}
