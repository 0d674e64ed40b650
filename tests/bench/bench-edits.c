/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bench"

#include "config.h"

#include "tests/bench/bench-edits.h"

#include <glib/gstdio.h>

#include "agent/store/agent-pace.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "tests/bench/bench-times.h"

#define PAUSE 5000 /* µs before each: long enough for a processor to fall asleep */
#define DOC                                                                                        \
  "{\"title\":\"Checkout answers slowly, number %u\",\"severity\":\"sev3\","                       \
  "\"environment\":\"production\","                                                                \
  "\"summary\":\"Customers in the north wait half a minute for the last page\"}"

static void
edit (BenchPerson *self, guint n)
{
  AgentOperation *operation = g_new0 (AgentOperation, 1);
  g_autoptr (GPtrArray)
      operations = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autoptr (GError) error = NULL;
  gint64 start;

  operation->type = M77_OPERATION_CREATE;
  operation->kind = g_strdup ("incident");
  operation->record = m77_id_new (self->store->runtime);
  operation->author = g_strdup (self->author);
  operation->session = g_strdup ("bench");
  operation->doc = g_strdup_printf (DOC, n);
  operation->asked_at = operation->expires_at = M77_TIME_NONE;
  g_ptr_array_add (operations, operation);

  start = g_get_monotonic_time ();
  bench_check (agent_store_add (self->store, operations, &error), error);
  bench_times_add (self->edits, start);
}

/* Without agent-db.h: it is compared with what SQLite does, not with what we do to it. */
static void
check_plain (sqlite3 *db, gboolean ok)
{
  if (!ok)
    g_error ("the plain transaction: %s", sqlite3_errmsg (db));
}

static void
exec_plain (sqlite3 *db, const char *sql)
{
  check_plain (db, sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK);
}

static sqlite3 *
open_plain (const char *path)
{
  sqlite3 *db = NULL;

  check_plain (db, sqlite3_open (path, &db) == SQLITE_OK);
  exec_plain (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  exec_plain (db, "CREATE TABLE plain (id INTEGER PRIMARY KEY, text)");
  return db;
}

static void
put_plain (BenchPerson *self, sqlite3 *db, sqlite3_stmt *put, guint n)
{
  g_autofree char *doc = g_strdup_printf (DOC, n);
  gint64 start = g_get_monotonic_time ();

  sqlite3_bind_text (put, 1, doc, -1, SQLITE_STATIC);
  check_plain (db, sqlite3_step (put) == SQLITE_DONE && sqlite3_reset (put) == SQLITE_OK);
  bench_times_add (self->plain, start);
}

void
bench_person_work (BenchPerson *self)
{
  g_autofree char *path = g_build_filename (self->directory, "plain.db", NULL);
  sqlite3 *db = open_plain (path);
  sqlite3_stmt *put = NULL;

  check_plain (db,
               sqlite3_prepare_v2 (db, "INSERT INTO plain (text) VALUES (?)", -1, &put, NULL) ==
                   SQLITE_OK);
  agent_pace_set (AGENT_PACE_PROMPT); /* as the agent's thread that takes calls */
  self->edits = bench_times_new ();
  self->plain = bench_times_new ();
  for (guint i = 0; i < self->most && !g_atomic_int_get (&self->done); i++)
    {
      g_usleep (PAUSE);
      edit (self, i);
      g_usleep (PAUSE);
      put_plain (self, db, put, i);
    }
  sqlite3_finalize (put);
  sqlite3_close (db);
  g_unlink (path);
}

void
bench_person_print (BenchPerson *self)
{
  bench_times_print (self->edits, "edit");
  bench_times_print (self->plain, "plain");
  g_clear_pointer (&self->edits, g_array_unref);
  g_clear_pointer (&self->plain, g_array_unref);
}
