/* bench-store: the agent's store alone, without network or bus
 *
 *   bench-store [RECORDS [DIRECTORY]]
 *
 * Makes so many records of 570 bytes from a seed, applies them as a first load while full text
 * follows in a thread of its own, then measures lists, windows, counts and searches. Prints
 * one JSON object: rates per second, times in ms, peak memory in MiB. The directory is made
 * when it is absent and not removed; by default a temporary one is used and removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-store"

#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "agent/store/agent-query.h"
#include "shared/base/m77-time.h"

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

static gint
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* {"p50":…,"p99":…} in ms. */
static void
print_times (const char *name, GArray *times)
{
  g_array_sort (times, compare_doubles);
  g_print (",\n \"%s\":{\"n\":%u,\"p50\":%.3f,\"p99\":%.3f}",
           name,
           times->len,
           g_array_index (times, double, times->len / 2),
           g_array_index (times, double, times->len * 99 / 100));
  g_array_set_size (times, 0);
}

static void
add_time (GArray *times, gint64 start)
{
  double ms = (double) (g_get_monotonic_time () - start) / 1000;

  g_array_append_val (times, ms);
}

static void
check (gboolean ok, GError *error)
{
  if (!ok)
    g_error ("%s", error != NULL ? error->message : "no error was given");
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

  check (search != NULL && reader != NULL, error);
  for (;;)
    {
      gboolean last = g_atomic_int_get (&indexer->done);

      check (agent_search_catch_up (search, reader, SEARCH_MOST, &more, &error), error);
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
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (double));
  gint64 applying = 0, bytes = 0, start = g_get_monotonic_time (), made, built;
  gboolean more = TRUE;

  check (agent_cache_begin_snapshot (cache, "bench", FALSE, &error), error);
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
      check (agent_cache_apply (cache, "bench", chunk, "c", M77_TIME_NONE, NULL, &bad, &error),
             error);
      check (bad == 0, NULL);
      applying += g_get_monotonic_time () - made;
    }
  built = g_get_monotonic_time ();
  while (more)
    {
      made = g_get_monotonic_time ();
      check (agent_cache_make_indexes (cache, &more, &error), error);
      add_time (steps, made);
    }
  check (agent_cache_end_snapshot (cache, "bench", NULL, &error), error);
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
  print_times ("index_steps", steps);
}

typedef struct
{
  const char *name, *filter, *sort;
} Case;

static const Case cases[] = {
  { "all", "", "" },
  { "open", "is:open", "" },
  { "service", "service:checkout severity<=sev2", "-updated_at" },
  { "glob", "title:*certificate*", "title" },
  { "label", "labels:disk status:triggered", "-started_at" },
  { "words", "certificate expired", "" },
};

static void
measure_case (const Case *self, AgentCache *reader, AgentSearch *search, gint64 now)
{
  M77FilterContext context = { .now = now, .me = "jana" };
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentQuery)
      query = agent_query_new ("incident", self->filter, self->sort, &context, &error);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autofree char *first = g_strconcat (self->name, "_first_1000", NULL);
  g_autofree char *full = g_strconcat (self->name, "_full", NULL);
  g_autofree char *window = g_strconcat (self->name, "_window_200", NULL);
  g_autofree char *count = g_strconcat (self->name, "_count_1000", NULL);
  gint64 start, counted;

  check (query != NULL, error);
  for (guint i = 0; i < 100; i++)
    {
      start = g_get_monotonic_time ();
      check (agent_query_run (query, reader, search, now, 1000, NULL, &error), error);
      add_time (times, start);
    }
  print_times (first, times);
  for (guint i = 0; i < 5; i++)
    {
      start = g_get_monotonic_time ();
      check (agent_query_run (query, reader, search, now, 0, NULL, &error), error);
      add_time (times, start);
    }
  print_times (full, times);
  for (guint i = 0; i < 1000 && agent_query_size (query) > 0; i++)
    {
      guint offset = (guint) g_rand_int_range (rand, 0, (gint) agent_query_size (query));
      g_autoptr (GPtrArray) rows = NULL;

      start = g_get_monotonic_time ();
      rows = agent_query_window (query, reader, offset, 200, &error);
      add_time (times, start);
      check (rows != NULL, error);
    }
  print_times (window, times);
  for (guint i = 0; i < 100; i++)
    {
      start = g_get_monotonic_time ();
      check (agent_query_count (query, reader, search, now, 1000, &counted, &error), error);
      add_time (times, start);
    }
  print_times (count, times);
  g_print (",\"%s_rows\":%u", self->name, agent_query_size (query));
}

static void
measure_titles (AgentSearch *search)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *typed = g_strdup_printf ("%s %s",
                                                services[i % G_N_ELEMENTS (services)],
                                                nouns[i % G_N_ELEMENTS (nouns)]);

      for (gsize length = 1; typed[length - 1] != '\0'; length++)
        {
          g_autofree char *prefix = g_strndup (typed, length);
          gint64 start = g_get_monotonic_time ();
          g_autoptr (GArray) rows = agent_search_titles (search, prefix, 20, &error);

          add_time (times, start);
          check (rows != NULL, error);
        }
    }
  print_times ("titles_as_typed", times);
}

static gboolean
count_bytes_cb (const AgentRow *row, gpointer data, GError **error)
{
  gint64 *bytes = data;

  for (const char *c = row->doc; *c != '\0'; c++)
    ++*bytes;
  return TRUE;
}

static void
measure_each (AgentCache *reader, gint64 now, const char *name, const char *sort)
{
  M77FilterContext context = { .now = now };
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentQuery) query = agent_query_new ("incident", "", sort, &context, &error);
  gint64 bytes = 0, start = g_get_monotonic_time ();

  check (query != NULL, error);
  check (agent_query_each (query, reader, NULL, now, NULL, count_bytes_cb, &bytes, NULL, &error),
         error);
  g_print (",\n \"%s_s\":%.2f", name, (double) (g_get_monotonic_time () - start) / 1e6);
}

static void
measure_update (AgentCache *cache, guint64 n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (77);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
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
      check (agent_cache_apply (cache, "bench", chunk, "d", 1, NULL, &bad, &error), error);
      add_time (times, start);
    }
  print_times ("batch_1000", times);
}

int
main (int argc, char **argv)
{
  guint64 n = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  g_autofree char *directory = argc > 2 ? g_strdup (argv[2])
                                        : g_dir_make_tmp ("bench-store-XXXXXX", NULL);
  gint64 now = FIRST_AT + (gint64) n * 1000;
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentCache) cache = NULL;
  g_autoptr (AgentCache) reader = NULL;
  g_autoptr (AgentSearch) search = NULL;
  struct rusage usage;
  gboolean rebuilt;

  g_mkdir_with_parents (directory, 0700);
  cache = agent_cache_open (directory, NULL, m77_runtime_real (), &rebuilt, &error);
  check (cache != NULL, error);
  load (cache, directory, n);
  reader = agent_cache_open_reader (directory, NULL, &error);
  check (reader != NULL, error);
  search = agent_search_open_reader (directory, NULL, &error);
  check (search != NULL, error);
  getrusage (RUSAGE_SELF, &usage);
  g_print (",\n \"load_peak_mib\":%ld", usage.ru_maxrss / 1024);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    measure_case (&cases[i], reader, search, now);
  measure_titles (search);
  measure_each (reader, now, "each_by_number", "number");
  measure_each (reader, now, "each_by_severity", "");
  measure_update (cache, n);
  getrusage (RUSAGE_SELF, &usage);
  g_print (",\n \"peak_mib\":%ld}\n", usage.ru_maxrss / 1024);
  if (argc <= 2)
    {
      g_clear_pointer (&search, agent_search_close);
      g_clear_pointer (&reader, agent_cache_close);
      g_clear_pointer (&cache, agent_cache_close);
      for (guint i = 0; i < 6; i++)
        {
          static const char *const files[] = { "cache.db",  "cache.db-wal",  "cache.db-shm",
                                               "search.db", "search.db-wal", "search.db-shm" };
          g_autofree char *path = g_build_filename (directory, files[i], NULL);

          g_unlink (path);
        }
      g_rmdir (directory);
    }
  return EXIT_SUCCESS;
}
