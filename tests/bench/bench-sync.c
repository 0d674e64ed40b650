/* bench-sync: a first sync, end to end
 *
 *   bench-sync URL TENANT MEMBER DIRECTORY [EDITS]   the token in M77_BENCH_TOKEN
 *
 * What the agent does when a profile is new: reads the platform's feed page by page into the
 * cache while full text follows on its lane. The clock stops when the last record is there, the
 * indexes are made and full text has read everything. EDITS is how many durable edits a person
 * makes meanwhile, at most.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-sync"

#include "config.h"

#include <stdlib.h>

#include "agent/store/agent-pace.h"
#include "agent/sync/agent-http.h"
#include "agent/sync/agent-sync.h"
#include "tests/bench/bench-edits.h"
#include "tests/bench/bench-times.h"

#define LOOK_AGAIN 500 /* µs: whether full text has caught up */

static gpointer
person_thread (gpointer data)
{
  bench_person_work (data);
  return NULL;
}

static guint64
sync_all (AgentSync *sync, guint *rejected)
{
  AgentSyncReport report = { .more = TRUE };
  g_autoptr (GError) error = NULL;
  guint64 received = 0;

  while (report.more)
    {
      report = (AgentSyncReport){ 0 };
      bench_check (agent_sync_once (sync, &report, NULL, &error), error);
      received += report.received;
      *rejected += report.rejected;
    }
  return received;
}

typedef struct
{
  AgentStore *store;
  gint64 behind;
} Behind;

static void
behind_cb (gpointer data)
{
  Behind *behind = data;
  AgentStore *store = behind->store;
  g_autoptr (GError) error = NULL;

  bench_check (agent_search_behind (store->reader_search, store->reader, &behind->behind, &error),
               error);
}

static void
wait_for_full_text (AgentStore *store)
{
  Behind behind = { store, 1 };

  agent_store_index (store);
  while (behind.behind > 0)
    {
      agent_lane_call (store->reader_lane, AGENT_LANE_PEOPLE, behind_cb, &behind);
      g_usleep (LOOK_AGAIN);
    }
}

int
main (int argc, char **argv)
{
  const char *token = g_getenv ("M77_BENCH_TOKEN");
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentStore) store = NULL;
  AgentSync *sync;
  BenchPerson person = { .most = argc > 5 ? (guint) atoi (argv[5]) : 0 };
  GThread *thread = NULL;
  guint64 received;
  guint rejected = 0;
  gint64 start;
  double rows_s, all_s;

  if (argc < 5 || token == NULL)
    {
      g_printerr ("bench-sync URL TENANT MEMBER DIRECTORY [EDITS], and M77_BENCH_TOKEN\n");
      return 2;
    }
  store = agent_store_open (argv[4], NULL, m77_runtime_real (), FALSE, &error);
  bench_check (store != NULL, error);
  sync = agent_sync_new (store,
                         agent_http_new (argv[1], token),
                         m77_runtime_real (),
                         "platform",
                         argv[2],
                         argv[3]);
  person.store = store;
  person.author = argv[3];
  person.directory = argv[4];
  if (person.most > 0)
    thread = g_thread_new ("person", person_thread, &person);

  agent_pace_set (AGENT_PACE_PATIENT); /* as the sync's thread, after the person's was made */
  start = g_get_monotonic_time ();
  received = sync_all (sync, &rejected);
  if (rejected > 0)
    g_error ("the platform rejected %u of the edits: they do not count", rejected);
  rows_s = bench_seconds_since (start);
  g_atomic_int_set (&person.done, TRUE);
  wait_for_full_text (store);
  all_s = bench_seconds_since (start);
  g_clear_pointer (&thread, g_thread_join);

  g_print ("{\"records\":%" G_GUINT64_FORMAT ",\"rows_s\":%.3f,\"all_s\":%.3f",
           received,
           rows_s,
           all_s);
  if (person.most > 0)
    bench_person_print (&person);
  g_print (",\n \"peak_mib\":%.1f,\"peak_anon_mib\":%.1f}\n",
           bench_memory ("VmHWM"),
           bench_memory ("RssAnon"));
  agent_sync_free (sync);
  return EXIT_SUCCESS;
}
