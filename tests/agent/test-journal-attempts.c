/* The journal: what was sent, and how it was answered.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "tests/agent/journal-test.h"

static void
test_attempts (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (AgentOperation) operation = NULL;
  g_autofree char *key = NULL, *again = NULL, *last = NULL, *bytes = NULL;
  gint64 seq = fixture_add_edit (journal, RECORD);

  key = fixture_attempt (fixture, journal, seq);
  operation = agent_journal_get (journal, seq, &error);
  g_assert_cmpstr (operation->open_key, ==, key);
  g_assert_cmpuint (operation->tries, ==, 1);
  attempts = agent_journal_outstanding (journal, 10, &error);
  g_assert_cmpuint (attempts->len, ==, 1);
  bytes = g_strdup_printf ("{\"key\":\"%s\"}", key);
  g_assert_cmpstr (((AgentAttempt *) attempts->pdata[0])->key, ==, key);
  g_assert_cmpstr (((AgentAttempt *) attempts->pdata[0])->bytes, ==, bytes);
  g_assert_cmpint (((AgentAttempt *) attempts->pdata[0])->made_at, ==, FIXTURE_START);

  /* No second attempt and no move while the answer is outstanding. */
  g_free (((AgentAttempt *) attempts->pdata[0])->key);
  ((AgentAttempt *) attempts->pdata[0])->key = m77_id_new (&fixture->runtime);
  g_assert_false (agent_journal_open_attempts (journal, attempts, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (agent_journal_set_state (journal, seq, AGENT_OP_WITHDRAWN, NULL, NULL, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_FAILED);
  g_clear_error (&error);

  /* Rebased: the next attempt is another. */
  {
    AgentSettlement rebase = { .seq = seq,
                               .key = key,
                               .state = AGENT_OP_QUEUED,
                               .not_before = FIXTURE_START + 5,
                               .base_version = 9,
                               .base = "{\"title\":\"Theirs\"}",
                               .patch = "{\"title\":\"Rebased\"}" };

    g_assert_true (agent_journal_settle (journal, &rebase, &error));
    g_assert_no_error (error);
  }
  g_clear_pointer (&operation, agent_operation_free);
  operation = agent_journal_get (journal, seq, &error);
  g_assert_null (operation->open_key);
  g_assert_cmpint (operation->state, ==, AGENT_OP_QUEUED);
  g_assert_cmpint (operation->base_version, ==, 9);
  g_assert_cmpstr (operation->base, ==, "{\"title\":\"Theirs\"}");
  g_assert_cmpstr (operation->patch, ==, "{\"title\":\"Rebased\"}");
  g_assert_cmpint (operation->not_before, ==, FIXTURE_START + 5);
  g_assert_null (agent_journal_last_key (journal, seq, &error));
  g_assert_no_error (error);

  /* The answer to the old key, told once more, moves nothing. */
  {
    AgentSettlement late = { .seq = seq, .key = key, .state = AGENT_OP_APPLIED };

    g_assert_false (agent_journal_settle (journal, &late, &error));
    g_assert_error (error, M77_ERROR, M77_ERROR_NOT_FOUND);
    g_clear_error (&error);
  }
  g_assert_cmpint (fixture_state (journal, seq), ==, AGENT_OP_QUEUED);

  again = fixture_attempt (fixture, journal, seq);
  fixture_settle (journal, seq, again, AGENT_OP_APPLIED, 10);
  g_assert_cmpint (fixture_state (journal, seq), ==, AGENT_OP_APPLIED);
  last = agent_journal_last_key (journal, seq, &error);
  g_assert_cmpstr (last, ==, again);
  g_clear_pointer (&attempts, g_ptr_array_unref);
  attempts = agent_journal_outstanding (journal, 10, &error);
  g_assert_cmpuint (attempts->len, ==, 0);

  g_assert_false (agent_journal_put_off (journal, seq, 1, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_FAILED);
}

static void
test_attempts_order (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attempts = NULL, bad = NULL;
  g_autofree char *second = NULL, *first = NULL;

  fixture_add_edit (journal, RECORD);
  fixture_add_edit (journal, RECORD);
  fixture_add_edit (journal, RECORD2);
  second = fixture_attempt (fixture, journal, 2);
  first = fixture_attempt (fixture, journal, 1);
  attempts = agent_journal_outstanding (journal, 0, &error);
  g_assert_cmpuint (attempts->len, ==, 2);
  g_assert_cmpint (((AgentAttempt *) attempts->pdata[0])->seq, ==, 1);
  g_assert_cmpint (((AgentAttempt *) attempts->pdata[1])->seq, ==, 2);

  /* One of a batch that cannot be opened keeps all of it closed. */
  bad = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_attempt_free);
  for (gint64 seq = 3; seq <= 4; seq++)
    {
      AgentAttempt *attempt = g_new0 (AgentAttempt, 1);

      attempt->seq = seq;
      attempt->key = m77_id_new (&fixture->runtime);
      attempt->bytes = g_strdup ("{}");
      g_ptr_array_add (bad, attempt);
    }
  g_assert_false (agent_journal_open_attempts (journal, bad, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NOT_FOUND);
  g_clear_pointer (&attempts, g_ptr_array_unref);
  attempts = agent_journal_outstanding (journal, 0, NULL);
  g_assert_cmpuint (attempts->len, ==, 2);
}

static void
test_conflict (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentConflict) kept = NULL;
  gint64 seq = fixture_add_edit (journal, RECORD);
  g_autofree char *key = fixture_attempt (fixture, journal, seq);
  AgentConflict found = { .base = (char *) "{\"title\":\"a\"}",
                          .theirs = (char *) "{\"version\":7}",
                          .theirs_version = 7,
                          .theirs_by = (char *) "omar",
                          .theirs_at = 12,
                          .overlaps = (char *) "[\"title\"]",
                          .decision = (char *) "{\"title\":\"mine\"}" };
  AgentSettlement settlement = {
    .seq = seq, .key = key, .state = AGENT_OP_CONFLICT, .code = "conflict", .conflict = &found
  };

  g_assert_null (agent_journal_conflict (journal, seq, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (agent_journal_settle (journal, &settlement, &error));
  g_assert_no_error (error);

  fixture->now += 60000;
  found = (AgentConflict){ .seq = seq,
                           .theirs = (char *) "{\"version\":8}",
                           .theirs_version = 8,
                           .theirs_by = (char *) "ines",
                           .theirs_at = 13,
                           .overlaps = (char *) "[]" };
  g_assert_true (agent_journal_update_theirs (journal, &found, &error));
  g_assert_no_error (error);
  kept = agent_journal_conflict (journal, seq, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept->base, ==, "{\"title\":\"a\"}");
  g_assert_cmpstr (kept->theirs, ==, "{\"version\":8}");
  g_assert_cmpint (kept->theirs_version, ==, 8);
  g_assert_cmpstr (kept->theirs_by, ==, "ines");
  g_assert_cmpint (kept->theirs_at, ==, 13);
  g_assert_cmpstr (kept->overlaps, ==, "[]");
  g_assert_cmpstr (kept->decision, ==, "{\"title\":\"mine\"}");
  g_assert_cmpint (kept->found_at, ==, FIXTURE_START);
  g_assert_cmpint (fixture_state (journal, seq), ==, AGENT_OP_CONFLICT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  JOURNAL_TEST ("attempts", test_attempts);
  JOURNAL_TEST ("attempts-order", test_attempts_order);
  JOURNAL_TEST ("conflict", test_conflict);
  return g_test_run ();
}
