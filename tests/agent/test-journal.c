/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "agent/store/agent-journal-private.h"
#include "tests/agent/journal-fixture.h"

#define RECORD  "0190f3a1-0000-7000-8000-000000000001"
#define RECORD2 "0190f3a1-0000-7000-8000-000000000002"

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

static void
assert_seqs (GPtrArray *operations, const char *expected)
{
  g_autoptr (GString) seqs = g_string_new (NULL);

  g_assert_nonnull (operations);
  for (guint i = 0; i < operations->len; i++)
    g_string_append_printf (seqs,
                            "%s%" G_GINT64_FORMAT,
                            i == 0 ? "" : " ",
                            ((AgentOperation *) operations->pdata[i])->seq);
  g_assert_cmpstr (seqs->str, ==, expected);
  g_ptr_array_unref (operations);
}

static void
test_add (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (AgentOperation) made = fixture_edit (RECORD, "{\"title\":\"Grüße \\u0041\"}");
  g_autoptr (AgentOperation) kept = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const texts[] = { "group",  "elements", "action", "args",
                                       "expect", "reason",   "code",   "detail" };

  made->type = M77_OPERATION_ACT;
  made->group = g_strdup (texts[0]);
  made->elements = g_strdup (texts[1]);
  made->action = g_strdup (texts[2]);
  made->args = g_strdup (texts[3]);
  made->expect = g_strdup (texts[4]);
  made->reason = g_strdup (texts[5]);
  made->code = g_strdup (texts[6]);
  made->detail = g_strdup (texts[7]);
  made->asked_at = G_MININT64;
  made->expires_at = G_MAXINT64;
  made->undoes = 12;
  made->state = AGENT_OP_HELD;
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 0);
  g_assert_true (agent_journal_add (journal, made, &error));
  g_assert_no_error (error);
  g_assert_cmpint (made->seq, ==, 1);
  g_assert_cmpint (made->made_at, ==, FIXTURE_START);
  g_assert_cmpint (m77_id_time (made->id), ==, FIXTURE_START);
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 1);

  g_clear_pointer (&journal, agent_journal_close);
  journal = fixture_open (fixture);
  kept = agent_journal_get (journal, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept->id, ==, made->id);
  g_assert_cmpint (kept->type, ==, M77_OPERATION_ACT);
  g_assert_cmpstr (kept->kind, ==, "incident");
  g_assert_cmpstr (kept->record, ==, RECORD);
  g_assert_cmpstr (kept->author, ==, "jana");
  g_assert_cmpstr (kept->session, ==, "tui-1");
  g_assert_cmpint (kept->base_version, ==, 4);
  g_assert_cmpstr (kept->base, ==, made->base);
  g_assert_null (kept->doc);
  g_assert_cmpstr (kept->patch, ==, made->patch);
  g_assert_cmpstr (kept->group, ==, texts[0]);
  g_assert_cmpstr (kept->elements, ==, texts[1]);
  g_assert_cmpstr (kept->action, ==, texts[2]);
  g_assert_cmpstr (kept->args, ==, texts[3]);
  g_assert_cmpstr (kept->expect, ==, texts[4]);
  g_assert_cmpstr (kept->reason, ==, texts[5]);
  g_assert_cmpstr (kept->code, ==, texts[6]);
  g_assert_cmpstr (kept->detail, ==, texts[7]);
  g_assert_cmpint (kept->asked_at, ==, G_MININT64);
  g_assert_cmpint (kept->expires_at, ==, G_MAXINT64);
  g_assert_cmpint (kept->made_at, ==, FIXTURE_START);
  g_assert_cmpint (kept->undoes, ==, 12);
  g_assert_cmpint (kept->state, ==, AGENT_OP_HELD);
  g_assert_cmpint (kept->state_at, ==, FIXTURE_START);
  g_assert_null (kept->open_key);

  g_assert_null (agent_journal_get (journal, 2, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NOT_FOUND);
}

static void
test_add_all (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GPtrArray)
      bulk = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autoptr (GError) error = NULL;
  AgentOperation *operation;

  for (guint i = 0; i < 3; i++)
    {
      operation = fixture_edit (i == 1 ? RECORD2 : RECORD, "{}");
      operation->group = g_strdup ("bulk");
      g_ptr_array_add (bulk, operation);
    }
  /* The same id twice: all or none, and what was there is not replaced. */
  ((AgentOperation *) bulk->pdata[0])->id = m77_id_new (&fixture->runtime);
  operation->id = g_strdup (((AgentOperation *) bulk->pdata[0])->id);
  g_assert_false (agent_journal_add_all (journal, bulk, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_cmpint (((AgentOperation *) bulk->pdata[0])->seq, ==, 0);
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 0);

  g_clear_pointer (&operation->id, g_free);
  g_assert_true (agent_journal_add_all (journal, bulk, &error));
  g_assert_no_error (error);
  fixture_add_edit (journal, RECORD);
  assert_seqs (agent_journal_group (journal, "bulk", &error), "1 2 3");
  assert_seqs (agent_journal_unended (journal, NULL, NULL, 0, &error), "1 2 3 4");
  assert_seqs (agent_journal_unended (journal, NULL, NULL, 2, &error), "1 2");
  assert_seqs (agent_journal_unended (journal, "incident", RECORD, 0, &error), "1 3 4");
  assert_seqs (agent_journal_unended (journal, "incident", RECORD, 2, &error), "1 3");
  assert_seqs (agent_journal_unended (journal, "alert", RECORD, 0, &error), "");
  assert_seqs (agent_journal_history (journal, "incident", RECORD, 2, &error), "4 3");
  assert_seqs (agent_journal_history (journal, "incident", RECORD, 0, &error), "4 3 1");
}

static void
test_find (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  static const char *const ids[] = { "0190f3a1-1111-7000-8000-00000000abcd",
                                     "0190f3a1-2222-7000-8000-00000000abcd",
                                     "0190f3a1-3333-7000-8000-000000001234",
                                     "0190f3a1-4444-7000-8000-000000000002",
                                     "0190f3a1-5555-7000-8000-000000011000" };
  static const struct
  {
    const char *typed;
    gint64 seq;
    M77Error code;
  } cases[] = {
    { "1", 1 },
    { "3", 3 },
    { "6", 0, M77_ERROR_NOT_FOUND },
    { "0002", 4 },
    { "0003", 0, M77_ERROR_NOT_FOUND },
    { "1000", 5 },
    { "1234", 3 },
    { "0190f3a1-1111-7000-8000-00000000ABCD", 1 },
    { "2222-7000-8000-00000000abcd", 2 },
    { "abcd", 0, M77_ERROR_AMBIGUOUS },
    { "bcd", 0, M77_ERROR_NOT_FOUND },
    { "", 0, M77_ERROR_NOT_FOUND },
    { "%", 0, M77_ERROR_NOT_FOUND },
    { "99999", 0, M77_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      AgentOperation *operation = fixture_edit (RECORD, "{}");

      operation->id = g_strdup (ids[i]);
      fixture_add (journal, operation);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AgentOperation) found = agent_journal_find (journal, cases[i].typed, &error);

      if (cases[i].seq > 0)
        {
          g_assert_no_error (error);
          g_assert_cmpint (found->seq, ==, cases[i].seq);
        }
      else
        g_assert_error (error, M77_ERROR, (int) cases[i].code);
    }
}

/* Digits that are one's number and the end of another's id could hit the wrong change. */
static void
test_find_number (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) longer = NULL;
  AgentOperation *operation = fixture_edit (RECORD, "{}");

  operation->id = g_strdup ("0190f3a1-1111-7000-8000-000000001003");
  fixture_add (journal, operation);
  g_assert_true (agent_journal_put (journal, AGENT_JOURNAL_LAST_SEQ, "1002", &error));
  operation = fixture_edit (RECORD, "{}");
  operation->id = g_strdup ("0190f3a1-2222-7000-8000-00000000abcd");
  g_assert_cmpint (fixture_add (journal, operation), ==, 1003);

  g_assert_null (agent_journal_find (journal, "1003", &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, "0190f3a1-1111-7000-8000-000000001003 (1)"));
  g_assert_nonnull (strstr (error->message, "0190f3a1-2222-7000-8000-00000000abcd (1003)"));
  g_clear_error (&error);
  longer = agent_journal_find (journal, "01003", &error);
  g_assert_no_error (error);
  g_assert_cmpint (longer->seq, ==, 1);
}

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
test_states (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) operation = NULL;
  gint64 seq = fixture_add_edit (journal, RECORD);

  fixture->now += 1000;
  g_assert_true (
      agent_journal_set_state (journal, seq, AGENT_OP_HELD, "clock-skew", "Wrong clock", &error));
  operation = agent_journal_get (journal, seq, &error);
  g_assert_cmpint (operation->state_at, ==, FIXTURE_START + 1000);
  g_assert_cmpstr (operation->code, ==, "clock-skew");
  g_assert_cmpstr (operation->detail, ==, "Wrong clock");

  g_assert_true (agent_journal_put_off (journal, seq, FIXTURE_START + 9000, &error));
  g_assert_true (agent_journal_confirm (journal, seq, "{\"state\":\"open\"}", 5, 6, &error));
  g_clear_pointer (&operation, agent_operation_free);
  operation = agent_journal_get (journal, seq, &error);
  g_assert_cmpint (operation->state, ==, AGENT_OP_QUEUED);
  g_assert_cmpstr (operation->code, ==, "confirmed");
  g_assert_null (operation->detail);
  g_assert_cmpstr (operation->expect, ==, "{\"state\":\"open\"}");
  g_assert_cmpint (operation->asked_at, ==, 5);
  g_assert_cmpint (operation->expires_at, ==, 6);
  g_assert_cmpint (operation->not_before, ==, 0);
  g_assert_false (agent_journal_confirm (journal, seq, NULL, 5, 6, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_PRECONDITION_CHANGED);
  g_clear_error (&error);

  /* What has ended stays as it ended. */
  for (AgentOpState state = AGENT_OP_APPLIED; state <= AGENT_OP_DISCARDED; state++)
    {
      gint64 ended = fixture_add_edit (journal, RECORD2);

      g_assert_true (agent_journal_set_state (journal, ended, state, NULL, NULL, &error));
      g_assert_false (
          agent_journal_set_state (journal, ended, AGENT_OP_QUEUED, NULL, NULL, &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_FAILED);
      g_clear_error (&error);
      g_assert_cmpint (fixture_state (journal, ended), ==, state);
    }
  assert_seqs (agent_journal_unended (journal, NULL, NULL, 0, &error), "1");
  g_assert_cmpstr (agent_op_state_name (AGENT_OP_QUEUED), ==, "queued");
  g_assert_cmpstr (agent_op_state_name (AGENT_OP_REJECTED), ==, "rejected");
  g_assert_cmpstr (agent_op_state_name (AGENT_OP_DISCARDED), ==, "discarded");
}

static void
test_counts (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  AgentJournalCounts counts;
  AgentOperation *action;

  fixture_add_edit (journal, RECORD);  /* 1 */
  fixture_add_edit (journal, RECORD);  /* 2: behind one that goes by itself */
  fixture_add_edit (journal, RECORD2); /* 3 */
  g_assert_true (agent_journal_counts (journal, &counts, &error));
  g_assert_cmpuint (counts.queued, ==, 3);
  g_assert_cmpuint (counts.waiting, ==, 0);

  agent_journal_set_state (journal, 1, AGENT_OP_CONFLICT, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture_add_edit (journal, RECORD); /* 4 */
  g_assert_true (agent_journal_counts (journal, &counts, &error));
  g_assert_cmpuint (counts.queued, ==, 1);
  g_assert_cmpuint (counts.waiting, ==, 2);
  g_assert_cmpuint (counts.conflicts, ==, 1);

  /* An action that is held keeps nothing waiting. */
  action = fixture_edit (RECORD2, NULL);
  action->type = M77_OPERATION_ACT;
  action->action = g_strdup ("acknowledge");
  action->state = AGENT_OP_HELD;
  fixture_add (journal, action);       /* 5 */
  fixture_add_edit (journal, RECORD2); /* 6 */
  agent_journal_set_state (journal, 2, AGENT_OP_REJECTED, "not-permitted", NULL, &error);
  agent_journal_set_state (journal, 1, AGENT_OP_DISCARDED, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (agent_journal_counts (journal, &counts, &error));
  g_assert_cmpuint (counts.queued, ==, 2);
  g_assert_cmpuint (counts.waiting, ==, 1);
  g_assert_cmpuint (counts.held, ==, 1);
  g_assert_cmpuint (counts.rejected, ==, 1);
  g_assert_cmpuint (counts.conflicts, ==, 0);
}

static void
test_overlay (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (AgentJournal) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *key = NULL;

  reader = agent_journal_open_reader (fixture->directory, NULL, &error);
  g_assert_no_error (error);
  fixture_add_edit (journal, RECORD);
  fixture_add_edit (journal, RECORD2);
  fixture_add_edit (journal, RECORD);
  key = fixture_attempt (fixture, journal, 1);
  fixture_settle (journal, 1, key, AGENT_OP_APPLIED, 5);
  assert_seqs (agent_journal_overlay (reader, "incident", RECORD, 4, &error), "1 3");
  assert_seqs (agent_journal_overlay (reader, "incident", RECORD, 5, &error), "3");
  agent_journal_set_state (journal, 3, AGENT_OP_WITHDRAWN, NULL, NULL, &error);
  assert_seqs (agent_journal_overlay (reader, "incident", RECORD, 4, &error), "1");
  agent_journal_set_state (journal, 2, AGENT_OP_DISCARDED, NULL, NULL, &error);
  records = agent_journal_overlaid (reader, &error);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (records->pdata[0], ==, "incident/" RECORD);
  g_assert_no_error (error);
}

static void
assert_undoable (AgentJournal *journal, const char *session, gboolean redo, gint64 seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) found = agent_journal_undoable (journal, session, redo, &error);

  g_assert_no_error (error);
  g_assert_cmpint (found == NULL ? 0 : found->seq, ==, seq);
}

static gint64
add_inverse (AgentJournal *journal, gint64 seq)
{
  AgentOperation *operation = fixture_edit (RECORD, "{}");

  operation->undoes = seq;
  return fixture_add (journal, operation);
}

static void
test_undo (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  AgentOperation *other = fixture_edit (RECORD, "{}");

  assert_undoable (journal, "tui-1", FALSE, 0);
  fixture_add_edit (journal, RECORD); /* 1 */
  fixture_add_edit (journal, RECORD); /* 2 */
  g_free (other->session);
  other->session = g_strdup ("gui-1");
  fixture_add (journal, other); /* 3 */
  assert_undoable (journal, "tui-1", FALSE, 2);
  assert_undoable (journal, "gui-1", FALSE, 3);
  assert_undoable (journal, "", FALSE, 3);
  assert_undoable (journal, NULL, FALSE, 3);
  assert_undoable (journal, "tui-1", TRUE, 0);

  add_inverse (journal, 2); /* 4 */
  assert_undoable (journal, "tui-1", FALSE, 1);
  assert_undoable (journal, "tui-1", TRUE, 4);
  add_inverse (journal, 1); /* 5 */
  assert_undoable (journal, "tui-1", FALSE, 0);
  assert_undoable (journal, "tui-1", TRUE, 5);
  add_inverse (journal, 5); /* 6: redo of 1 */
  assert_undoable (journal, "tui-1", FALSE, 6);
  assert_undoable (journal, "tui-1", TRUE, 4);
  add_inverse (journal, 6); /* 7: undo of the redo */
  assert_undoable (journal, "tui-1", FALSE, 0);
  assert_undoable (journal, "tui-1", TRUE, 7);

  /* Something new: there is nothing to redo any more. */
  fixture_add_edit (journal, RECORD); /* 8 */
  assert_undoable (journal, "tui-1", TRUE, 0);
  assert_undoable (journal, "tui-1", FALSE, 8);
}

static void
test_undo_withdrawn (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GError) error = NULL;

  fixture_add_edit (journal, RECORD); /* 1 */
  fixture_add_edit (journal, RECORD); /* 2 */
  agent_journal_set_state (journal, 2, AGENT_OP_WITHDRAWN, NULL, NULL, &error);
  assert_undoable (journal, "tui-1", FALSE, 1);
  assert_undoable (journal, "tui-1", TRUE, 2);
  add_inverse (journal, 2); /* 3: does it again */
  assert_undoable (journal, "tui-1", FALSE, 3);
  assert_undoable (journal, "tui-1", TRUE, 0);

  /* An undo that was refused took nothing back. */
  add_inverse (journal, 3); /* 4 */
  assert_undoable (journal, "tui-1", FALSE, 1);
  agent_journal_set_state (journal, 4, AGENT_OP_REJECTED, NULL, NULL, &error);
  assert_undoable (journal, "tui-1", FALSE, 3);
  agent_journal_set_state (journal, 3, AGENT_OP_LAPSED, NULL, NULL, &error);
  assert_undoable (journal, "tui-1", FALSE, 1);
  g_assert_no_error (error);
}

/* Two that never left, both undone: the one undone last comes back first. */
static void
test_redo_order (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GError) error = NULL;

  fixture_add_edit (journal, RECORD); /* 1 */
  fixture_add_edit (journal, RECORD); /* 2 */
  agent_journal_set_state (journal, 2, AGENT_OP_WITHDRAWN, NULL, NULL, &error);
  agent_journal_set_state (journal, 1, AGENT_OP_WITHDRAWN, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_undoable (journal, "tui-1", TRUE, 1);
  add_inverse (journal, 1); /* 3 */
  assert_undoable (journal, "tui-1", TRUE, 2);
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

static void
test_values (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *absent = agent_journal_get_value (journal, "member");
  g_autofree char *text = NULL;

  g_assert_null (absent);
  g_assert_true (agent_journal_put (journal, "member", "jana", &error));
  g_assert_true (agent_journal_put (journal, "draft/incident/1", "{}", &error));
  g_assert_true (agent_journal_put (journal, "member", "omar", &error));
  text = agent_journal_get_value (journal, "member");
  g_assert_cmpstr (text, ==, "omar");
  g_assert_true (agent_journal_put (journal, "member", NULL, &error));
  g_assert_true (agent_journal_put (journal, "member", NULL, &error));
  g_assert_null (agent_journal_get_value (journal, "member"));
  g_assert_no_error (error);
}

/* What a kill -9 leaves: the files as they are at this moment. */
static void
test_crash (JournalFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "journal.db", "journal.db-wal" };
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (AgentJournal) after = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GError) error = NULL;
  JournalFixture crashed;
  g_autofree char *key = NULL;

  fixture_set_up (&crashed);
  for (guint i = 0; i < 20; i++)
    fixture_add_edit (journal, RECORD);
  g_assert_true (agent_db_checkpoint (agent_journal_db (journal), NULL, &error));
  for (guint i = 0; i < 20; i++)
    fixture_add_edit (journal, RECORD2);
  key = fixture_attempt (fixture, journal, 30);

  /* One under way that nobody was told of. */
  g_assert_true (agent_db_begin (agent_journal_db (journal), &error));
  g_assert_true (agent_db_exec (agent_journal_db (journal),
                                "UPDATE operation SET state = 9, checksum = 0",
                                &error));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (fixture->directory, names[i], NULL);
      g_autofree char *to = g_build_filename (crashed.directory, names[i], NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (from, &bytes, &length, &error));
      g_assert_true (g_file_set_contents (to, bytes, length, &error));
    }
  agent_db_rollback (agent_journal_db (journal));

  after = fixture_open (&crashed);
  g_assert_cmpint (agent_journal_last_seq (after), ==, 40);
  attempts = agent_journal_outstanding (after, 0, &error);
  g_assert_cmpuint (attempts->len, ==, 1);
  g_assert_cmpstr (((AgentAttempt *) attempts->pdata[0])->key, ==, key);
  g_assert_cmpint (fixture_state (after, 40), ==, AGENT_OP_QUEUED);
  g_clear_pointer (&after, agent_journal_close);
  fixture_tear_down (&crashed);
}

static void
test_newer (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  char *notice = (char *) "";

  g_assert_true (agent_db_exec (agent_journal_db (journal), "PRAGMA user_version = 99", &error));
  g_clear_pointer (&journal, agent_journal_close);
  journal = agent_journal_open (fixture->directory, NULL, &fixture->runtime, &notice, &error);
  g_assert_error (error, M77_ERROR, M77_ERROR_VERSION);
  g_assert_null (journal);
  g_assert_null (notice);
}

static char *
describe_schema (AgentDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) schema = g_string_new (NULL);
  g_autoptr (sqlite3_stmt) query = NULL;
  gboolean have_row;

  query = agent_db_prepare (db, "SELECT sql FROM sqlite_schema ORDER BY name", &error);
  g_assert_no_error (error);
  while (agent_db_next (db, query, &have_row, &error) && have_row)
    g_string_append_printf (schema, "%s\n", (const char *) sqlite3_column_text (query, 0));
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&schema), FALSE);
}

/* A file that the first released schema wrote is read for ever, and ends up with the schema that a
 * new file has: a released step that is edited fails here. */
static void
test_version_1 (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *old_schema = NULL, *new_schema = NULL, *sql = NULL, *key = NULL;
  g_autofree char *path = g_build_filename (fixture->directory, "journal.db", NULL);
  g_autofree char *source = NULL;
  g_autoptr (AgentDb) db = NULL;
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (AgentConflict) conflict = NULL;
  g_autoptr (GError) error = NULL;
  char *notice;

  if (g_getenv ("M77_TEST_SOURCE") == NULL)
    {
      g_test_skip ("M77_TEST_SOURCE says where the fixtures are");
      return;
    }
  source = g_build_filename (g_getenv ("M77_TEST_SOURCE"),
                             "tests",
                             "fixtures",
                             "journal-v1.sql",
                             NULL);
  new_schema = describe_schema (agent_journal_db (journal));
  g_clear_pointer (&journal, agent_journal_close);
  fixture_empty (fixture->directory);

  g_assert_true (g_file_get_contents (source, &sql, NULL, &error));
  g_assert_no_error (error);
  db = agent_db_open (path, NULL, AGENT_DB_DURABLE, &error);
  g_assert_true (agent_db_exec (db, sql, &error));
  g_assert_no_error (error);
  g_clear_pointer (&db, agent_db_close);

  journal = agent_journal_open (fixture->directory, NULL, &fixture->runtime, &notice, &error);
  g_assert_no_error (error);
  g_assert_null (notice);
  old_schema = describe_schema (agent_journal_db (journal));
  g_assert_cmpstr (old_schema, ==, new_schema);
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 9);
  assert_seqs (agent_journal_unended (journal, NULL, NULL, 0, &error), "2 3 4 5 6 7 9");
  attempts = agent_journal_outstanding (journal, 0, &error);
  g_assert_cmpuint (attempts->len, ==, 3);
  conflict = agent_journal_conflict (journal, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (conflict->theirs, ==, "{\"version\":7}");
  key = agent_journal_last_key (journal, 1, &error);
  g_assert_nonnull (key);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/journal/" name, JournalFixture, NULL, set_up, func, tear_down)
  ADD ("add", test_add);
  ADD ("add-all", test_add_all);
  ADD ("find", test_find);
  ADD ("find-number", test_find_number);
  ADD ("attempts", test_attempts);
  ADD ("attempts-order", test_attempts_order);
  ADD ("states", test_states);
  ADD ("counts", test_counts);
  ADD ("overlay", test_overlay);
  ADD ("undo", test_undo);
  ADD ("undo-withdrawn", test_undo_withdrawn);
  ADD ("redo-order", test_redo_order);
  ADD ("conflict", test_conflict);
  ADD ("values", test_values);
  ADD ("crash", test_crash);
  ADD ("newer", test_newer);
  ADD ("version-1", test_version_1);
  return g_test_run ();
}
