/* Full text over every kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-search"

#include "config.h"

#include <string.h>

#include "agent/store/agent-query.h"
#include "agent/store/agent-search-private.h"
#include "tests/agent/cache-fixture.h"

/* Rows found in all kinds, as "3,1,2": newest first. */
static char *
find_in (CacheFixture *self, const char *kind, const char *filter)
{
  g_autoptr (GError) error = NULL;
  M77FilterContext context = { .now = self->base.now };
  g_autoptr (AgentQuery) query = agent_query_new (kind, filter, "", &context, &error);
  g_autoptr (GPtrArray) rows = NULL;
  GString *found = g_string_new (NULL);

  g_assert_no_error (error);
  agent_query_run (query, self->reader, self->found, self->base.now, 0, NULL, &error);
  g_assert_no_error (error);
  rows = agent_query_window (query, self->reader, 0, 100, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (found,
                            "%s%" G_GINT64_FORMAT,
                            i > 0 ? "," : "",
                            ((AgentRow *) rows->pdata[i])->rowid);
  return g_string_free (found, FALSE);
}

static void
check_found (CacheFixture *self, const char *filter, const char *expected)
{
  g_autofree char *found = find_in (self, NULL, filter);

  g_assert_cmpstr (found, ==, expected);
}

static void
fill (CacheFixture *self)
{
  cache_fixture_add (self,
                     "incident",
                     1,
                     1,
                     "{\"number\":7,\"title\":\"Disk full\",\"timeline\":[{\"id\":\"a\",\"text\":"
                     "\"Café is closed\"}],\"labels\":[\"raid\",\"array\"]}");
  cache_fixture_add (
      self,
      "runbook",
      2,
      1,
      "{\"name\":\"disk-full\",\"title\":\"When a disk is full\",\"body\":\"df -h\"}");
  cache_fixture_add (self, "teapot", 3, 1, "{\"spout\":\"full of disks\"}");
  g_assert_cmpuint (cache_fixture_apply (self, "c"), ==, 0);
}

static void
check_all (CacheFixture *self)
{
  check_found (self, "full", "3,2,1");
  check_found (self, "\"disk full\"", "2,1");
  check_found (self, "dis*", "3,2,1");
  check_found (self, "disk", "2,1");
  check_found (self, "cafe", "1");
  check_found (self, "CAFÉ full", "1");
  check_found (self, "\"raid array\"", "");
  check_found (self, "full -disks", "2,1");
  check_found (self, "\"df -h\"", "2");
}

/* The same with no index, a whole one, and one of another time. */
static void
test_words (CacheFixture *self, gconstpointer data)
{
  fill (self);
  check_all (self);
  cache_fixture_index (self);
  check_all (self);
  g_assert_true (agent_db_exec (agent_cache_db (self->cache),
                                "UPDATE meta SET value = 5 WHERE name = 'epoch'",
                                NULL));
  check_all (self);
  cache_fixture_index (self);
  check_all (self);
}

static void
test_changes (CacheFixture *self, gconstpointer data)
{
  fill (self);
  cache_fixture_index (self);
  cache_fixture_add (self, "incident", 1, 2, "{\"title\":\"Queue stuck\"}");
  cache_fixture_add (self, "runbook", 2, 2, NULL);
  cache_fixture_apply (self, "c");
  for (guint i = 0; i < 2; i++)
    {
      check_found (self, "disk", "");
      check_found (self, "stuck", "1");
      check_found (self, "full", "3");
      cache_fixture_index (self);
    }
  cache_fixture_add (self, "incident", 1, 3, "{\"title\":\"Queue full\"}");
  cache_fixture_apply (self, "c");
  cache_fixture_index (self);
  check_found (self, "stuck", "");
  check_found (self, "full", "3,1");
}

/* After a power cut the cache may be older than what was indexed of it: then it says so. */
static void
test_lost_tail (CacheFixture *self, gconstpointer data)
{
  gboolean rebuilt;
  gint64 behind;

  fill (self);
  cache_fixture_index (self);
  g_clear_pointer (&self->cache, agent_cache_close);
  self->cache = cache_fixture_open_cache (self, &rebuilt);
  g_assert_true (agent_search_behind (self->found, self->reader, &behind, NULL));
  g_assert_cmpint (behind, ==, 0);

  g_assert_true (agent_db_exec (agent_cache_db (self->cache),
                                "UPDATE meta SET value = 0 WHERE name = 'number';"
                                "UPDATE meta SET value = 3 WHERE name = 'next_row';"
                                "DELETE FROM record WHERE row = 3",
                                NULL));
  g_clear_pointer (&self->cache, agent_cache_close);
  self->cache = cache_fixture_open_cache (self, &rebuilt);
  cache_fixture_add (self, "team", 30, 1, "{\"name\":\"new\"}");
  cache_fixture_apply (self, "c");
  check_found (self, "spout", "");
  check_found (self, "new", "3");
  cache_fixture_index (self);
  check_found (self, "full", "2,1");
  check_found (self, "new", "3");
}

/* Of kinds no longer permitted not even the words are kept. */
static void
test_purged (CacheFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) query = NULL;
  gint64 count;

  fill (self);
  cache_fixture_index (self);
  g_assert_true (agent_cache_purge_kind (self->cache, "runbook", NULL));
  check_found (self, "full", "3,1");
  cache_fixture_index (self);
  query = agent_db_prepare (self->search->db,
                            "SELECT count (*) FROM words WHERE words MATCH 'full'",
                            &error);
  g_assert_true (agent_db_int (self->search->db, query, 0, &count, &error));
  g_assert_cmpint (count, ==, 2);
}

static void
create_runbook (CacheFixture *self, guint n)
{
  AgentOperation *operation = g_new0 (AgentOperation, 1);

  operation->type = M77_OPERATION_CREATE;
  operation->kind = g_strdup ("runbook");
  operation->record = cache_fixture_id (n);
  operation->author = g_strdup ("jana");
  operation->session = g_strdup ("tui-1");
  operation->doc = g_strdup ("{\"title\":\"Failover\",\"body\":\"Promote the replica\"}");
  fixture_add (self->journal, operation);
  cache_fixture_refresh (self, "runbook", n);
}

/* What was just written is found, also while a first load goes on behind it. */
static void
test_at_once (CacheFixture *self, gconstpointer data)
{
  g_autofree char *found = NULL;
  gint64 behind;

  fill (self);
  cache_fixture_index (self);
  create_runbook (self, 9);
  check_found (self, "replica", "4");
  for (guint n = 100; n < 2600; n++)
    cache_fixture_add (self, "team", n, 1, "{\"name\":\"t\"}");
  cache_fixture_apply (self, "c");
  g_assert_true (agent_search_behind (self->found, self->reader, &behind, NULL));
  g_assert_cmpint (behind, >=, 2501);
  found = find_in (self, "runbook", "replica");
  g_assert_cmpstr (found, ==, "4");
  cache_fixture_index (self);
  g_assert_true (agent_search_behind (self->found, self->reader, &behind, NULL));
  g_assert_cmpint (behind, ==, 0);
  check_found (self, "replica", "4");
}

/* Words by bitmaps: more hits than are listed one by one. */
static void
test_many (CacheFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  M77FilterContext context = { .now = 0 };
  g_autoptr (AgentQuery) query = NULL;

  for (guint n = 1; n <= 6000; n++)
    {
      g_autofree char *doc = g_strdup_printf ("{\"title\":\"%s %u\"}",
                                              n % 6 != 0 ? "common" : "rare",
                                              n);

      cache_fixture_add (self, "incident", n, 1, doc);
    }
  cache_fixture_apply (self, "c");
  while (agent_search_catch_up (self->search, self->reader, 5000, &(gboolean){ 0 }, &error) &&
         agent_search_behind (self->found, self->reader, &(gint64){ 0 }, NULL))
    {
      gint64 behind;

      g_assert_true (agent_search_behind (self->found, self->reader, &behind, NULL));
      if (behind == 0)
        break;
    }
  query = agent_query_new ("incident", "-common", "title", &context, &error);
  g_assert_no_error (error);
  agent_query_run (query, self->reader, self->found, 0, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (agent_query_size (query), ==, 1000);
}

static void
check_titles (CacheFixture *self, const char *typed, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = agent_search_titles (self->found, typed, 10, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (found,
                            "%s%" G_GINT64_FORMAT,
                            i > 0 ? "," : "",
                            g_array_index (rows, gint64, i));
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_titles (CacheFixture *self, gconstpointer data)
{
  fill (self);
  cache_fixture_index (self);
  check_titles (self, "di", "2,1");
  check_titles (self, "disk f", "2,1");
  check_titles (self, "full w", "2");
  check_titles (self, "INC-7", "1");
  check_titles (self, "df", "");
  check_titles (self, "", "");
  check_titles (self, "\"*", "");
  cache_fixture_add (self, "incident", 1, 2, "{\"number\":7,\"title\":\"Queue stuck\"}");
  cache_fixture_apply (self, "c");
  cache_fixture_index (self);
  check_titles (self, "disk", "2");
  check_titles (self, "queu", "1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CACHE_TEST ("/search/words", test_words);
  CACHE_TEST ("/search/changes", test_changes);
  CACHE_TEST ("/search/lost-tail", test_lost_tail);
  CACHE_TEST ("/search/purged", test_purged);
  CACHE_TEST ("/search/at-once", test_at_once);
  CACHE_TEST ("/search/many", test_many);
  CACHE_TEST ("/search/titles", test_titles);
  return g_test_run ();
}
