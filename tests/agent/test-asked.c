/* What was asked stays beside what a merge left of it, and is what is merged the next time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "agent/sync/agent-settle.h"
#include "tests/agent/journal-test.h"

#define PAGE_SIZE 4096
#define BASE      "{\"title\":\"Slow\",\"started_at\":\"2030-05-17T10:10:00.000Z\"}"
#define PATCH     "{\"title\":\"Down\",\"started_at\":\"2030-05-17T10:00:00.000Z\"}"

/* One attempt of it is answered by the record as it is now. */
static AgentOperation *
meet (JournalFixture *fixture,
      AgentJournal *journal,
      gint64 seq,
      gint64 version,
      const char *title,
      const char *started_at)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *key = fixture_attempt (fixture, journal, seq);
  g_autofree char *record = g_strdup_printf (
      "{\"kind\":\"incident\",\"id\":\"" RECORD "\",\"version\":%" G_GINT64_FORMAT ","
      "\"doc\":{\"title\":\"%s\",\"started_at\":\"2030-05-17T%s:00.000Z\"}}",
      version,
      title,
      started_at);
  g_autoptr (AgentOperation) sent = agent_journal_get (journal, seq, &error);
  M77Outcome outcome = { .type = M77_OUTCOME_CONFLICT, .key = key };
  AgentOpState state;

  outcome.record = m77_json_parse (pool, record, -1, &error);
  g_assert_no_error (error);
  g_assert_true (agent_settle (journal, sent, &outcome, FIXTURE_START, &state, &error));
  g_assert_no_error (error);
  return agent_journal_get (journal, seq, &error);
}

static gint64
ask (AgentJournal *journal)
{
  AgentOperation *operation = fixture_edit (RECORD, PATCH);

  g_free (operation->base);
  operation->base = g_strdup (BASE);
  return fixture_add (journal, operation);
}

/* Theirs was earlier, so the time gave way to it: the title alone goes on. */
static gint64
ask_and_merge (JournalFixture *fixture, AgentJournal *journal)
{
  gint64 seq = ask (journal);
  g_autoptr (AgentOperation) merged = meet (fixture, journal, seq, 7, "Slow", "09:50");

  g_assert_cmpint (merged->state, ==, AGENT_OP_QUEUED);
  g_assert_cmpstr (merged->patch, ==, "{\"title\":\"Down\"}");
  g_assert_cmpint (merged->base_version, ==, 7);
  return seq;
}

static void
test_taken_back (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  gint64 seq = ask_and_merge (fixture, journal);
  g_autoptr (AgentOperation) again = NULL;
  g_autoptr (AgentOperation) later = NULL;

  /* However often, and over a start. */
  g_clear_pointer (&journal, agent_journal_close);
  journal = fixture_open (fixture);
  again = meet (fixture, journal, seq, 8, "Slow", "10:30");
  g_assert_cmpint (again->state, ==, AGENT_OP_QUEUED);
  g_assert_cmpstr (again->patch, ==, PATCH);
  g_assert_cmpint (again->base_version, ==, 8);
  later = meet (fixture, journal, seq, 9, "Slow", "09:55");
  g_assert_cmpstr (later->patch, ==, "{\"title\":\"Down\"}");
}

/* A person who is to decide sees what they asked for, not what an earlier merge left of it. */
static void
test_conflict (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  gint64 seq = ask_and_merge (fixture, journal);
  g_autoptr (AgentOperation) met = meet (fixture, journal, seq, 8, "Other", "10:30");
  g_autoptr (AgentConflict) conflict = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (met->state, ==, AGENT_OP_CONFLICT);
  g_assert_cmpstr (met->patch, ==, PATCH);
  g_assert_cmpstr (met->base, ==, BASE);
  conflict = agent_journal_conflict (journal, seq, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (conflict->base, ==, BASE);
  g_assert_cmpstr (conflict->overlaps, ==, "[\"title\"]");
}

/* What is decided is what is asked from then on. */
static void
test_decided (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  gint64 seq = ask_and_merge (fixture, journal);
  const AgentRework decided = { .seq = seq,
                                .state = AGENT_OP_QUEUED,
                                .code = "decided",
                                .base_version = 8,
                                .base = "{\"title\":\"Other\"}",
                                .patch = "{\"title\":\"Both\"}",
                                .elements = "{}" };
  g_autoptr (AgentOperation) met = meet (fixture, journal, seq, 8, "Other", "10:30");
  g_autoptr (AgentOperation) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (met->state, ==, AGENT_OP_CONFLICT);
  g_assert_true (agent_journal_rework (journal, &decided, &error));
  g_assert_no_error (error);
  again = meet (fixture, journal, seq, 9, "Other", "10:40");
  g_assert_cmpint (again->state, ==, AGENT_OP_QUEUED);
  g_assert_cmpstr (again->patch, ==, "{\"title\":\"Both\"}");
}

/* The other side moved out of the way of a conflict, and back. */
static void
test_followed (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  gint64 seq = ask (journal);
  const AgentRework merged = { .seq = seq,
                               .state = AGENT_OP_QUEUED,
                               .code = "merged",
                               .is_merge = TRUE,
                               .base_version = 8,
                               .base = "{\"title\":\"Slow\"}",
                               .patch = "{\"title\":\"Down\"}",
                               .elements = "{}" };
  g_autoptr (AgentOperation) met = meet (fixture, journal, seq, 7, "Other", "09:50");
  g_autoptr (AgentOperation) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (met->state, ==, AGENT_OP_CONFLICT);
  g_assert_true (agent_journal_rework (journal, &merged, &error));
  g_assert_no_error (error);
  again = meet (fixture, journal, seq, 9, "Slow", "10:30");
  g_assert_cmpstr (again->patch, ==, PATCH);
}

/* What was refused is there to be sent again as it was asked, and goes on no version. */
static void
test_refused (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  gint64 seq = ask_and_merge (fixture, journal);
  g_autofree char *key = fixture_attempt (fixture, journal, seq);
  g_autoptr (AgentOperation) refused = NULL;
  g_autoptr (GError) error = NULL;

  fixture_settle (journal, seq, key, AGENT_OP_REJECTED, 0);
  refused = agent_journal_get (journal, seq, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (refused->patch, ==, PATCH);
  g_assert_cmpstr (refused->base, ==, BASE);
  g_assert_cmpint (refused->base_version, ==, AGENT_VERSION_UNKNOWN);
  g_assert_null (refused->asked);
}

/* The undo behind it is of what was left of it: nothing else comes back. */
static void
test_undone (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  gint64 seq = ask_and_merge (fixture, journal);
  AgentOperation *undo = fixture_edit (RECORD, "{\"title\":\"Slow\"}");
  g_autoptr (AgentOperation) again = NULL;

  undo->undoes = seq;
  fixture_add (journal, undo);
  again = meet (fixture, journal, seq, 8, "Slow", "10:30");
  g_assert_cmpint (again->state, ==, AGENT_OP_QUEUED);
  g_assert_cmpstr (again->patch, ==, "{\"title\":\"Down\"}");
}

/* ---- In the file ---- */

static void
test_checksum (JournalFixture *fixture, gconstpointer data)
{
  static const char *const damages[] = {
    "UPDATE operation SET asked = replace (asked, '10:00', '10:01')",
    "UPDATE operation SET asked = NULL",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (AgentJournal) journal = fixture_open (fixture);
      gint64 seq = ask_and_merge (fixture, journal);
      g_autoptr (AgentOperation) read = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (agent_db_exec (agent_journal_db (journal), damages[i], &error));
      g_assert_no_error (error);
      read = agent_journal_get (journal, seq, &error);
      g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_CORRUPT);
      g_clear_pointer (&journal, agent_journal_close);
      fixture_empty (fixture->directory);
    }
}

static char *
journal_path (JournalFixture *fixture)
{
  return g_build_filename (fixture->directory, "journal.db", NULL);
}

/* Opens it with its first page overwritten: what it says is found by its bytes alone. */
static AgentJournal *
open_torn (JournalFixture *fixture)
{
  g_autofree char *path = journal_path (fixture);
  g_autofree char *notice = NULL, *bytes = NULL;
  g_autoptr (GError) error = NULL;
  AgentJournal *journal;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  memset (bytes, 0xa5, PAGE_SIZE);
  g_assert_true (g_file_set_contents (path, bytes, length, &error));
  journal = agent_journal_open (fixture->directory, NULL, &fixture->runtime, &notice, &error);
  g_assert_no_error (error);
  g_assert_nonnull (notice);
  return journal;
}

static void
test_rescued (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = fixture_open (fixture);
  gint64 seq = ask_and_merge (fixture, journal);
  g_autoptr (AgentOperation) saved = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&journal, agent_journal_close);
  journal = open_torn (fixture);
  saved = agent_journal_get (journal, seq, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (saved->patch, ==, "{\"title\":\"Down\"}");
  g_assert_cmpstr (saved->asked, ==, "{\"base\":" BASE ",\"patch\":" PATCH "}");
}

/* A row from before ends where the columns ended then. */
static void
test_rescued_version_2 (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *path = journal_path (fixture);
  g_autofree char *sql = NULL, *source = NULL;
  g_autoptr (AgentJournal) journal = NULL;
  g_autoptr (AgentDb) db = NULL;
  g_autoptr (GPtrArray) saved = NULL;
  g_autoptr (GError) error = NULL;

  source = g_build_filename (g_getenv ("M77_TEST_SOURCE"),
                             "tests",
                             "fixtures",
                             "journal-v2.sql",
                             NULL);
  g_assert_true (g_file_get_contents (source, &sql, NULL, &error));
  db = agent_db_open (path, NULL, AGENT_DB_DURABLE, &error);
  g_assert_no_error (error);
  g_assert_true (agent_db_exec (db, sql, &error));
  g_clear_pointer (&db, agent_db_close);
  journal = open_torn (fixture);
  saved = agent_journal_unended (journal, NULL, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (saved->len, ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  JOURNAL_TEST ("asked/taken-back", test_taken_back);
  JOURNAL_TEST ("asked/conflict", test_conflict);
  JOURNAL_TEST ("asked/decided", test_decided);
  JOURNAL_TEST ("asked/followed", test_followed);
  JOURNAL_TEST ("asked/refused", test_refused);
  JOURNAL_TEST ("asked/undone", test_undone);
  JOURNAL_TEST ("asked/checksum", test_checksum);
  JOURNAL_TEST ("asked/rescued", test_rescued);
  JOURNAL_TEST ("asked/rescued-version-2", test_rescued_version_2);
  return g_test_run ();
}
