/* bench-push: edits made offline, pushed
 *
 *   bench-push URL TENANT MEMBER DIRECTORY EDITS [OTHERS]   the token in M77_BENCH_TOKEN
 *
 * A synced profile; one edit of each of the newest incidents, queued while nothing is sent. push_s
 * runs from the first request until every edit has its answer and the journal has it; round_s on
 * until the feed has told of them, too. Of the
 * first OTHERS of these records, somebody else changed something meanwhile: half of them another
 * field, half of them the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-push"

#include "config.h"

#include <stdlib.h>

#include "agent/store/agent-query.h"
#include "agent/sync/agent-http.h"
#include "agent/sync/agent-push.h"
#include "agent/sync/agent-sync.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "tests/bench/bench-times.h"

#define RECORD_KIND "incident"

typedef struct
{
  AgentStore *store;
  const char *member;
  guint most;
  GPtrArray *operations;
} Queue;

static gboolean
row_cb (const AgentRow *row, gpointer data, GError **error)
{
  Queue *queue = data;
  AgentOperation *operation = g_new0 (AgentOperation, 1);

  operation->type = M77_OPERATION_UPDATE;
  operation->kind = g_strdup (row->kind);
  operation->record = g_strdup (row->id);
  operation->author = g_strdup (queue->member);
  operation->session = g_strdup ("bench");
  operation->base_version = row->version;
  operation->base = g_strdup ("{\"summary\":null}");
  operation->patch = g_strdup_printf ("{\"summary\":\"Looked at in the train, number %u\"}",
                                      queue->operations->len);
  operation->asked_at = operation->expires_at = M77_TIME_NONE;
  g_ptr_array_add (queue->operations, operation);
  return queue->operations->len < queue->most;
}

/* Each its own transaction, as a person makes them. */
static guint
make_edits (Queue *queue)
{
  g_autoptr (GError) error = NULL;
  M77FilterContext context = { .now = m77_runtime_now (queue->store->runtime) };
  g_autoptr (AgentQuery) query = agent_query_new (RECORD_KIND, "", "", &context, &error);
  g_autofree char *next = NULL;

  bench_check (query != NULL, error);
  queue->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  bench_check (agent_query_each (query,
                                 queue->store->reader,
                                 queue->store->reader_search,
                                 context.now,
                                 NULL,
                                 row_cb,
                                 queue,
                                 &next,
                                 &error),
               error);
  for (guint i = 0; i < queue->operations->len; i++)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();

      g_ptr_array_add (one, queue->operations->pdata[i]);
      bench_check (agent_store_add (queue->store, one, &error), error);
    }
  return queue->operations->len;
}

static void
append_other (GString *body, const AgentOperation *mine, gboolean same_field)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *key = m77_id_new (m77_runtime_real ());
  g_autofree char *patch = g_strdup_printf ("{\"%s\":\"Written by somebody else\"}",
                                            same_field ? "summary" : "impact");
  M77Operation operation = { .key = key,
                             .type = M77_OPERATION_UPDATE,
                             .kind = mine->kind,
                             .id = mine->record,
                             .if_version = mine->base_version,
                             .asked_at = M77_TIME_NONE,
                             .expires_at = M77_TIME_NONE };

  operation.patch = m77_json_parse (pool, patch, -1, NULL);
  m77_operation_write (&operation, body);
}

static void
make_others (Queue *queue, AgentWire *wire, const char *tenant, guint n)
{
  g_autofree char *path = g_strdup_printf ("/v1/tenants/%s/operations", tenant);
  g_autoptr (M77Request) request = m77_request_new ("POST", path);
  g_autoptr (M77Answer) answer = NULL;
  g_autoptr (GError) error = NULL;
  GString *body = g_string_new ("{\"operations\":[");

  for (guint i = 0; i < n; i++)
    {
      g_string_append (body, i > 0 ? "," : "");
      append_other (body, queue->operations->pdata[i], i % 2 == 1);
    }
  g_string_append (body, "]}");
  m77_request_set_header (request, "content-type", "application/json");
  request->body = g_string_free_to_bytes (body);
  answer = wire->call (wire, request, NULL, &error);
  bench_check (answer != NULL && answer->status == 200, error);
}

static void
nothing_cb (gpointer data)
{
}

/* The edits were made long ago: what follows them has been done. */
static void
wait_for_index (AgentStore *store)
{
  agent_lane_call (store->cache_lane, AGENT_LANE_PEOPLE, nothing_cb, NULL);
  do
    agent_lane_call (store->search_lane, AGENT_LANE_BULK, nothing_cb, NULL);
  while (g_atomic_int_get (&store->search_posted));
}

/* Until the platform has nothing left to answer. */
static void
push_all (AgentStore *store, AgentWire *wire, char **argv, AgentSyncReport *report, guint made)
{
  g_autoptr (GPtrArray) moved = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  AgentPush push = { .store = store,
                     .wire = wire,
                     .runtime = m77_runtime_real (),
                     .tenant = argv[2],
                     .member = argv[3],
                     .batch_most = AGENT_SYNC_BATCH,
                     .report = report,
                     .moved = moved,
                     .secrets = secrets };
  g_autoptr (GError) error = NULL;

  while (report->applied + report->conflicts + report->rejected < made)
    bench_check (agent_push (&push, NULL, &error), error);
}

int
main (int argc, char **argv)
{
  const char *token = g_getenv ("M77_BENCH_TOKEN");
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentStore) store = NULL;
  AgentSyncReport report = { 0 };
  Queue queue = { .most = argc > 5 ? (guint) atoi (argv[5]) : 0 };
  guint others = argc > 6 ? (guint) atoi (argv[6]) : 0;
  AgentWire *wire;
  AgentSync *sync;
  gint64 start;
  double queued_s, push_s;
  guint made;

  if (queue.most == 0 || token == NULL)
    {
      g_printerr ("bench-push URL TENANT MEMBER DIRECTORY EDITS [OTHERS], and M77_BENCH_TOKEN\n");
      return 2;
    }
  store = agent_store_open (argv[4], NULL, m77_runtime_real (), FALSE, &error);
  bench_check (store != NULL, error);
  wire = agent_http_new (argv[1], token);
  sync = agent_sync_new (store, wire, m77_runtime_real (), "platform", argv[2], argv[3]);
  queue.store = store;
  queue.member = argv[3];
  start = g_get_monotonic_time ();
  made = make_edits (&queue);
  queued_s = bench_seconds_since (start);
  if (others > 0)
    make_others (&queue, wire, argv[2], MIN (others, made));

  wait_for_index (store);

  start = g_get_monotonic_time ();
  push_all (store, wire, argv, &report, made);
  push_s = bench_seconds_since (start);
  do
    bench_check (agent_sync_once (sync, &report, NULL, &error), error);
  while (report.more);
  g_print ("{\"edits\":%u,\"queued_s\":%.3f,\"push_s\":%.3f,\"round_s\":%.3f,\"applied\":%u,"
           "\"conflicts\":%u,\"rejected\":%u}\n",
           made,
           queued_s,
           push_s,
           bench_seconds_since (start),
           report.applied,
           report.conflicts,
           report.rejected);
  agent_sync_free (sync);
  g_ptr_array_unref (queue.operations);
  return EXIT_SUCCESS;
}
