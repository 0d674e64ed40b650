/* The journal: whose turn it is to be undone or done again.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "tests/agent/journal-test.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  JOURNAL_TEST ("undo", test_undo);
  JOURNAL_TEST ("undo-withdrawn", test_undo_withdrawn);
  JOURNAL_TEST ("redo-order", test_redo_order);
  return g_test_run ();
}
