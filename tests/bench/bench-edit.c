/* bench-edit: durable edits while nothing else happens
 *
 *   bench-edit DIRECTORY MEMBER EDITS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-edit"

#include "config.h"

#include <stdlib.h>

#include "tests/bench/bench-edits.h"
#include "tests/bench/bench-times.h"

int
main (int argc, char **argv)
{
  BenchPerson person = { .most = argc == 4 ? (guint) atoi (argv[3]) : 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentStore) store = NULL;

  if (person.most == 0)
    {
      g_printerr ("bench-edit DIRECTORY MEMBER EDITS\n");
      return 2;
    }
  store = agent_store_open (argv[1], NULL, m77_runtime_real (), FALSE, &error);
  bench_check (store != NULL, error);
  person.store = store;
  person.directory = argv[1];
  person.author = argv[2];
  bench_person_work (&person);
  g_print ("{\"edits\":%u", person.most);
  bench_person_print (&person);
  g_print ("}\n");
  return EXIT_SUCCESS;
}
