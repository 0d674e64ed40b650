/* bench-lists: lists, windows, counts and searches of a profile that was synced
 *
 *   bench-lists DIRECTORY
 *
 * At the agent's door: what its interactive reader does for a front end, without the bus. For
 * each list: opening it to its first thousand rows and whole, a window of 200 rows anywhere in
 * it, the count capped at a thousand; then its answers to each letter of a search.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-lists"

#include "config.h"

#include <stdlib.h>

#include "agent/store/agent-query.h"
#include "shared/base/m77-time.h"
#include "tests/bench/bench-times.h"

#define WINDOW  200 /* rows */
#define FIRST   1000
#define WINDOWS 1000 /* how often each thing is measured */
#define OPENS   100
#define WHOLES  5

typedef struct
{
  const char *name, *kind, *filter, *sort;
} List;

static const List lists[] = {
  { "alerts", "alert", "", "" },
  { "open_alerts", "alert", "is:open severity:critical", "" },
  { "alerts_of_service", "alert", "service:checkout severity>=warning", "-updated_at" },
  { "incidents_by_title", "incident", "title:*certificate*", "title" },
  { "deployments", "deployment", "environment:production", "-created_at" },
  { "audit_recent", "audit", "", "-created_at" },
};

static const char *const typed[] = {
  "certificate", "checkout", "answers slowly", "HighErrorRate payments", "replica lost",
};

typedef struct
{
  AgentCache *reader;
  AgentSearch *search;
  gint64 now;
  GArray *times;
  GRand *rand;
} Bench;

static AgentQuery *
open_list (const Bench *self, const char *kind, const char *filter, const char *sort)
{
  M77FilterContext context = { .now = self->now, .me = "jana" };
  g_autoptr (GError) error = NULL;
  AgentQuery *query = agent_query_new (kind, filter, sort, &context, &error);

  bench_check (query != NULL, error);
  return query;
}

static void
run (Bench *self, AgentQuery *query, guint limit)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  bench_check (agent_query_run (query, self->reader, self->search, self->now, limit, NULL, &error),
               error);
  bench_times_add (self->times, start);
}

static void
read_windows (Bench *self, AgentQuery *query)
{
  gint32 size = (gint32) agent_query_size (query);

  for (guint i = 0; i < WINDOWS && size > 0; i++)
    {
      guint offset = (guint) g_rand_int_range (self->rand, 0, MAX (size - WINDOW, 1));
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) rows = NULL;
      gint64 start = g_get_monotonic_time ();

      rows = agent_query_window (query, self->reader, offset, WINDOW, &error);
      bench_times_add (self->times, start);
      bench_check (rows != NULL, error);
    }
}

static void
count (Bench *self, AgentQuery *query, gint64 most)
{
  gint64 start = g_get_monotonic_time (), counted;
  g_autoptr (GError) error = NULL;

  bench_check (
      agent_query_count (query, self->reader, self->search, self->now, most, &counted, &error),
      error);
  bench_times_add (self->times, start);
}

static void
measure_list (Bench *self, const List *list)
{
  g_autoptr (AgentQuery) query = open_list (self, list->kind, list->filter, list->sort);

  g_print (",\n \"%s\":{\"filter\":\"%s\",\"sort\":\"%s\"", list->name, list->filter, list->sort);
  for (guint i = 0; i < OPENS; i++)
    run (self, query, FIRST);
  bench_times_print (self->times, "open");
  for (guint i = 0; i < WHOLES; i++)
    run (self, query, 0);
  bench_times_print (self->times, "whole");
  read_windows (self, query);
  bench_times_print (self->times, "window");
  for (guint i = 0; i < OPENS; i++)
    count (self, query, FIRST);
  bench_times_print (self->times, "count");
  g_print (",\"rows\":%u}", agent_query_size (query));
}

/* What is found in the whole text, newest first, as the search box asks for it: a screenful
 * at each letter, the word that is being typed by its beginning. */
static void
search_text (Bench *self, const char *text)
{
  for (gsize length = 1; text[length - 1] != '\0'; length++)
    {
      g_autofree char *part = g_strndup (text, length);
      g_autofree char *filter = g_strconcat (part, text[length - 1] == ' ' ? "" : "*", NULL);
      gint64 start = g_get_monotonic_time ();
      g_autoptr (AgentQuery) query = open_list (self, NULL, filter, "");
      g_autoptr (GError) error = NULL;

      bench_check (agent_query_run (query, self->reader, self->search, self->now, 50, NULL, &error),
                   error);
      bench_times_add (self->times, start);
    }
}

static void
search_titles (Bench *self, const char *text)
{
  for (gsize length = 1; text[length - 1] != '\0'; length++)
    {
      g_autofree char *part = g_strndup (text, length);
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) rows = agent_search_titles (self->search, part, 20, &error);

      bench_times_add (self->times, start);
      bench_check (rows != NULL, error);
    }
}

int
main (int argc, char **argv)
{
  const char *directory = argc == 2 ? argv[1] : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentCache) reader = NULL;
  g_autoptr (AgentSearch) search = NULL;
  g_autoptr (GArray) times = bench_times_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  Bench self = { .times = times, .rand = rand };

  if (directory == NULL)
    {
      g_printerr ("bench-lists DIRECTORY\n");
      return 2;
    }
  self.reader = reader = agent_cache_open_reader (directory, NULL, &error);
  bench_check (reader != NULL, error);
  self.search = search = agent_search_open_reader (directory, NULL, &error);
  bench_check (search != NULL, error);
  self.now = m77_runtime_now (m77_runtime_real ());

  g_print ("{\"window_rows\":%u", WINDOW);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    measure_list (&self, &lists[i]);
  for (guint round = 0; round < 20; round++)
    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      search_text (&self, typed[i]);
  bench_times_print (times, "search_per_key");
  for (guint round = 0; round < 20; round++)
    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      search_titles (&self, typed[i]);
  bench_times_print (times, "titles_per_key");
  g_print (",\n \"peak_mib\":%.1f}\n", bench_memory ("VmHWM"));
  return EXIT_SUCCESS;
}
