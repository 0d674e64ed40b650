/* What becomes of an operation by its answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "agent/sync/agent-settle.h"
#include "tests/agent/journal-fixture.h"

#define MINE   "0190f3a1-0000-7000-8000-000000000001"
#define OTHERS "0190f3a1-0000-7000-8000-000000000002"

static void
set_up (JournalFixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture);
}

static void
tear_down (JournalFixture *fixture, gconstpointer data)
{
  fixture_tear_down (fixture);
}

/* The name is taken by another record: mine is not merged with that one. */
static void
assert_key_taken (JournalFixture *fixture, M77OperationType type, AgentOpState expected)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentOperation) settled = NULL;
  g_autoptr (AgentConflict) conflict = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  AgentOperation *operation = fixture_edit (MINE, "{\"name\":\"checkout\"}");
  M77Outcome outcome = { .type = M77_OUTCOME_CONFLICT,
                         .code = "key-taken",
                         .detail = "There is one of that name already." };
  AgentOpState state;
  gint64 seq;

  operation->type = type;
  if (type == M77_OPERATION_CREATE)
    operation->doc = g_strdup ("{\"name\":\"checkout\"}");
  seq = fixture_add (journal, operation);
  key = fixture_attempt (fixture, journal, seq);
  operation = agent_journal_get (journal, seq, &error);
  g_assert_no_error (error);
  outcome.key = key;
  outcome.record = m77_json_parse (pool,
                                   "{\"kind\":\"incident\",\"id\":\"" OTHERS "\",\"version\":41,"
                                   "\"doc\":{\"name\":\"checkout\",\"title\":\"Theirs\"}}",
                                   -1,
                                   &error);
  g_assert_true (agent_settle (journal, operation, &outcome, FIXTURE_START, &state, &error));
  g_assert_no_error (error);
  agent_operation_free (operation);

  settled = agent_journal_get (journal, seq, &error);
  g_assert_cmpint (settled->state, ==, expected);
  g_assert_cmpint (state, ==, expected);
  g_assert_cmpstr (settled->code, ==, "key-taken");
  conflict = agent_journal_conflict (journal, seq, NULL);
  g_assert_cmpint (conflict != NULL, ==, expected == AGENT_OP_CONFLICT);
}

static void
test_edit (JournalFixture *fixture, gconstpointer data)
{
  assert_key_taken (fixture, M77_OPERATION_UPDATE, AGENT_OP_REJECTED);
}

static void
test_create (JournalFixture *fixture, gconstpointer data)
{
  assert_key_taken (fixture, M77_OPERATION_CREATE, AGENT_OP_CONFLICT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/settle/key-taken/edit", JournalFixture, NULL, set_up, test_edit, tear_down);
  g_test_add ("/settle/key-taken/create", JournalFixture, NULL, set_up, test_create, tear_down);
  return g_test_run ();
}
