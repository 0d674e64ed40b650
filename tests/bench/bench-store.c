/* bench-store: the agent's store alone, without network or bus
 *
 *   bench-store RECORDS DIRECTORY
 *
 * Makes so many incidents of 570 bytes from a seed and applies them as a first load while full
 * text follows in a thread of its own, then as later batches. All are of one kind, which is the
 * hardest for lists: bench-lists may be run on what it leaves. Not a part of ./dev bench: for
 * whoever works on the store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-store"

#include "config.h"

#include <glib.h>
#include <stdlib.h>

#include "agent/store/agent-query.h"
#include "shared/base/m77-time.h"
#include "tests/bench/bench-times.h"

#define CHUNK       10000                             /* records in one transaction */
#define SEARCH_MOST 2000                              /* rows in one step of the index */
#define FIRST_AT    G_GINT64_CONSTANT (1893456000000) /* ms: 2030 */

static const char *const services[] = { "checkout", "cart",    "search",   "payments",
                                        "catalog",  "gateway", "identity", "mail",
                                        "pricing",  "stock",   "delivery", "reviews" };
static const char *const nouns[] = { "latency", "errors",  "timeouts", "disk",  "memory",
                                     "queue",   "replica", "deploy",   "cache", "certificate" };
static const char *const verbs[] = { "rising", "full", "stuck", "lagging", "failing", "expired" };
static const char *const states[] = { "triggered", "acknowledged", "mitigated", "resolved",
                                      "closed",    "closed",       "closed",    "closed" };
static const char *const environments[] = { "production", "staging", "testing", "development" };
static const char *const people[] = { "jana", "omar", "mia", "liu", "sam", "eva", "tom", "ada" };

#define PICK(rand, list) (list)[g_rand_int_range (rand, 0, G_N_ELEMENTS (list))]

static void
append_record (GString *lines, GRand *rand, guint64 i)
{
  g_autofree char *at = m77_time_format (FIRST_AT + (gint64) i * 1000);
  const char *service = PICK (rand, services);

  g_string_append_printf (
      lines,
      "{\"kind\":\"incident\",\"id\":\"%08" G_GINT64_MODIFIER "x-%04x-7%03x-8%03x-%08x%04x\","
      "\"version\":%d,\"created_at\":\"%s\",\"updated_at\":\"%s\",\"updated_by\":\"%s\","
      "\"deleted\":false,\"doc\":{\"number\":%" G_GUINT64_FORMAT ",\"title\":\"%s %s %s in %s\","
      "\"severity\":\"sev%d\",\"status\":\"%s\",\"service\":\"%s\",\"environment\":\"%s\","
      "\"region\":\"%s\",\"lead\":\"%s\",\"summary\":\"The %s of %s is %s since the last deploy;"
      " customers %05x see %s pages\",\"started_at\":\"%s\",\"labels\":[\"%s\",\"%s\"]}}\n",
      (guint64) (FIRST_AT + (gint64) i * 1000) >> 16,
      (guint) ((FIRST_AT + (gint64) i * 1000) & 0xffff),
      g_rand_int_range (rand, 0, 0xfff),
      g_rand_int_range (rand, 0, 0xfff),
      g_rand_int (rand),
      g_rand_int_range (rand, 0, 0xffff),
      g_rand_int_range (rand, 1, 9),
      at,
      at,
      PICK (rand, people),
      i + 1,
      service,
      PICK (rand, nouns),
      PICK (rand, verbs),
      PICK (rand, environments),
      g_rand_int_range (rand, 1, 6),
      PICK (rand, states),
      service,
      PICK (rand, environments),
      g_rand_boolean (rand) ? "eu" : "us",
      PICK (rand, people),
      PICK (rand, nouns),
      service,
      PICK (rand, verbs),
      g_rand_int_range (rand, 0, 0xfffff),
      PICK (rand, nouns),
      at,
      PICK (rand, nouns),
      PICK (rand, verbs));
}

typedef struct
{
  const char *directory;
  gint done; /* atomic: the load has ended */
  gint64 ended;
} Indexer;

/* As the agent's search lane does it. */
static gpointer
index_thread (gpointer data)
{
  Indexer *indexer = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentSearch) search = agent_search_open (indexer->directory, NULL, &error);
  g_autoptr (AgentCache) reader = agent_cache_open_reader (indexer->directory, NULL, &error);
  gboolean more = FALSE;

  bench_check (search != NULL && reader != NULL, error);
  for (;;)
    {
      gboolean last = g_atomic_int_get (&indexer->done);

      bench_check (agent_search_catch_up (search, reader, SEARCH_MOST, &more, &error), error);
      if (!more && last)
        break;
      if (!more)
        g_usleep (1000);
    }
  indexer->ended = g_get_monotonic_time ();
  return NULL;
}

static void
load (AgentCache *cache, const char *directory, guint64 n)
{
  Indexer indexer = { .directory = directory };
  GThread *thread = g_thread_new ("index", index_thread, &indexer);
  g_autoptr (GRand) rand = g_rand_new_with_seed (77);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) steps = bench_times_new ();
  gint64 applying = 0, bytes = 0, start = g_get_monotonic_time (), made, built;
  gboolean more = TRUE;

  bench_check (agent_cache_begin_snapshot (cache, "bench", FALSE, NULL, &error), error);
  for (guint64 i = 0; i < n;)
    {
      GString *lines = g_string_sized_new (CHUNK * 600);
      g_autoptr (GBytes) chunk = NULL;
      guint bad;

      for (guint64 end = MIN (n, i + CHUNK); i < end; i++)
        append_record (lines, rand, i);
      bytes += (gint64) lines->len;
      chunk = g_string_free_to_bytes (lines);
      made = g_get_monotonic_time ();
      bench_check (
          agent_cache_apply (cache, "bench", chunk, "c", M77_TIME_NONE, NULL, &bad, &error), error);
      bench_check (bad == 0, NULL);
      applying += g_get_monotonic_time () - made;
    }
  built = g_get_monotonic_time ();
  while (more)
    {
      made = g_get_monotonic_time ();
      bench_check (agent_cache_make_indexes (cache, &more, &error), error);
      bench_times_add (steps, made);
    }
  bench_check (agent_cache_end_snapshot (cache, "bench", NULL, &error), error);
  built = g_get_monotonic_time () - built;
  g_atomic_int_set (&indexer.done, TRUE);
  g_thread_join (thread);
  g_print ("{\"records\":%" G_GUINT64_FORMAT ",\"bytes\":%" G_GINT64_FORMAT
           ",\n \"apply_s\":%.2f,\"indexes_s\":%.2f,\"load_per_s\":%.0f,"
           "\"with_full_text_s\":%.2f,\"with_full_text_per_s\":%.0f",
           n,
           bytes,
           (double) applying / 1e6,
           (double) built / 1e6,
           (double) n * 1e6 / (double) (applying + built),
           (double) (indexer.ended - start) / 1e6,
           (double) n * 1e6 / (double) (indexer.ended - start));
  bench_times_print (steps, "index_steps");
}

static void
measure_update (AgentCache *cache, guint64 n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (77);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GArray) times = bench_times_new ();
  g_autoptr (GError) error = NULL;

  for (guint batch = 0; batch < 20; batch++)
    {
      g_autoptr (GBytes) chunk = NULL;
      gint64 start;
      guint bad;

      g_string_truncate (lines, 0);
      for (guint i = 0; i < 1000; i++)
        append_record (lines, rand, n + batch * 1000 + i);
      chunk = g_bytes_new (lines->str, lines->len);
      start = g_get_monotonic_time ();
      bench_check (agent_cache_apply (cache, "bench", chunk, "d", 1, NULL, &bad, &error), error);
      bench_times_add (times, start);
    }
  bench_times_print (times, "batch_1000");
}

int
main (int argc, char **argv)
{
  guint64 n = argc == 3 ? g_ascii_strtoull (argv[1], NULL, 10) : 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentCache) cache = NULL;
  gboolean rebuilt;

  if (n == 0)
    {
      g_printerr ("bench-store RECORDS DIRECTORY\n");
      return 2;
    }
  g_mkdir_with_parents (argv[2], 0700);
  cache = agent_cache_open (argv[2], NULL, m77_runtime_real (), &rebuilt, &error);
  bench_check (cache != NULL, error);
  load (cache, argv[2], n);
  g_print (",\n \"load_peak_mib\":%.1f", bench_memory ("VmHWM"));
  measure_update (cache, n);
  g_print (",\n \"peak_mib\":%.1f}\n", bench_memory ("VmHWM"));
  return EXIT_SUCCESS;
}
