/* test-storm.c: keys, as many as there is time for
 *
 * M77_KEYS=1000000 and M77_SEED=7 say how many and which; each console gets a few thousand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/tui/key-storm.h"

#define KEYS  8000
#define CHUNK 4096

static guint64
number_of (const char *name, guint64 otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static void
test_storm (void)
{
  guint64 wanted = number_of ("M77_KEYS", KEYS);
  guint32 seed = (guint32) number_of ("M77_SEED", 77);
  guint64 done = 0;
  g_autoptr (GRand) rand = NULL;
  g_autofree guint8 *bytes = g_malloc (CHUNK);

  while (done < wanted)
    {
      g_clear_pointer (&rand, g_rand_free);
      rand = g_rand_new_with_seed (seed);
      for (guint i = 0; i < CHUNK; i++)
        bytes[i] = (guint8) g_rand_int_range (rand, 0, 256);
      g_test_message ("seed %u, after %" G_GUINT64_FORMAT " events", seed, done);
      done += key_storm_run (bytes, CHUNK);
      seed++;
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/storm/keys", test_storm);
  /* Whatever a key might write, it writes it here. */
  directory = g_dir_make_tmp ("m77-storm-XXXXXX", NULL);
  g_assert_cmpint (chdir (directory), ==, 0);
  status = g_test_run ();
  g_assert_cmpint (chdir ("/"), ==, 0);
  g_rmdir (directory);
  return status;
}
