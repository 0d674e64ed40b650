/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "agent/store/agent-overlay-rescue.h"
#include "tests/agent/cache-fixture.h"

static void
set_up (CacheFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  cache_fixture_set_up (fixture);
  for (guint n = 1; n <= 4; n++)
    cache_fixture_add (fixture,
                       "incident",
                       n,
                       4,
                       "{\"title\":\"Checkout slow\",\"severity\":\"sev2\"}");
  cache_fixture_begin (fixture);
  g_assert_cmpuint (cache_fixture_apply (fixture, "1"), ==, 0);
  g_assert_true (agent_cache_end_snapshot (fixture->cache, "platform", fixture->journal, &error));
  g_assert_true (agent_journal_put (fixture->journal, "member", "jana", &error));
  g_assert_no_error (error);
}

static void
tear_down (CacheFixture *fixture, gconstpointer data)
{
  cache_fixture_tear_down (fixture);
}

static gint64
add (CacheFixture *fixture, guint n, M77OperationType type, const char *patch)
{
  g_autofree char *id = cache_fixture_id (n);
  AgentOperation *operation = fixture_edit (id, type == M77_OPERATION_UPDATE ? patch : NULL);

  operation->type = type;
  if (type == M77_OPERATION_CREATE)
    operation->doc = g_strdup (patch);
  if (type == M77_OPERATION_ACT)
    {
      operation->action = g_strdup ("acknowledge");
      operation->args = g_strdup ("{\"for\":1800}");
      operation->asked_at = FIXTURE_START;
      operation->expires_at = FIXTURE_START + 60000;
    }
  return fixture_add (fixture->journal, operation);
}

static void
lay_over (CacheFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (agent_cache_refresh_overlays (fixture->cache, fixture->journal, &error));
  g_assert_no_error (error);
}

static void
lose (CacheFixture *fixture, const char *which)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM operation WHERE %s", which);
  g_autoptr (GError) error = NULL;

  g_assert_true (agent_db_exec (agent_journal_db (fixture->journal), sql, &error));
  g_assert_no_error (error);
}

static guint
rescue (CacheFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  guint recovered;

  g_assert_true (agent_overlay_rescue (fixture->cache, fixture->journal, &recovered, &error));
  g_assert_no_error (error);
  return recovered;
}

/* The only operation of a record. */
static AgentOperation *
get_only (CacheFixture *fixture, guint n)
{
  g_autofree char *id = cache_fixture_id (n);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = agent_journal_unended (fixture->journal, "incident", id, 0, &error);
  AgentOperation *operation;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  operation = g_ptr_array_steal_index (found, 0);
  g_assert_cmpint (operation->state, ==, AGENT_OP_HELD);
  g_assert_cmpstr (operation->code, ==, "storage-corrupt");
  g_assert_cmpstr (operation->author, ==, "jana");
  return operation;
}

static void
test_all (CacheFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentOperation) edit = NULL, create = NULL, delete = NULL, act = NULL;
  g_autoptr (AgentRow) row = NULL;
  g_autofree char *id = cache_fixture_id (1);

  add (fixture, 1, M77_OPERATION_UPDATE, "{\"title\":\"Checkout down\"}");
  add (fixture, 1, M77_OPERATION_UPDATE, "{\"summary\":\"Since 03:04\"}");
  add (fixture, 2, M77_OPERATION_DELETE, NULL);
  add (fixture, 3, M77_OPERATION_ACT, NULL);
  add (fixture, 9, M77_OPERATION_CREATE, "{\"title\":\"New\"}");
  lay_over (fixture);
  g_assert_cmpuint (rescue (fixture), ==, 0);

  lose (fixture, "TRUE");
  g_assert_cmpuint (rescue (fixture), ==, 4);
  edit = get_only (fixture, 1);
  g_assert_cmpint (edit->type, ==, M77_OPERATION_UPDATE);
  g_assert_cmpint (edit->base_version, ==, 4);
  g_assert_nonnull (strstr (edit->patch, "\"title\":\"Checkout down\""));
  g_assert_nonnull (strstr (edit->patch, "\"summary\":\"Since 03:04\""));
  g_assert_null (strstr (edit->patch, "severity"));
  g_assert_nonnull (strstr (edit->base, "\"title\":\"Checkout slow\""));
  delete = get_only (fixture, 2);
  g_assert_cmpint (delete->type, ==, M77_OPERATION_DELETE);
  g_assert_cmpint (delete->base_version, ==, 4);
  act = get_only (fixture, 3);
  g_assert_cmpint (act->type, ==, M77_OPERATION_ACT);
  g_assert_cmpstr (act->action, ==, "acknowledge");
  g_assert_cmpstr (act->args, ==, "{\"for\":1800}");
  g_assert_cmpint (act->asked_at, ==, FIXTURE_START);
  g_assert_cmpint (act->expires_at, ==, FIXTURE_START + 60000);
  create = get_only (fixture, 9);
  g_assert_cmpint (create->type, ==, M77_OPERATION_CREATE);
  g_assert_cmpstr (create->doc, ==, "{\"title\":\"New\"}");

  /* The list shows what it did before, and there is nothing more to find. */
  lay_over (fixture);
  row = agent_cache_find (fixture->cache, "incident", id, NULL);
  g_assert_nonnull (strstr (row->doc, "Checkout down"));
  g_assert_cmpstr (row->state, ==, "held");
  g_assert_cmpuint (rescue (fixture), ==, 0);
}

/* One of two edits of a record is left: only the other comes back. */
static void
test_some (CacheFixture *fixture, gconstpointer data)
{
  g_autofree char *id = cache_fixture_id (1);
  g_autoptr (GPtrArray) found = NULL;
  gint64 left = add (fixture, 1, M77_OPERATION_UPDATE, "{\"title\":\"Checkout down\"}");
  const AgentOperation *again;

  add (fixture, 1, M77_OPERATION_UPDATE, "{\"summary\":\"Since 03:04\"}");
  lay_over (fixture);
  lose (fixture, "seq = 2");
  g_assert_cmpuint (rescue (fixture), ==, 1);
  found = agent_journal_unended (fixture->journal, "incident", id, 0, NULL);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (((AgentOperation *) found->pdata[0])->seq, ==, left);
  again = found->pdata[1];
  g_assert_cmpstr (again->patch, ==, "{\"summary\":\"Since 03:04\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/overlay-rescue/" name, CacheFixture, NULL, set_up, func, tear_down)
  ADD ("all", test_all);
  ADD ("some", test_some);
  return g_test_run ();
}
