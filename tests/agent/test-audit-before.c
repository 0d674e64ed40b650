/* test-audit-before.c: a chain names those that ended where it begins
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "agent/store/agent-backup.h"
#include "agent/store/agent-journal-audit.h"
#include "tests/agent/journal-fixture.h"

typedef struct
{
  JournalFixture base;
  AgentJournal *journal;
} Chains;

static void
set_up (Chains *self, gconstpointer data)
{
  fixture_set_up (&self->base);
  self->journal = fixture_open (&self->base);
  fixture_add_edit (self->journal, "r");
}

static void
tear_down (Chains *self, gconstpointer data)
{
  agent_journal_close (self->journal);
  fixture_tear_down (&self->base);
}

static AgentAuditPlace
end_of (Chains *self)
{
  g_autoptr (GError) error = NULL;
  AgentAuditPlace end = { 0 };

  g_assert_true (agent_journal_audit_end (self->journal, &end, &error));
  g_assert_no_error (error);
  return end;
}

static AgentAudit *
verify (Chains *self)
{
  g_autoptr (GError) error = NULL;
  AgentAudit *audit = agent_journal_audit_verify (self->journal, &error);

  g_assert_no_error (error);
  return audit;
}

static void
run (Chains *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  agent_db_exec (agent_journal_db (self->journal), sql, &error);
  g_assert_no_error (error);
}

static void
open_again (Chains *self)
{
  agent_journal_close (self->journal);
  self->journal = fixture_open (&self->base);
}

static char *
back_up (Chains *self)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->base.directory, "backup.db", NULL);

  g_assert_true (agent_db_backup (agent_journal_db (self->journal), path, &error));
  g_assert_no_error (error);
  return path;
}

static void
restore (Chains *self, const char *path)
{
  const AgentBackupOwner owner = { 0 };
  g_autoptr (GError) error = NULL;
  AgentBackupCounts counts;

  agent_backup_restore (self->journal, self->base.directory, path, &owner, FALSE, &counts, &error);
  g_assert_no_error (error);
}

static void
assert_before (const AgentAudit *audit, guint i, const AgentAuditPlace *place)
{
  const AgentAuditPlace *named = &g_array_index (audit->before, AgentAuditPlace, i);

  g_assert_cmpuint (audit->before->len, >, i);
  g_assert_cmpstr (named->chain, ==, place->chain);
  g_assert_cmpint (named->number, ==, place->number);
  g_assert_cmpstr (named->hash, ==, place->hash);
}

/* The end of the journal that was there, not the backup's of the same chain; and then both. */
static void
test_restored (Chains *self, gconstpointer data)
{
  g_auto (AgentAuditPlace) first = { 0 }, second = { 0 };
  g_autofree char *path = back_up (self), *again = NULL;
  g_autoptr (AgentAudit) audit = NULL, later = NULL;

  fixture_add_edit (self->journal, "s");
  first = end_of (self);
  restore (self, path);
  audit = verify (self);
  g_assert_cmpuint (audit->findings->len, ==, 0);
  g_assert_cmpstr (audit->why, ==, "restored");
  g_assert_cmpuint (audit->before->len, ==, 1);
  assert_before (audit, 0, &first);

  again = back_up (self);
  second = end_of (self);
  restore (self, again);
  later = verify (self);
  g_assert_cmpuint (later->findings->len, ==, 0);
  g_assert_cmpuint (later->before->len, ==, 2);
  assert_before (later, 0, &first);
  assert_before (later, 1, &second);
}

static void
test_rescued (Chains *self, gconstpointer data)
{
  g_auto (AgentAuditPlace) end = end_of (self);
  g_autoptr (AgentAudit) audit = NULL;

  run (self, "UPDATE operation SET kind = 'Incident'"); /* its checksum tells */
  open_again (self);
  audit = verify (self);
  g_assert_cmpstr (audit->why, ==, "rescued");
  assert_before (audit, 0, &end);
}

static void
test_lost (Chains *self, gconstpointer data)
{
  g_auto (AgentAuditPlace) end = end_of (self);
  g_autoptr (AgentAudit) audit = NULL;

  run (self, "DELETE FROM audit");
  open_again (self);
  audit = verify (self);
  g_assert_cmpstr (audit->why, ==, "lost");
  end.number = 0;
  g_clear_pointer (&end.hash, g_free);
  assert_before (audit, 0, &end);
}

static void
assert_held (const AgentAuditPlace *before, gint64 number, const char *hash, const char *code)
{
  g_autoptr (AgentAudit) audit = agent_audit_new ();

  agent_audit_hold_before (audit, before, number, hash);
  g_assert_cmpuint (audit->findings->len, ==, code != NULL);
  if (code != NULL)
    g_assert_cmpstr (((AgentAuditFinding *) audit->findings->pdata[0])->code, ==, code);
}

static void
test_held (void)
{
  const AgentAuditPlace before = { (char *) "c", 7, (char *) "aa" };

  assert_held (&before, 7, "aa", NULL);
  assert_held (&before, 5, "bb", NULL); /* what is gone cannot be told */
  assert_held (&before, 8, "cc", "cut");
  assert_held (&before, 7, "bb", "differs");
}

/* It is about one chain. */
static void
test_misfit (Chains *self, gconstpointer data)
{
  g_autofree char *path = back_up (self), *code = NULL;
  gint64 at;

  g_assert_null (agent_journal_audit_misfit (self->journal, &at));
  g_assert_true (agent_journal_audit_set_misfit (self->journal, "differs", NULL));
  open_again (self);
  code = agent_journal_audit_misfit (self->journal, &at);
  g_assert_cmpstr (code, ==, "differs");
  g_assert_cmpint (at, ==, self->base.now);
  restore (self, path);
  g_assert_null (agent_journal_audit_misfit (self->journal, &at));
  g_assert_true (agent_journal_audit_set_misfit (self->journal, "cut", NULL));
  g_assert_true (agent_journal_audit_set_misfit (self->journal, NULL, NULL));
  g_assert_null (agent_journal_audit_misfit (self->journal, &at));
}

#define CHAINS_TEST(path, test) g_test_add (path, Chains, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CHAINS_TEST ("/audit-before/restored", test_restored);
  CHAINS_TEST ("/audit-before/rescued", test_rescued);
  CHAINS_TEST ("/audit-before/lost", test_lost);
  CHAINS_TEST ("/audit-before/misfit", test_misfit);
  g_test_add_func ("/audit-before/held", test_held);
  return g_test_run ();
}
