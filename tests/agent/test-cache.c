/* What a feed leaves in the cache.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-cache"

#include "config.h"

#include <string.h>

#include "tests/agent/cache-fixture.h"

#define INCIDENT "{\"number\":%u,\"title\":\"Disk full\",\"severity\":\"sev2\",\"status\":\"%s\"}"

static void
add_incident (CacheFixture *self, guint n, gint64 version, const char *status)
{
  g_autofree char *doc = g_strdup_printf (INCIDENT, 2000 + n, status);

  cache_fixture_add (self, "incident", n, version, doc);
}

static void
test_exact_bytes (CacheFixture *self, gconstpointer data)
{
  const char *doc = "{ \"title\" : \"a \\\"doc\\\": {}\", \"new\":[1.10, 9007199254740993] ,"
                    "\"doc\":{\"doc\":1}}";
  g_autoptr (AgentRow) row = NULL;

  cache_fixture_add (self, "incident", 1, 3, doc);
  g_assert_cmpuint (cache_fixture_apply (self, "c1"), ==, 0);
  row = cache_fixture_find (self, "incident", "019c5f00-0000-7000-8000-000000000001");
  g_assert_cmpstr (row->doc, ==, doc);
  g_assert_cmpstr (row->base_doc, ==, doc);
  g_assert_cmpint (row->version, ==, 3);
  g_assert_cmpstr (row->updated_by, ==, "omar");
  g_assert_cmpstr (row->state, ==, "clean");
}

static void
test_escaped_member (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentRow) row = NULL;

  g_string_append (self->lines,
                   "{\"kind\":\"team\",\"id\":\"019c5f00-0000-7000-8000-00000000000a\","
                   "\"version\":1,\"d\\u006fc\":{\"name\":\"ops\"}}\n");
  g_assert_cmpuint (cache_fixture_apply (self, "c1"), ==, 0);
  row = cache_fixture_find (self, "team", "ops");
  g_assert_cmpstr (row->doc, ==, "{\"name\":\"ops\"}");
}

static void
test_versions (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentRow) row = NULL;

  add_incident (self, 1, 5, "triggered");
  add_incident (self, 1, 4, "closed");
  cache_fixture_apply (self, "c1");
  row = cache_fixture_find (self, "incident", "INC-2001");
  g_assert_cmpint (row->version, ==, 5);
  g_assert_nonnull (strstr (row->doc, "triggered"));
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 1);

  cache_fixture_add (self, "incident", 1, 6, NULL);
  cache_fixture_add (self, "incident", 9, 2, NULL);
  cache_fixture_apply (self, "c2");
  cache_fixture_not_found (self, "incident", "2001");
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 0);
}

static void
test_bad_lines (CacheFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *about = NULL;

  g_string_append (self->lines, "<html>busy</html>\n{\"kind\":\"incident\"}\n\n");
  add_incident (self, 1, 1, "triggered");
  g_string_append (self->lines, "{\"kind\":\"incident\",\"id\":\"x");
  g_assert_cmpuint (cache_fixture_apply (self, "c1"), ==, 3);
  g_assert_cmpint (cache_fixture_count (self, NULL), ==, 1);
  about = agent_cache_describe (self->cache, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (about, "\"bad_lines\":3"));
  g_assert_nonnull (strstr (about, "<html>busy"));
}

static void
test_unknown (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentRow) row = NULL;

  cache_fixture_add (self, "teapot", 1, 1, "{\"title\":[1],\"spout\":true}");
  cache_fixture_add (self,
                     "incident",
                     2,
                     1,
                     "{\"number\":\"seven\",\"severity\":\"sev0\",\"labels\":\"x\",\"status\":7}");
  g_assert_cmpuint (cache_fixture_apply (self, "c1"), ==, 0);
  row = cache_fixture_find (self, "teapot", "019c5f00-0000-7000-8000-000000000001");
  g_assert_cmpstr (row->kind, ==, "teapot");
  g_assert_cmpint (cache_fixture_count (self, "teapot"), ==, 1);
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 1);
}

static void
test_names (CacheFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentRow) flag = NULL;
  g_autoptr (AgentRow) member = NULL;
  g_autoptr (AgentRow) suffix = NULL;

  cache_fixture_add (self, "flag", 1, 1, "{\"key\":\"cart\",\"environment\":\"production\"}");
  cache_fixture_add (self, "flag", 2, 1, "{\"key\":\"cart\",\"environment\":\"staging\"}");
  cache_fixture_add (self, "member", 0xabc3, 1, "{\"handle\":\"jana\"}");
  cache_fixture_apply (self, "c1");
  flag = cache_fixture_find (self, "flag", "Cart@staging");
  g_assert_cmpstr (flag->id, ==, "019c5f00-0000-7000-8000-000000000002");
  member = cache_fixture_find (self, "member", "@jana");
  suffix = cache_fixture_find (self, "member", "ABC3");
  g_assert_cmpint (member->rowid, ==, suffix->rowid);
  cache_fixture_not_found (self, "flag", "cart@testing");
  cache_fixture_not_found (self, "nothing", "cart");

  g_assert_null (agent_cache_find (self->reader, "flag", "cart", &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, "cart@production"));
}

static void
test_snapshot (CacheFixture *self, gconstpointer data)
{
  g_auto (AgentSourceState) state = { 0 };
  g_auto (AgentSourceState) after = { 0 };

  cache_fixture_begin (self);
  for (guint n = 1; n <= 3; n++)
    add_incident (self, n, 1, "triggered");
  cache_fixture_apply (self, "c1");
  g_assert_true (agent_cache_source (self->reader, "platform", &state, NULL));
  g_assert_cmpstr (state.cursor, ==, "c1");
  g_assert_false (state.complete);
  cache_fixture_end (self);

  cache_fixture_begin (self);
  add_incident (self, 1, 1, "triggered");
  add_incident (self, 2, 2, "closed");
  cache_fixture_apply (self, "c2");
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 3);
  cache_fixture_end (self);
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 2);
  cache_fixture_not_found (self, "incident", "2003");
  g_assert_true (agent_cache_source (self->reader, "platform", &after, NULL));
  g_assert_true (after.complete);
  g_assert_cmpint (after.synced_at, ==, self->base.now);
}

static void
test_new_epoch (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentRow) row = NULL;

  add_incident (self, 1, 9, "triggered");
  cache_fixture_apply (self, "c1");
  g_assert_true (agent_cache_begin_snapshot (self->cache, "platform", TRUE, NULL, NULL));
  add_incident (self, 1, 4, "closed");
  cache_fixture_apply (self, "c2");
  cache_fixture_end (self);
  row = cache_fixture_find (self, "incident", "2001");
  g_assert_cmpint (row->version, ==, 4);
}

static void
test_purge (CacheFixture *self, gconstpointer data)
{
  add_incident (self, 1, 1, "triggered");
  cache_fixture_add (self, "audit", 2, 1, "{\"sequence\":1}");
  cache_fixture_apply (self, "c1");
  g_assert_true (agent_cache_purge_kind (self->cache, "audit", NULL));
  g_assert_true (agent_cache_purge_kind (self->cache, "usage", NULL));
  g_assert_cmpint (cache_fixture_count (self, "audit"), ==, 0);
  g_assert_cmpint (cache_fixture_count (self, NULL), ==, 1);
}

/* A load that is cut goes on, and ends with its indexes. */
static void
test_cut_load (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentRow) row = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) query = NULL;
  gboolean rebuilt, more = TRUE;
  gint64 indexes;

  cache_fixture_begin (self);
  add_incident (self, 1, 1, "triggered");
  cache_fixture_apply (self, "c1");
  g_clear_pointer (&self->cache, agent_cache_close);
  self->cache = cache_fixture_open_cache (self, &rebuilt);
  g_assert_false (rebuilt);
  add_incident (self, 1, 1, "triggered");
  add_incident (self, 2, 1, "triggered");
  cache_fixture_apply (self, "c2");
  while (more)
    g_assert_true (agent_cache_make_indexes (self->cache, &more, NULL));
  cache_fixture_end (self);
  row = cache_fixture_find (self, "incident", "2002");
  g_assert_cmpint (cache_fixture_count (self, NULL), ==, 2);
  query = agent_db_prepare (agent_cache_db (self->reader),
                            "SELECT count (*) FROM sqlite_schema WHERE name = 'k_incident_order'",
                            &error);
  g_assert_true (agent_db_int (agent_cache_db (self->reader), query, 0, &indexes, &error));
  g_assert_cmpint (indexes, ==, 1);
}

/* Another table of kinds: what is derived is made anew from the documents. */
static void
test_derived_anew (CacheFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentRow) row = NULL;
  gboolean rebuilt;

  add_incident (self, 1, 1, "triggered");
  cache_fixture_apply (self, "c1");
  agent_db_exec (agent_cache_db (self->cache),
                 "UPDATE meta SET value = 'old' WHERE name = 'schema';"
                 "DELETE FROM k_incident; CREATE TABLE k_teapot (row); DROP TABLE element",
                 &error);
  g_assert_no_error (error);
  g_clear_pointer (&self->cache, agent_cache_close);
  self->cache = cache_fixture_open_cache (self, &rebuilt);
  g_assert_false (rebuilt);
  row = cache_fixture_find (self, "incident", "INC-2001");
  g_assert_false (agent_db_exec (agent_cache_db (self->cache), "SELECT * FROM k_teapot", NULL));
}

static void
test_corrupt (CacheFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->base.directory, "cache.db", NULL);
  gboolean rebuilt;

  add_incident (self, 1, 1, "triggered");
  cache_fixture_apply (self, "c1");
  g_clear_pointer (&self->reader, agent_cache_close);
  g_clear_pointer (&self->cache, agent_cache_close);
  g_assert_true (g_file_set_contents (path, "this is no database, and never was one", -1, NULL));
  self->cache = cache_fixture_open_cache (self, &rebuilt);
  g_assert_true (rebuilt);
  self->reader = agent_cache_open_reader (self->base.directory, NULL, NULL);
  g_assert_cmpint (cache_fixture_count (self, NULL), ==, 0);
}

/* Damage within the file is met by chance, and remembered for the next opening. */
static void
test_damaged_within (CacheFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->base.directory, "cache.db", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean rebuilt;
  gsize length;

  for (guint n = 1; n < 500; n++)
    add_incident (self, n, 1, "triggered");
  cache_fixture_apply (self, "c1");
  g_clear_pointer (&self->reader, agent_cache_close);
  g_clear_pointer (&self->cache, agent_cache_close);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + length / 2, 0xff, length / 2);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  self->cache = cache_fixture_open_cache (self, &rebuilt);
  if (!rebuilt)
    {
      g_assert_false (agent_cache_purge_kind (self->cache, "incident", &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_CORRUPT);
      g_clear_pointer (&self->cache, agent_cache_close);
      self->cache = cache_fixture_open_cache (self, &rebuilt);
    }
  g_assert_true (rebuilt);
  g_clear_pointer (&self->cache, agent_cache_close);
  self->cache = cache_fixture_open_cache (self, &rebuilt);
  g_assert_false (rebuilt);
}

typedef struct
{
  guint calls, rows;
  guint64 number;
} Heard;

static void
changed_cb (AgentRevision revision, const char *const *kinds, GArray *rowids, gpointer data)
{
  Heard *heard = data;

  heard->calls++;
  heard->rows = rowids != NULL ? rowids->len : G_MAXUINT;
  g_assert_cmpuint (revision.number, >, heard->number);
  heard->number = revision.number;
  g_assert_cmpstr (kinds[0], ==, "incident");
  g_assert_null (kinds[1]);
}

static void
test_changes_told (CacheFixture *self, gconstpointer data)
{
  Heard heard = { 0 };
  AgentRevision revision;

  agent_cache_set_changed_func (self->cache, changed_cb, &heard);
  add_incident (self, 1, 1, "triggered");
  cache_fixture_apply (self, "c1");
  g_assert_cmpuint (heard.calls, ==, 1);
  g_assert_cmpuint (heard.rows, ==, 1);
  add_incident (self, 1, 1, "triggered");
  cache_fixture_apply (self, "c2");
  g_assert_cmpuint (heard.calls, ==, 1);
  for (guint n = 2; n < 300; n++)
    add_incident (self, n, 1, "triggered");
  cache_fixture_apply (self, "c3");
  g_assert_cmpuint (heard.calls, ==, 2);
  g_assert_cmpuint (heard.rows, ==, G_MAXUINT);
  g_assert_true (agent_cache_revision (self->reader, &revision, NULL));
  g_assert_cmpuint (revision.number, ==, heard.number);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CACHE_TEST ("/cache/exact-bytes", test_exact_bytes);
  CACHE_TEST ("/cache/escaped-member", test_escaped_member);
  CACHE_TEST ("/cache/versions", test_versions);
  CACHE_TEST ("/cache/bad-lines", test_bad_lines);
  CACHE_TEST ("/cache/unknown", test_unknown);
  CACHE_TEST ("/cache/names", test_names);
  CACHE_TEST ("/cache/snapshot", test_snapshot);
  CACHE_TEST ("/cache/new-epoch", test_new_epoch);
  CACHE_TEST ("/cache/purge", test_purge);
  CACHE_TEST ("/cache/cut-load", test_cut_load);
  CACHE_TEST ("/cache/derived-anew", test_derived_anew);
  CACHE_TEST ("/cache/corrupt", test_corrupt);
  CACHE_TEST ("/cache/damaged-within", test_damaged_within);
  CACHE_TEST ("/cache/changes-told", test_changes_told);
  return g_test_run ();
}
