/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/faults/faults-vfs.h"
#include "tests/faults/journal-work.h"

/* Does the work until something fails; the actions acknowledged. */
static guint
work_until_cut (JournalFixture *fixture, const char *vfs)
{
  g_autoptr (AgentJournal)
      journal = agent_journal_open (fixture->directory, vfs, &fixture->runtime, NULL, NULL);
  guint done = 0;

  while (journal != NULL && done < WORK_ACTIONS && work_do (journal, done, NULL))
    done++;
  return done;
}

/* What was acknowledged is there, what was not is there as a whole or not at all, and the file
 * needed no rescue. The actions that are there. */
static guint
check_after (JournalFixture *fixture, const char *vfs, char **expected, guint acknowledged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentJournal) journal = NULL;
  g_autofree char *notice = NULL, *found = NULL;
  guint last = MIN (acknowledged + 1, WORK_ACTIONS);

  journal = agent_journal_open (fixture->directory, vfs, &fixture->runtime, &notice, &error);
  g_assert_no_error (error);
  g_assert_null (notice);
  found = work_describe (journal);
  if (g_str_equal (found, expected[acknowledged]))
    return acknowledged;
  g_assert_cmpstr (found, ==, expected[last]);
  return last;
}

static guint
count_steps (FaultsVfs *faults, const char *vfs)
{
  JournalFixture fixture;
  guint steps;

  fixture_set_up (&fixture);
  faults_vfs_reset (faults);
  g_assert_cmpuint (work_until_cut (&fixture, vfs), ==, WORK_ACTIONS);
  steps = faults_vfs_steps (faults);
  fixture_tear_down (&fixture);
  return steps;
}

static void
test_every_step (gconstpointer data)
{
  FaultsCut cut = GPOINTER_TO_UINT (data);
  g_autoptr (FaultsVfs) faults = faults_vfs_new ("faults");
  g_auto (GStrv) expected = work_expect ("faults");
  guint steps = count_steps (faults, "faults");
  guint seeds = cut == FAULTS_KEEP_PREFIX || cut == FAULTS_KEEP_SOME ? 3 : 1;

  g_assert_cmpuint (steps, >, 3 * WORK_ACTIONS);
  for (guint step = 1; step <= steps; step++)
    for (guint seed = 0; seed < seeds; seed++)
      {
        JournalFixture fixture;
        guint done;

        g_test_message ("step %u of %u, seed %u", step, steps, seed);
        fixture_set_up (&fixture);
        faults_vfs_reset (faults);
        faults_vfs_die_at (faults, step);
        done = work_until_cut (&fixture, "faults");
        faults_vfs_cut (faults, cut, step * 100 + seed);
        check_after (&fixture, "faults", expected, done);
        fixture_tear_down (&fixture);
      }
}

/* The power fails again while the journal is opened after the first cut, at each step of that. */
static void
test_twice (void)
{
  g_autoptr (FaultsVfs) faults = faults_vfs_new ("faults");
  g_auto (GStrv) expected = work_expect ("faults");
  guint steps = count_steps (faults, "faults");

  for (guint step = 3; step <= steps; step += 7)
    {
      gboolean is_reached = TRUE;

      for (guint second = 1; is_reached; second++)
        {
          JournalFixture fixture;
          g_autoptr (AgentJournal) journal = NULL;
          guint done;

          g_test_message ("step %u, then %u", step, second);
          fixture_set_up (&fixture);
          faults_vfs_reset (faults);
          faults_vfs_die_at (faults, step);
          done = work_until_cut (&fixture, "faults");
          faults_vfs_cut (faults, FAULTS_KEEP_SOME, step);
          faults_vfs_die_at (faults, second);
          journal = agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, NULL);
          g_clear_pointer (&journal, agent_journal_close);
          is_reached = faults_vfs_steps (faults) >= second;
          faults_vfs_cut (faults, FAULTS_KEEP_SOME, second);
          check_after (&fixture, "faults", expected, done);
          fixture_tear_down (&fixture);
        }
    }
}

/* The power fails at each step of a rescue: the next open does what is left of it. */
static void
test_rescue (void)
{
  g_autoptr (FaultsVfs) faults = faults_vfs_new ("faults");
  gboolean is_reached = TRUE;

  for (guint step = 1; is_reached; step++)
    {
      JournalFixture fixture;
      g_autoptr (AgentJournal) journal = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("step %u", step);
      fixture_set_up (&fixture);
      work_damage (&fixture);
      faults_vfs_reset (faults);
      faults_vfs_die_at (faults, step);
      journal = agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, NULL);
      g_clear_pointer (&journal, agent_journal_close);
      is_reached = faults_vfs_steps (faults) >= step;
      faults_vfs_cut (faults, step % 2 == 0 ? FAULTS_LOSE_ALL : FAULTS_KEEP_SOME, step);
      journal = agent_journal_open (fixture.directory, "faults", &fixture.runtime, NULL, &error);
      g_assert_no_error (error);
      work_assert_saved (journal);
      g_clear_pointer (&journal, agent_journal_close);
      fixture_tear_down (&fixture);
    }
}

/* The shim itself: with NORMAL a commit is not synced, so losing all loses it. A test that
 * could not fail would pass here as well. */
static void
test_shim (void)
{
  g_autoptr (FaultsVfs) faults = faults_vfs_new ("faults");
  g_autoptr (GError) error = NULL;
  JournalFixture fixture;

  for (AgentDbMode mode = AGENT_DB_DURABLE; mode <= AGENT_DB_FAST; mode++)
    {
      g_autofree char *path = NULL;
      g_autoptr (AgentDb) db = NULL;
      g_autoptr (sqlite3_stmt) query = NULL;
      gint64 rows;

      fixture_set_up (&fixture);
      path = g_build_filename (fixture.directory, "a.db", NULL);
      db = agent_db_open (path, "faults", mode, &error);
      g_assert_no_error (error);
      g_assert_true (agent_db_exec (db, "CREATE TABLE t (a INTEGER) STRICT", &error));
      g_assert_true (agent_db_checkpoint (db, NULL, &error));
      faults_vfs_reset (faults);
      g_assert_true (agent_db_exec (db, "INSERT INTO t VALUES (1)", &error));
      faults_vfs_die_at (faults, faults_vfs_steps (faults) + 1);
      g_clear_pointer (&db, agent_db_close);
      faults_vfs_cut (faults, FAULTS_LOSE_ALL, 0);

      db = agent_db_open (path, "faults", mode, &error);
      query = agent_db_prepare (db, "SELECT count (*) FROM t", &error);
      g_assert_true (agent_db_int (db, query, -1, &rows, &error));
      g_assert_no_error (error);
      g_assert_cmpint (rows, ==, mode == AGENT_DB_DURABLE ? 1 : 0);
      g_clear_pointer (&query, sqlite3_finalize);
      g_clear_pointer (&db, agent_db_close);
      fixture_tear_down (&fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/power-cut/shim", test_shim);
#define ADD(name, cut)                                                                             \
  g_test_add_data_func ("/power-cut/" name, GUINT_TO_POINTER (cut), test_every_step)
  ADD ("lose-all", FAULTS_LOSE_ALL);
  ADD ("keep-all", FAULTS_KEEP_ALL);
  ADD ("keep-prefix", FAULTS_KEEP_PREFIX);
  ADD ("keep-some", FAULTS_KEEP_SOME);
  g_test_add_func ("/power-cut/twice", test_twice);
  g_test_add_func ("/power-cut/rescue", test_rescue);
  return g_test_run ();
}
