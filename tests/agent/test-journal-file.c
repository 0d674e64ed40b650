/* The journal: its file after a kill, of older programs, of newer ones.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "tests/agent/journal-test.h"

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

/* The journal that a fixture is, brought up to date: it then has the schema of a new one. */
static AgentJournal *
open_fixture (JournalFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->directory, "journal.db", NULL);
  g_autofree char *source = g_build_filename (g_getenv ("M77_TEST_SOURCE"),
                                              "tests",
                                              "fixtures",
                                              name,
                                              NULL);
  g_autofree char *old_schema = NULL, *new_schema = NULL, *sql = NULL;
  g_autoptr (AgentDb) db = NULL;
  g_autoptr (GError) error = NULL;
  AgentJournal *journal = fixture_open (fixture);
  char *notice;

  new_schema = describe_schema (agent_journal_db (journal));
  agent_journal_close (journal);
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
  return journal;
}

static gboolean
skip_without_fixtures (void)
{
  if (g_getenv ("M77_TEST_SOURCE") != NULL)
    return FALSE;
  g_test_skip ("M77_TEST_SOURCE says where the fixtures are");
  return TRUE;
}

/* A file that a released schema wrote is read for ever, and ends up with the schema that a new file
 * has: a released step that is edited fails here. */
static void
test_version_1 (JournalFixture *fixture, gconstpointer data)
{
  g_autofree char *key = NULL;
  g_autoptr (AgentJournal) journal = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (AgentConflict) conflict = NULL;
  g_autoptr (GError) error = NULL;

  if (skip_without_fixtures ())
    return;
  journal = open_fixture (fixture, "journal-v1.sql");
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 9);
  journal_assert_seqs (agent_journal_unended (journal, NULL, NULL, 0, &error), "2 3 4 5 6 7 9");
  attempts = agent_journal_outstanding (journal, 0, &error);
  g_assert_cmpuint (attempts->len, ==, 3);
  conflict = agent_journal_conflict (journal, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (conflict->theirs, ==, "{\"version\":7}");
  key = agent_journal_last_key (journal, 1, &error);
  g_assert_nonnull (key);
}

/* An edit that was merged before what was asked was kept goes on from what is left of it. */
static void
test_version_2 (JournalFixture *fixture, gconstpointer data)
{
  g_autoptr (AgentJournal) journal = NULL;
  g_autoptr (AgentOperation) merged = NULL;
  g_autoptr (GError) error = NULL;

  if (skip_without_fixtures ())
    return;
  journal = open_fixture (fixture, "journal-v2.sql");
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 10);
  journal_assert_seqs (agent_journal_unended (journal, NULL, NULL, 0, &error), "2 3 4 5 6 7 9 10");
  merged = agent_journal_get (journal, 10, &error);
  g_assert_no_error (error);
  g_assert_null (merged->asked);
  g_assert_cmpint (merged->base_version, ==, 9);
  g_assert_cmpstr (merged->patch, ==, "{\"title\":\"Rebased by version 2\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  JOURNAL_TEST ("crash", test_crash);
  JOURNAL_TEST ("newer", test_newer);
  JOURNAL_TEST ("version-1", test_version_1);
  JOURNAL_TEST ("version-2", test_version_2);
  return g_test_run ();
}
