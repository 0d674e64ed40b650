/* What a person did, over what the sources say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-overlay"

#include "config.h"

#include <string.h>

#include "tests/agent/cache-fixture.h"

#define BASE "{\"number\":2001,\"title\":\"Checkout slow\",\"severity\":\"sev2\"}"

static void
add_base (CacheFixture *self, gint64 version, const char *doc)
{
  cache_fixture_add (self, "incident", 1, version, doc);
  cache_fixture_apply (self, "c");
}

static gint64
do_edit (CacheFixture *self, guint n, const char *patch)
{
  g_autofree char *id = cache_fixture_id (n);
  gint64 seq = fixture_add (self->journal, fixture_edit (id, patch));

  cache_fixture_refresh (self, "incident", n);
  return seq;
}

static gint64
do_create (CacheFixture *self, guint n, const char *doc)
{
  AgentOperation *operation = g_new0 (AgentOperation, 1);
  gint64 seq;

  operation->type = M77_OPERATION_CREATE;
  operation->kind = g_strdup ("incident");
  operation->record = cache_fixture_id (n);
  operation->author = g_strdup ("jana");
  operation->session = g_strdup ("tui-1");
  operation->doc = g_strdup (doc);
  seq = fixture_add (self->journal, operation);
  cache_fixture_refresh (self, "incident", n);
  return seq;
}

static AgentRow *
find (CacheFixture *self)
{
  return cache_fixture_find (self, "incident", "019c5f00-0000-7000-8000-000000000001");
}

static void
apply_operation (CacheFixture *self, gint64 seq, gint64 version)
{
  g_autofree char *key = fixture_attempt (&self->base, self->journal, seq);

  fixture_settle (self->journal, seq, key, AGENT_OP_APPLIED, version);
  cache_fixture_refresh (self, "incident", 1);
}

/* The edit stays until the feed has the version that it made: never a flicker back. */
static void
test_edit_until_fed (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentRow) pending = NULL;
  g_autoptr (AgentRow) answered = NULL;
  g_autoptr (AgentRow) fed = NULL;
  gint64 seq;

  add_base (self, 4, BASE);
  seq = do_edit (self, 1, "{\"title\":\"Checkout down\"}");
  g_assert_cmpint (agent_cache_overlay_seq (self->cache), ==, seq);
  pending = find (self);
  g_assert_cmpstr (pending->state, ==, "pending");
  g_assert_nonnull (strstr (pending->doc, "Checkout down"));
  g_assert_cmpstr (pending->base_doc, ==, BASE);

  apply_operation (self, seq, 6);
  add_base (self, 5, BASE);
  answered = find (self);
  g_assert_nonnull (strstr (answered->doc, "Checkout down"));
  g_assert_cmpstr (answered->state, ==, "clean");
  g_assert_cmpint (answered->version, ==, 5);

  add_base (self, 6, "{\"number\":2001,\"title\":\"Checkout down\"}");
  fed = find (self);
  g_assert_cmpstr (fed->doc, ==, fed->base_doc);
}

static void
test_create (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentRow) row = NULL;
  g_autoptr (AgentRow) fed = NULL;
  g_autofree char *name = NULL;
  gint64 seq = do_create (self, 1, "{\"title\":\"New\",\"severity\":\"sev1\"}");

  name = g_strdup_printf ("~%" G_GINT64_FORMAT, seq);
  row = cache_fixture_find (self, "incident", name);
  g_assert_cmpint (row->version, ==, 0);
  g_assert_null (row->base_doc);
  g_assert_cmpuint (row->local_number, ==, seq);
  g_assert_cmpstr (row->updated_by, ==, "jana");
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 1);

  /* The feed may be first to tell. */
  add_base (self, 1, BASE);
  apply_operation (self, seq, 1);
  fed = cache_fixture_find (self, "incident", "2001");
  g_assert_cmpint (fed->rowid, ==, row->rowid);
  g_assert_cmpuint (fed->local_number, ==, 0);
  g_assert_cmpstr (fed->state, ==, "clean");
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 1);
}

static void
test_withdrawn_create (CacheFixture *self, gconstpointer data)
{
  gint64 seq = do_create (self, 1, "{\"title\":\"New\"}");

  g_assert_true (
      agent_journal_set_state (self->journal, seq, AGENT_OP_WITHDRAWN, NULL, NULL, NULL));
  cache_fixture_refresh (self, "incident", 1);
  cache_fixture_not_found (self, "incident", "019c5f00-0000-7000-8000-000000000001");
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 0);
}

static gint64
do_other (CacheFixture *self, M77OperationType type, const char *action)
{
  AgentOperation *operation = g_new0 (AgentOperation, 1);
  gint64 seq;

  operation->type = type;
  operation->kind = g_strdup ("incident");
  operation->record = cache_fixture_id (1);
  operation->author = g_strdup ("jana");
  operation->session = g_strdup ("tui-1");
  operation->base_version = 4;
  operation->action = g_strdup (action);
  operation->args = action != NULL ? g_strdup ("{\"to\":2}") : NULL;
  operation->asked_at = self->base.now;
  operation->expires_at = self->base.now + 300000;
  seq = fixture_add (self->journal, operation);
  cache_fixture_refresh (self, "incident", 1);
  return seq;
}

static void
test_delete (CacheFixture *self, gconstpointer data)
{
  gint64 seq;

  add_base (self, 4, BASE);
  seq = do_other (self, M77_OPERATION_DELETE, NULL);
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 0);
  cache_fixture_not_found (self, "incident", "INC-2001");
  g_assert_true (
      agent_journal_set_state (self->journal, seq, AGENT_OP_REJECTED, "not-permitted", "", NULL));
  cache_fixture_refresh (self, "incident", 1);
  {
    g_autoptr (AgentRow) row = cache_fixture_find (self, "incident", "INC-2001");

    g_assert_cmpstr (row->state, ==, "rejected");
    g_assert_false (row->deleted);
  }
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 1);
}

static void
test_action (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentRow) row = NULL;
  g_autoptr (AgentRow) held = NULL;
  gint64 seq;

  add_base (self, 4, BASE);
  seq = do_other (self, M77_OPERATION_ACT, "escalate");
  row = find (self);
  g_assert_cmpstr (row->doc, ==, BASE);
  g_assert_cmpstr (row->state, ==, "pending");
  g_assert_nonnull (strstr (row->pending_action, "\"action\":\"escalate\",\"state\":\"queued\""));
  g_assert_nonnull (strstr (row->pending_action, "\"args\":{\"to\":2}"));
  g_assert_nonnull (strstr (row->pending_action, "2030-05-17T03:17:00.000Z"));
  g_assert_true (agent_journal_set_state (self->journal, seq, AGENT_OP_HELD, NULL, NULL, NULL));
  do_edit (self, 1, "{\"title\":\"Later\"}");
  held = find (self);
  g_assert_cmpstr (held->state, ==, "held");
  g_assert_nonnull (strstr (held->doc, "Later"));
}

/* The most urgent of what lies over a row is its state. */
static void
test_states (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentRow) row = NULL;
  gint64 first;

  add_base (self, 4, BASE);
  first = do_edit (self, 1, "{\"title\":\"One\"}");
  do_edit (self, 1, "{\"impact\":\"Two\"}");
  g_assert_true (
      agent_journal_set_state (self->journal, first, AGENT_OP_CONFLICT, NULL, NULL, NULL));
  cache_fixture_refresh (self, "incident", 1);
  row = find (self);
  g_assert_cmpstr (row->state, ==, "conflict");
  g_assert_nonnull (strstr (row->doc, "Two"));
}

static void
test_tombstone_under_edit (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentRow) row = NULL;
  gint64 seq;

  add_base (self, 4, BASE);
  seq = do_edit (self, 1, "{\"title\":\"One\"}");
  add_base (self, 5, NULL);
  row = find (self);
  g_assert_true (row->deleted);
  g_assert_cmpstr (row->state, ==, "conflict");
  g_assert_nonnull (strstr (row->doc, "One"));
  g_assert_true (
      agent_journal_set_state (self->journal, seq, AGENT_OP_DISCARDED, NULL, NULL, NULL));
  cache_fixture_refresh (self, "incident", 1);
  cache_fixture_not_found (self, "incident", "019c5f00-0000-7000-8000-000000000001");
}

/* What was applied and then deleted by somebody does not come back at a start. */
static void
test_no_ghosts (CacheFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = do_create (self, 1, "{\"title\":\"New\"}");

  apply_operation (self, seq, 1);
  add_base (self, 1, BASE);
  add_base (self, 2, NULL);
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 0);
  g_assert_true (agent_cache_refresh_overlays (self->cache, self->journal, &error));
  g_assert_no_error (error);
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 0);
}

static void
test_swept_under_edit (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentRow) row = NULL;

  add_base (self, 4, BASE);
  do_create (self, 2, "{\"title\":\"Mine\"}");
  do_edit (self, 1, "{\"title\":\"One\"}");
  cache_fixture_begin (self);
  cache_fixture_end (self);
  row = find (self);
  g_assert_cmpstr (row->state, ==, "conflict");
  g_assert_true (row->deleted);
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 2);
}

/* A rebuilt cache has everything a person did again, before any feed. */
static void
test_rebuilt (CacheFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->base.directory, "cache.db", NULL);
  g_autoptr (AgentRow) before = NULL;
  g_autoptr (AgentRow) after = NULL;
  gboolean rebuilt;

  add_base (self, 4, BASE);
  do_create (self, 2, "{\"title\":\"Mine\"}");
  do_edit (self, 1, "{\"title\":\"One\"}");
  g_clear_pointer (&self->reader, agent_cache_close);
  g_clear_pointer (&self->cache, agent_cache_close);
  g_assert_cmpint (g_unlink (path), ==, 0);
  self->cache = cache_fixture_open_cache (self, &rebuilt);
  self->reader = agent_cache_open_reader (self->base.directory, NULL, NULL);
  g_assert_true (agent_cache_refresh_overlays (self->cache, self->journal, NULL));
  g_assert_cmpint (agent_cache_overlay_seq (self->cache), ==, 2);
  before = find (self);
  g_assert_nonnull (strstr (before->doc, "One"));
  add_base (self, 4, BASE);
  after = find (self);
  g_assert_nonnull (strstr (after->doc, "\"number\":2001,\"title\":\"One\""));
  g_assert_cmpint (cache_fixture_count (self, "incident"), ==, 2);
}

/* At a start nothing is told to have changed where nothing has. */
static void
test_quiet_start (CacheFixture *self, gconstpointer data)
{
  AgentRevision before, after;
  gint64 seq;

  add_base (self, 4, BASE);
  seq = do_edit (self, 1, "{\"title\":\"One\"}");
  apply_operation (self, seq, 5);
  add_base (self, 5, BASE);
  g_assert_true (agent_cache_revision (self->reader, &before, NULL));
  g_assert_true (agent_cache_refresh_overlays (self->cache, self->journal, NULL));
  g_assert_true (agent_cache_revision (self->reader, &after, NULL));
  g_assert_cmpuint (before.number, ==, after.number);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CACHE_TEST ("/overlay/edit-until-fed", test_edit_until_fed);
  CACHE_TEST ("/overlay/create", test_create);
  CACHE_TEST ("/overlay/withdrawn-create", test_withdrawn_create);
  CACHE_TEST ("/overlay/delete", test_delete);
  CACHE_TEST ("/overlay/action", test_action);
  CACHE_TEST ("/overlay/states", test_states);
  CACHE_TEST ("/overlay/tombstone-under-edit", test_tombstone_under_edit);
  CACHE_TEST ("/overlay/no-ghosts", test_no_ghosts);
  CACHE_TEST ("/overlay/swept-under-edit", test_swept_under_edit);
  CACHE_TEST ("/overlay/rebuilt", test_rebuilt);
  CACHE_TEST ("/overlay/quiet-start", test_quiet_start);
  return g_test_run ();
}
