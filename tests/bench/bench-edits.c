/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bench"

#include "config.h"

#include "tests/bench/bench-edits.h"

#include <glib/gstdio.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "tests/bench/bench-times.h"

#define DOC                                                                                        \
  "{\"title\":\"Checkout answers slowly, number %u\",\"severity\":\"sev3\","                       \
  "\"environment\":\"production\","                                                                \
  "\"summary\":\"Customers in the north wait half a minute for the last page\"}"

void
bench_edit (AgentStore *store, const char *author, guint n, GArray *times)
{
  AgentOperation *operation = g_new0 (AgentOperation, 1);
  g_autoptr (GPtrArray)
      operations = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autoptr (GError) error = NULL;
  gint64 start;

  operation->type = M77_OPERATION_CREATE;
  operation->kind = g_strdup ("incident");
  operation->record = m77_id_new (store->runtime);
  operation->author = g_strdup (author);
  operation->session = g_strdup ("bench");
  operation->doc = g_strdup_printf (DOC, n);
  operation->asked_at = operation->expires_at = M77_TIME_NONE;
  g_ptr_array_add (operations, operation);

  start = g_get_monotonic_time ();
  bench_check (agent_store_add (store, operations, &error), error);
  bench_times_add (times, start);
}

static void
put_plain (AgentDb *db, guint n, GError **error)
{
  static const char *const sql = "INSERT INTO plain (text) VALUES (?)";
  g_autofree char *doc = g_strdup_printf (DOC, n);
  sqlite3_stmt *put;

  if (!agent_db_begin (db, error))
    return;
  put = agent_db_keep (db, sql, error);
  if (put == NULL)
    return;
  sqlite3_bind_text (put, 1, doc, -1, SQLITE_STATIC);
  if (agent_db_run (db, put, error))
    agent_db_commit (db, error);
}

void
bench_edits_plain (const char *directory, guint n, GArray *times)
{
  g_autofree char *path = g_build_filename (directory, "plain.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentDb) db = agent_db_open (path, NULL, AGENT_DB_DURABLE, &error);

  bench_check (db != NULL, error);
  bench_check (agent_db_exec (db, "CREATE TABLE plain (id INTEGER PRIMARY KEY, text)", &error),
               error);
  for (guint i = 0; i < n; i++)
    {
      gint64 start = g_get_monotonic_time ();

      put_plain (db, i, &error);
      bench_check (error == NULL, error);
      bench_times_add (times, start);
    }
  g_clear_pointer (&db, agent_db_close);
  g_unlink (path);
}
