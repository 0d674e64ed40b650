/* bench-edit: durable edits while nothing else happens
 *
 *   bench-edit DIRECTORY MEMBER EDITS
 *
 * In turn with what they are compared with, so that a disk that slows down slows both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-edit"

#include "config.h"

#include <stdlib.h>

#include "tests/bench/bench-edits.h"
#include "tests/bench/bench-times.h"

#define ROUNDS 10

int
main (int argc, char **argv)
{
  guint n = argc == 4 ? (guint) atoi (argv[3]) / ROUNDS : 0;
  g_autoptr (GArray) edits = bench_times_new ();
  g_autoptr (GArray) plain = bench_times_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentStore) store = NULL;

  if (n == 0)
    {
      g_printerr ("bench-edit DIRECTORY MEMBER EDITS\n");
      return 2;
    }
  store = agent_store_open (argv[1], NULL, m77_runtime_real (), FALSE, &error);
  bench_check (store != NULL, error);
  for (guint round = 0; round < ROUNDS; round++)
    {
      bench_edits_plain (argv[1], n, plain);
      for (guint i = 0; i < n; i++)
        bench_edit (store, argv[2], i, edits);
    }
  g_print ("{\"edits\":%u", n * ROUNDS);
  bench_times_print (edits, "edit");
  bench_times_print (plain, "plain");
  g_print ("}\n");
  return EXIT_SUCCESS;
}
