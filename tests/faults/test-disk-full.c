/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/faults/faults-vfs.h"
#include "tests/faults/journal-work.h"

#define FOR_EVER G_MAXUINT

typedef struct
{
  const char *name;
  int result; /* of SQLite */
  M77Error code;
  guint times;
} Fault;

static const Fault faults[] = {
  { "full", SQLITE_FULL, M77_ERROR_STORAGE_FULL, FOR_EVER },
  { "full-once", SQLITE_FULL, M77_ERROR_STORAGE_FULL, 1 },
  { "broken", SQLITE_IOERR_WRITE, M77_ERROR_STORAGE, FOR_EVER },
  { "broken-once", SQLITE_IOERR_WRITE, M77_ERROR_STORAGE, 1 },
};

/* The disk fails in one step: that action, and those that try while it fails, answer the error
 * and leave nothing; when it works again, the rest goes on in the same process. */
static void
fail_in_step (const Fault *fault, FaultsVfs *vfs, char **expected, guint step)
{
  g_autoptr (AgentJournal) journal = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *end = NULL, *again = NULL;
  JournalFixture fixture;
  guint done = 0;

  fixture_set_up (&fixture);
  faults_vfs_reset (vfs);
  faults_vfs_fail_at (vfs, step, fault->result, fault->times);
  journal = agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, &error);
  if (journal == NULL)
    {
      g_assert_error (error, M77_ERROR, (int) fault->code);
      g_clear_error (&error);
      faults_vfs_fail_at (vfs, 0, 0, 0);
      journal = agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, &error);
      g_assert_no_error (error);
    }
  while (done < WORK_ACTIONS)
    {
      g_autofree char *left = NULL;

      if (work_do (journal, done, &error))
        {
          done++;
          continue;
        }
      g_assert_error (error, M77_ERROR, (int) fault->code);
      g_clear_error (&error);
      left = work_describe (journal);
      g_assert_cmpstr (left, ==, expected[done]);
      faults_vfs_fail_at (vfs, 0, 0, 0);
    }
  end = work_describe (journal);
  g_assert_cmpstr (end, ==, expected[WORK_ACTIONS]);
  g_clear_pointer (&journal, agent_journal_close);

  faults_vfs_fail_at (vfs, 0, 0, 0);
  journal = agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, &error);
  g_assert_no_error (error);
  again = work_describe (journal);
  g_assert_cmpstr (again, ==, expected[WORK_ACTIONS]);
  g_clear_pointer (&journal, agent_journal_close);
  fixture_tear_down (&fixture);
}

static void
test_every_step (gconstpointer data)
{
  g_autoptr (FaultsVfs) vfs = faults_vfs_new ("faults");
  g_auto (GStrv) expected = NULL;
  guint steps;

  faults_vfs_reset (vfs);
  expected = work_expect ("faults");
  steps = faults_vfs_steps (vfs);
  g_assert_cmpuint (steps, >, 3 * WORK_ACTIONS);
  for (guint step = 1; step <= steps; step++)
    {
      g_test_message ("step %u of %u", step, steps);
      fail_in_step (data, vfs, expected, step);
    }
}

static void
test_read_only (void)
{
  g_autoptr (FaultsVfs) vfs = faults_vfs_new ("faults");
  g_autoptr (AgentJournal) journal = NULL;
  g_autoptr (GError) error = NULL;
  JournalFixture fixture;

  fixture_set_up (&fixture);
  journal = fixture_open (&fixture);
  fixture_add_edit (journal, WORK_RECORD);
  faults_vfs_set_read_only (vfs, TRUE);
  g_assert_null (agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_READ_ONLY);
  g_assert_nonnull (strstr (error->message, fixture.directory));
  g_clear_error (&error);

  /* It turned read-only under us. */
  g_clear_pointer (&journal, agent_journal_close);
  faults_vfs_reset (vfs);
  journal = agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, &error);
  g_assert_no_error (error);
  faults_vfs_fail_at (vfs, faults_vfs_steps (vfs) + 1, SQLITE_READONLY, FOR_EVER);
  g_assert_false (work_add (journal, 1, 100, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_READ_ONLY);
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 1);
  g_clear_pointer (&journal, agent_journal_close);
  fixture_tear_down (&fixture);
}

/* No room to rescue a damaged journal: nothing is touched, and it is done when there is. */
static void
test_no_room_for_rescue (void)
{
  g_autoptr (FaultsVfs) vfs = faults_vfs_new ("faults");
  gboolean is_reached = TRUE;

  for (guint step = 1; is_reached; step++)
    {
      g_autoptr (AgentJournal) journal = NULL;
      g_autoptr (GError) error = NULL;
      JournalFixture fixture;

      g_test_message ("step %u", step);
      fixture_set_up (&fixture);
      work_damage (&fixture);
      faults_vfs_reset (vfs);
      faults_vfs_fail_at (vfs, step, SQLITE_FULL, FOR_EVER);
      journal = agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, &error);
      is_reached = faults_vfs_steps (vfs) >= step;
      if (journal == NULL)
        g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_FULL);
      g_clear_error (&error);
      g_clear_pointer (&journal, agent_journal_close);

      faults_vfs_fail_at (vfs, 0, 0, 0);
      journal = agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, &error);
      g_assert_no_error (error);
      work_assert_saved (journal);
      g_clear_pointer (&journal, agent_journal_close);
      fixture_tear_down (&fixture);
    }
}

/* No room for the copy before a migration: it does not happen. */
static void
test_no_room_for_copy (void)
{
  g_autoptr (FaultsVfs) vfs = faults_vfs_new ("faults");
  g_autoptr (AgentJournal) journal = NULL;
  g_autoptr (GError) error = NULL;
  JournalFixture fixture;
  g_autofree char *copy = NULL;

  fixture_set_up (&fixture);
  journal = agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, &error);
  g_assert_no_error (error);
  copy = g_build_filename (fixture.directory, "copy.db", NULL);
  faults_vfs_fail_at (vfs, faults_vfs_steps (vfs) + 2, SQLITE_FULL, FOR_EVER);
  g_assert_false (agent_db_backup (agent_journal_db (journal), copy, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_FULL);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_clear_pointer (&journal, agent_journal_close);
  fixture_tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/disk/", faults[i].name, NULL);

      g_test_add_data_func (path, &faults[i], test_every_step);
    }
  g_test_add_func ("/disk/read-only", test_read_only);
  g_test_add_func ("/disk/no-room-for-rescue", test_no_room_for_rescue);
  g_test_add_func ("/disk/no-room-for-copy", test_no_room_for_copy);
  return g_test_run ();
}
