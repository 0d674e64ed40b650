/* What a person did is in the lists, whatever becomes of the cache meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "agent/store/agent-store.h"
#include "tests/agent/journal-fixture.h"

#define FIRST  "019c5f00-0000-7000-8000-000000000001"
#define SECOND "019c5f00-0000-7000-8000-000000000002"

typedef struct
{
  JournalFixture base;
  AgentStore *store;
} Fixture;

static void
set_up (Fixture *self, gconstpointer threads)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (&self->base);
  self->store = agent_store_open (self->base.directory,
                                  NULL,
                                  &self->base.runtime,
                                  threads == NULL,
                                  &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer threads)
{
  agent_store_close (self->store);
  fixture_tear_down (&self->base);
}

static void
run_sql (Fixture *self, const char *sql)
{
  g_autofree char *path = g_build_filename (self->base.directory, "cache.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Nothing can be laid over; the rest of the cache is as it was. */
static void
break_overlay (Fixture *self)
{
  run_sql (self,
           "CREATE TRIGGER stuck BEFORE INSERT ON overlay"
           " BEGIN SELECT RAISE (ABORT, 'stuck'); END");
}

static void
mend_overlay (Fixture *self)
{
  run_sql (self, "DROP TRIGGER stuck");
}

static void
create (Fixture *self, const char *id)
{
  g_autoptr (GPtrArray)
      operations = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autoptr (GError) error = NULL;
  AgentOperation *operation = g_new0 (AgentOperation, 1);

  operation->type = M77_OPERATION_CREATE;
  operation->kind = g_strdup ("incident");
  operation->record = g_strdup (id);
  operation->author = g_strdup ("jana");
  operation->session = g_strdup ("tui-1");
  operation->doc = g_strdup ("{\"title\":\"Checkout slow\",\"severity\":\"sev2\"}");
  g_ptr_array_add (operations, operation);
  g_assert_true (agent_store_add (self->store, operations, &error));
  g_assert_no_error (error);
}

static void
expect_unshown (Fixture *self, const char *id)
{
  break_overlay (self);
  g_test_expect_message ("agent-store", G_LOG_LEVEL_WARNING, "*does not show the change*");
  create (self, id);
}

static void
assert_shown (Fixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentRow) row = agent_cache_find (self->store->reader, "incident", id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (row->state, ==, "pending");
}

static void
test_next_refresh (Fixture *self, gconstpointer threads)
{
  expect_unshown (self, FIRST);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (agent_store_unshown (self->store), ==, 1);
  mend_overlay (self);
  create (self, SECOND);
  g_assert_cmpuint (agent_store_unshown (self->store), ==, 0);
  assert_shown (self, FIRST);
  assert_shown (self, SECOND);
}

static void
test_rest (Fixture *self, gconstpointer threads)
{
  expect_unshown (self, FIRST);
  agent_store_settle (self->store, 1);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (agent_store_unshown (self->store), ==, 1);
  mend_overlay (self);
  while (agent_store_unshown (self->store) > 0)
    g_thread_yield ();
  assert_shown (self, FIRST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/next-refresh", Fixture, NULL, set_up, test_next_refresh, tear_down);
  g_test_add ("/store/rest", Fixture, "threads", set_up, test_rest, tear_down);
  return g_test_run ();
}
