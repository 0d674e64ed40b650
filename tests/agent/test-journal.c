/* The journal: what is added, found, moved and counted.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "agent/store/agent-journal-private.h"
#include "tests/agent/journal-test.h"

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
  journal_assert_seqs (agent_journal_group (journal, "bulk", &error), "1 2 3");
  journal_assert_seqs (agent_journal_unended (journal, NULL, NULL, 0, &error), "1 2 3 4");
  journal_assert_seqs (agent_journal_unended (journal, NULL, NULL, 2, &error), "1 2");
  journal_assert_seqs (agent_journal_unended (journal, "incident", RECORD, 0, &error), "1 3 4");
  journal_assert_seqs (agent_journal_unended (journal, "incident", RECORD, 2, &error), "1 3");
  journal_assert_seqs (agent_journal_unended (journal, "alert", RECORD, 0, &error), "");
  journal_assert_seqs (agent_journal_history (journal, "incident", RECORD, 2, &error), "4 3");
  journal_assert_seqs (agent_journal_history (journal, "incident", RECORD, 0, &error), "4 3 1");
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
  journal_assert_seqs (agent_journal_unended (journal, NULL, NULL, 0, &error), "1");
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
  journal_assert_seqs (agent_journal_overlay (reader, "incident", RECORD, 4, 0, &error), "1 3");
  journal_assert_seqs (agent_journal_overlay (reader, "incident", RECORD, 5, 0, &error), "3");
  agent_journal_set_state (journal, 3, AGENT_OP_WITHDRAWN, NULL, NULL, &error);
  journal_assert_seqs (agent_journal_overlay (reader, "incident", RECORD, 4, 0, &error), "1");
  agent_journal_set_state (journal, 2, AGENT_OP_DISCARDED, NULL, NULL, &error);
  records = agent_journal_overlaid (reader, &error);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (records->pdata[0], ==, "incident/" RECORD);
  g_assert_no_error (error);
}

/* What had been answered when reading was begun is in what is read, whatever its version; what was
 * on its way may not be. */
static void
test_told (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *answered = NULL, *open = NULL;
  gint64 told;

  fixture_add_edit (journal, RECORD);
  fixture_add_edit (journal, RECORD);
  answered = fixture_attempt (fixture, journal, 1);
  fixture_settle (journal, 1, answered, AGENT_OP_APPLIED, 5);
  open = fixture_attempt (fixture, journal, 2);
  g_assert_true (agent_journal_told (journal, &told, &error));
  fixture_settle (journal, 2, open, AGENT_OP_APPLIED, 6);
  journal_assert_seqs (agent_journal_overlay (journal, "incident", RECORD, 4, 0, &error), "1 2");
  journal_assert_seqs (agent_journal_overlay (journal, "incident", RECORD, 4, told, &error), "2");
  g_assert_true (agent_journal_told (journal, &told, &error));
  journal_assert_seqs (agent_journal_overlay (journal, "incident", RECORD, 4, told, &error), "");
  g_assert_no_error (error);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  JOURNAL_TEST ("add", test_add);
  JOURNAL_TEST ("add-all", test_add_all);
  JOURNAL_TEST ("find", test_find);
  JOURNAL_TEST ("find-number", test_find_number);
  JOURNAL_TEST ("states", test_states);
  JOURNAL_TEST ("counts", test_counts);
  JOURNAL_TEST ("overlay", test_overlay);
  JOURNAL_TEST ("told", test_told);
  JOURNAL_TEST ("values", test_values);
  return g_test_run ();
}
