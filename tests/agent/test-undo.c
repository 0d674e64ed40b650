/* Undo and redo, as a person asks for them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "agent/service/agent-undo-action.h"
#include "tests/agent/decide-fixture.h"

static void
decide_refuse_undo (CallsFixture *self, M77Error code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;
  gint64 seq;

  g_assert_false (agent_undo (&self->desk, FALSE, &seq, &what, &error));
  g_assert_error (error, M77_ERROR, (int) code);
}

static void
decide_assert_title (CallsFixture *self, const char *title)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  g_assert_cmpstr (m77_json_get_string (calls_doc (self, pool, "incident", "2041"), "title"),
                   ==,
                   title);
}

static void
test_undo_unsent (CallsFixture *self, gconstpointer data)
{
  g_autofree char *withdrawn = NULL, *again = NULL;
  gint64 first = decide_edit (self, "2041", "{\"title\":\"Down\"}", ""), seq;

  withdrawn = decide_undo (self, FALSE, &seq);
  decide_assert_did (withdrawn, "withdrawn");
  g_assert_cmpint (fixture_state (self->store->journal, first), ==, AGENT_OP_WITHDRAWN);
  decide_assert_title (self, "Checkout slow");
  decide_refuse_undo (self, M77_ERROR_NOTHING_TO_UNDO);
  again = decide_undo (self, TRUE, &seq);
  decide_assert_did (again, "reversed");
  decide_assert_title (self, "Down");
}

static char *
decide_undo_next (CallsFixture *self, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  char *what = NULL;

  agent_undo_next (&self->desk, redo, &what, &error);
  g_assert_no_error (error);
  return what;
}

/* What is told first is what is then done, and telling does nothing. */
static void
test_undo_next (CallsFixture *self, gconstpointer data)
{
  g_autofree char *nothing = decide_undo_next (self, FALSE), *unsent = NULL, *again = NULL,
                  *sent = NULL, *done = NULL;
  gint64 seq, first = decide_edit (self, "2041", "{\"title\":\"Down\"}", "");

  g_assert_cmpstr (nothing, ==, "");
  unsent = decide_undo_next (self, FALSE);
  g_assert_true (g_str_has_prefix (unsent, "{\"would\":\"withdraw\",\"count\":1,"));
  decide_assert_title (self, "Down");
  g_free (decide_undo (self, FALSE, &seq));
  again = decide_undo_next (self, TRUE);
  g_assert_true (g_str_has_prefix (again, "{\"would\":\"repeat\","));
  done = decide_undo (self, TRUE, &seq);
  g_assert_cmpint (seq, >, first);
  calls_settle (self, seq, AGENT_OP_APPLIED, 5);
  sent = decide_undo_next (self, FALSE);
  g_assert_true (g_str_has_prefix (sent, "{\"would\":\"reverse\","));
}

static void
test_undo_applied (CallsFixture *self, gconstpointer data)
{
  g_autoptr (AgentOperation) inverse = NULL;
  g_autofree char *what = NULL, *again = NULL;
  gint64 first = decide_edit (self,
                              "2041",
                              "{\"title\":\"Down\"}",
                              "{\"labels\":{\"add\":[\"eu\"]}}"),
         seq;

  calls_settle (self, first, AGENT_OP_APPLIED, 5);
  what = decide_undo (self, FALSE, &seq);
  decide_assert_did (what, "reversed");
  inverse = calls_operation (self, seq);
  g_assert_cmpint (inverse->undoes, ==, first);
  g_assert_cmpstr (inverse->patch, ==, "{\"title\":\"Checkout slow\"}");
  g_assert_cmpstr (inverse->elements, ==, "{\"labels\":{\"remove\":[\"eu\"]}}");
  decide_assert_title (self, "Checkout slow");
  again = decide_undo (self, TRUE, &seq);
  decide_assert_did (again, "withdrawn");
  decide_assert_title (self, "Down");
}

/* A key that was put into a map is taken out again, and no other. */
static void
test_undo_in_map (CallsFixture *self, gconstpointer data)
{
  g_autoptr (AgentOperation) first = NULL, second = NULL;
  g_autofree char *what = NULL, *before = NULL;
  gint64 seq = decide_edit (self, "2041", "{\"tasks\":{\"a\":{\"text\":\"look\"}}}", "");

  calls_settle (self, seq, AGENT_OP_APPLIED, 5);
  seq = decide_edit (self,
                     "2041",
                     "{\"tasks\":{\"a\":{\"assignee\":\"jana\"},\"b\":{\"text\":\"tell\"}}}",
                     "");
  calls_settle (self, seq, AGENT_OP_APPLIED, 6);
  what = decide_undo (self, FALSE, &seq);
  second = calls_operation (self, seq);
  g_assert_cmpstr (second->patch, ==, "{\"tasks\":{\"a\":{\"assignee\":null},\"b\":null}}");
  before = decide_undo (self, FALSE, &seq);
  first = calls_operation (self, seq);
  g_assert_cmpstr (first->patch, ==, "{\"tasks\":null}");
}

static void
test_undo_after_others (CallsFixture *self, gconstpointer data)
{
  gint64 first = decide_edit (self, "2041", "{\"title\":\"Down\"}", "");

  calls_settle (self, first, AGENT_OP_APPLIED, 5);
  calls_add (self,
             "incident",
             2,
             6,
             "{\"number\":2041,\"title\":\"Omar's\",\"severity\":\"sev2\","
             "\"status\":\"triggered\",\"environment\":\"production\"}");
  calls_apply (self);
  decide_refuse_undo (self, M77_ERROR_CONFLICT);
}

static void
test_undo_action_is_offered (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;
  gint64 seq = decide_act (self, "incident", "2041", "acknowledge", "", &error);

  g_assert_no_error (error);
  calls_settle (self, seq, AGENT_OP_APPLIED, 5);
  what = decide_undo (self, FALSE, &seq);
  decide_assert_did (what, "offered");
  g_assert_nonnull (g_strstr_len (what, -1, "\"offered\":{\"action\":\"unacknowledge\""));
  g_assert_nonnull (g_strstr_len (what, -1, "Paging goes on at this level"));
  g_assert_cmpint (agent_journal_last_seq (self->store->journal), ==, 1);
}

static void
test_undo_group (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const AgentEdit what = { "", "{\"severity\":\"sev1\"}", "" };
  g_autofree char *did = NULL;
  gint64 seq;
  guint count;

  agent_edit_many (&self->desk, "incident", "", 2, &what, &seq, &count, &error);
  g_assert_no_error (error);
  calls_settle (self, 1, AGENT_OP_APPLIED, 5);
  did = decide_undo (self, FALSE, &seq);
  decide_assert_did (did, "reversed");
  g_assert_cmpint (fixture_state (self->store->journal, 2), ==, AGENT_OP_WITHDRAWN);
  g_assert_cmpint (seq, ==, 3);
  decide_refuse_undo (self, M77_ERROR_NOTHING_TO_UNDO);
}

/* What was done again as one is taken back as one. */
static void
test_redo_group (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const AgentEdit what = { "", "{\"severity\":\"sev1\"}", "" };
  g_autofree char *did = NULL, *again = NULL, *last = NULL;
  gint64 seq;
  guint count;

  agent_edit_many (&self->desk, "incident", "", 2, &what, &seq, &count, &error);
  g_assert_no_error (error);
  did = decide_undo (self, FALSE, &seq);
  again = decide_undo (self, TRUE, &seq);
  g_assert_cmpint (fixture_state (self->store->journal, 3), ==, AGENT_OP_QUEUED);
  g_assert_cmpint (fixture_state (self->store->journal, 4), ==, AGENT_OP_QUEUED);
  last = decide_undo (self, FALSE, &seq);
  decide_assert_did (last, "withdrawn");
  g_assert_cmpint (fixture_state (self->store->journal, 3), ==, AGENT_OP_WITHDRAWN);
  g_assert_cmpint (fixture_state (self->store->journal, 4), ==, AGENT_OP_WITHDRAWN);
}

static void
test_undo_action_is_asked_for (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) inverse = NULL;
  g_autofree char *what = NULL, *id = NULL;
  gint64 seq, first = decide_edit (self, "2041", "{\"title\":\"Down\"}", "");

  seq = decide_act (self, "incident", "2041", "acknowledge", "", &error);
  g_assert_no_error (error);
  calls_settle (self, seq, AGENT_OP_APPLIED, 5);
  agent_undo_action (&self->desk, "2", "by mistake", &seq, &id, &error);
  g_assert_no_error (error);
  inverse = calls_operation (self, seq);
  g_assert_cmpstr (inverse->action, ==, "unacknowledge");
  g_assert_cmpint (inverse->undoes, ==, 2);
  what = decide_undo (self, FALSE, &seq);
  decide_assert_did (what, "withdrawn");
  g_assert_cmpint (fixture_state (self->store->journal, first), ==, AGENT_OP_WITHDRAWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CALLS_TEST ("/undo/unsent", test_undo_unsent);
  CALLS_TEST ("/undo/next", test_undo_next);
  CALLS_TEST ("/undo/applied", test_undo_applied);
  CALLS_TEST ("/undo/in-map", test_undo_in_map);
  CALLS_TEST ("/undo/after-others", test_undo_after_others);
  CALLS_TEST ("/undo/action-is-offered", test_undo_action_is_offered);
  CALLS_TEST ("/undo/group", test_undo_group);
  CALLS_TEST ("/undo/redo-group", test_redo_group);
  CALLS_TEST ("/undo/action-is-asked-for", test_undo_action_is_asked_for);
  return g_test_run ();
}
