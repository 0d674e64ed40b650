/* bench-export: a kind written out, as a person's export does it
 *
 *   bench-export DIRECTORY FORMAT KIND [COLUMN…] >FILE
 *
 * To be compared with the sqlite3 shell that writes the same. What it took goes to stderr.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-export"

#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "agent/jobs/agent-export.h"
#include "tests/bench/bench-times.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  AgentExport export = { .output = STDOUT_FILENO, .raw_pii = TRUE };
  g_autoptr (AgentCache) reader = NULL;
  g_autoptr (AgentSearch) search = NULL;
  gint64 rows, start;

  if (argc < 4)
    {
      g_printerr ("bench-export DIRECTORY FORMAT KIND [COLUMN…] >FILE\n");
      return 2;
    }
  export.format = argv[2];
  export.kind = argv[3];
  export.filter = export.sort = "";
  export.columns = (const char *const *) argv + 4;
  start = g_get_monotonic_time ();
  reader = agent_cache_open_reader (argv[1], NULL, &error);
  bench_check (reader != NULL, error);
  search = agent_search_open_reader (argv[1], NULL, &error);
  bench_check (search != NULL, error);
  rows = agent_export_run (&export, reader, search, m77_runtime_now (m77_runtime_real ()), &error);
  bench_check (rows >= 0, error);
  g_printerr ("{\"rows\":%" G_GINT64_FORMAT ",\"s\":%.3f,\"peak_mib\":%.1f}\n",
              rows,
              bench_seconds_since (start),
              bench_memory ("VmHWM"));
  return EXIT_SUCCESS;
}
