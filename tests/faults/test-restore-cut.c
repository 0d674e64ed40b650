/* test-restore-cut.c: a restore that the disk or the power fails leaves the one journal or the
 * other SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "agent/store/agent-backup.h"
#include "agent/store/agent-journal-audit.h"
#include "tests/agent/journal-fixture.h"
#include "tests/faults/faults-vfs.h"

static const AgentBackupOwner owner = { "https://platform.example", "shop", "jana" };

static AgentJournal *
open_faulty (JournalFixture *self)
{
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;
  AgentJournal *journal = agent_journal_open (self->directory,
                                              "faults",
                                              &self->runtime,
                                              &notice,
                                              &error);

  g_assert_no_error (error);
  g_assert_null (notice);
  return journal;
}

static char *
make (JournalFixture *self)
{
  g_autofree char *path = g_build_filename (self->directory, "kept.db", NULL);
  g_autoptr (GError) error = NULL;
  AgentBackupCounts counts;

  g_assert_true (
      agent_backup_make (self->directory, path, &self->runtime, &owner, &counts, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

static gboolean
restore (JournalFixture *self, AgentJournal *journal, const char *path, GError **error)
{
  AgentBackupCounts counts;

  return agent_backup_restore (journal, self->directory, path, &owner, FALSE, &counts, error);
}

/* A journal with a change that waits, a backup of it, and a page or two of later ones. */
static char *
begin (JournalFixture *self)
{
  AgentJournal *journal;
  char *path;

  fixture_set_up (self);
  journal = fixture_open (self);
  /* Only what the restore does is to be safe, and what came before costs no time. */
  agent_db_exec (agent_journal_db (journal), "PRAGMA synchronous = OFF", NULL);
  fixture_add_edit (journal, "record-1");
  path = make (self);
  for (guint i = 0; i < 20; i++)
    fixture_add_edit (journal, "record-2");
  agent_journal_close (journal);
  return path;
}

static void
assert_one_of_both (AgentJournal *journal, gboolean restored)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentAudit) audit = agent_journal_audit_verify (journal, &error);
  AgentOpState state = fixture_state (journal, 1);

  g_assert_no_error (error);
  g_assert_cmpuint (audit->findings->len, ==, 0);
  g_assert_cmpint (agent_journal_last_seq (journal), ==, 21);
  g_assert_cmpint (fixture_state (journal, 21), ==, state);
  g_assert_cmpstr (audit->why, ==, state == AGENT_OP_HELD ? "restored" : "new");
  if (restored)
    g_assert_cmpint (state, ==, AGENT_OP_HELD);
}

static guint
count_steps (FaultsVfs *vfs)
{
  JournalFixture fixture = { 0 };
  g_autofree char *path = begin (&fixture);
  g_autoptr (GError) error = NULL;
  AgentJournal *journal;
  guint steps;

  faults_vfs_reset (vfs);
  journal = open_faulty (&fixture);
  g_assert_true (restore (&fixture, journal, path, &error));
  g_assert_no_error (error);
  steps = faults_vfs_steps (vfs);
  agent_journal_close (journal);
  fixture_tear_down (&fixture);
  g_assert_cmpuint (steps, >, 10);
  return steps;
}

static void
test_power (gconstpointer data)
{
  FaultsCut cut = GPOINTER_TO_UINT (data);
  g_autoptr (FaultsVfs) vfs = faults_vfs_new ("faults");
  guint steps = count_steps (vfs);

  for (guint step = 1; step <= steps; step += cut == FAULTS_LOSE_ALL ? 1 : 2)
    {
      JournalFixture fixture = { 0 };
      g_autofree char *path = begin (&fixture);
      AgentJournal *journal;
      gboolean restored = FALSE;

      g_test_message ("step %u of %u", step, steps);
      faults_vfs_reset (vfs);
      faults_vfs_die_at (vfs, step);
      journal = agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, NULL);
      if (journal != NULL)
        {
          restored = restore (&fixture, journal, path, NULL);
          agent_journal_close (journal);
        }
      faults_vfs_cut (vfs, cut, step);
      journal = open_faulty (&fixture);
      assert_one_of_both (journal, restored);
      agent_journal_close (journal);
      fixture_tear_down (&fixture);
    }
}

static void
test_full (void)
{
  g_autoptr (FaultsVfs) vfs = faults_vfs_new ("faults");
  guint steps = count_steps (vfs);

  for (guint step = 1; step <= steps; step++)
    {
      JournalFixture fixture = { 0 };
      g_autofree char *path = begin (&fixture), *again = NULL;
      g_autoptr (GError) error = NULL;
      AgentJournal *journal;
      gboolean restored;

      g_test_message ("step %u of %u", step, steps);
      faults_vfs_reset (vfs);
      journal = open_faulty (&fixture);
      faults_vfs_fail_at (vfs, faults_vfs_steps (vfs) + step, SQLITE_FULL, G_MAXUINT);
      restored = restore (&fixture, journal, path, &error);
      if (!restored)
        g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_FULL);
      faults_vfs_fail_at (vfs, 0, 0, 0);
      assert_one_of_both (journal, restored);
      g_clear_error (&error);

      again = make (&fixture);
      g_assert_true (restore (&fixture, journal, again, &error));
      g_assert_no_error (error);
      assert_one_of_both (journal, TRUE);
      agent_journal_close (journal);
      fixture_tear_down (&fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD_POWER(name, cut)                                                                       \
  g_test_add_data_func ("/restore-cut/power/" name, GUINT_TO_POINTER (cut), test_power)
  ADD_POWER ("lose-all", FAULTS_LOSE_ALL);
  ADD_POWER ("keep-some", FAULTS_KEEP_SOME);
  g_test_add_func ("/restore-cut/full", test_full);
  return g_test_run ();
}
