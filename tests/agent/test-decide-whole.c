/* A decision that moves some changes and makes others is journaled as one, or not at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-decide"

#include "config.h"

#include "agent/service/agent-act.h"
#include "agent/service/agent-create.h"
#include "agent/service/agent-decide.h"
#include "agent/service/agent-edit.h"
#include "agent/service/agent-resend.h"
#include "agent/service/agent-undo.h"
#include "tests/agent/calls-fixture.h"

typedef gboolean (*Deed) (CallsFixture *self, GError **error);

/* The journal takes nothing more of that change. */
static void
stick (CallsFixture *self, gint64 seq)
{
  g_autofree char *sql = g_strdup_printf ("CREATE TEMP TRIGGER stuck BEFORE INSERT ON operation"
                                          " WHEN NEW.seq = %" G_GINT64_FORMAT
                                          " BEGIN SELECT RAISE (ABORT, 'stuck'); END",
                                          seq);
  g_autoptr (GError) error = NULL;

  agent_db_exec (agent_journal_db (self->store->journal), sql, &error);
  g_assert_no_error (error);
}

static void
unstick (CallsFixture *self)
{
  g_autoptr (GError) error = NULL;

  agent_db_exec (agent_journal_db (self->store->journal), "DROP TRIGGER stuck", &error);
  g_assert_no_error (error);
}

static char *
states (CallsFixture *self)
{
  gint64 last = agent_journal_last_seq (self->store->journal);
  GString *text = g_string_new (NULL);

  for (gint64 seq = 1; seq <= last; seq++)
    g_string_append_printf (text,
                            "%s%s",
                            seq > 1 ? " " : "",
                            agent_op_state_name (fixture_state (self->store->journal, seq)));
  return g_string_free (text, FALSE);
}

/* Whichever of its changes cannot be written, nothing of the deed is there; then all of it is. */
static void
assert_whole (CallsFixture *self, Deed deed, const char *expected)
{
  g_autofree char *before = states (self), *done = NULL;
  g_auto (GStrv) all = g_strsplit (expected, " ", -1), old = g_strsplit (before, " ", -1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_autofree char *after = NULL;

      if (i < g_strv_length (old) && g_str_equal (old[i], all[i]))
        continue;
      stick (self, i + 1);
      g_assert_false (deed (self, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      unstick (self);
      after = states (self);
      g_assert_cmpstr (after, ==, before);
    }
  g_assert_true (deed (self, &error));
  g_assert_no_error (error);
  done = states (self);
  g_assert_cmpstr (done, ==, expected);
}

static gint64
act (CallsFixture *self, const char *action)
{
  const AgentAsk ask = { action, "", "", "" };
  g_autofree char *operation = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seq;

  agent_act_one (&self->desk, "incident", "2041", &ask, &seq, &operation, &error);
  g_assert_no_error (error);
  return seq;
}

static gboolean
retry_first (CallsFixture *self, GError **error)
{
  gint64 seq;

  return agent_decide (&self->desk, "retry", "1", &seq, error);
}

/* Asked for anew with the old one still to be decided, a person could send it twice. */
static void
test_retry (CallsFixture *self, gconstpointer data)
{
  calls_settle (self, act (self, "acknowledge"), AGENT_OP_REJECTED, 0);
  assert_whole (self, retry_first, "closed queued");
}

static gboolean
resend_first (CallsFixture *self, GError **error)
{
  g_autofree char *id = NULL;
  gint64 seq;

  return agent_resend (&self->desk, "1", "{\"reason\":\"now\"}", &seq, &id, error);
}

static void
test_resend (CallsFixture *self, gconstpointer data)
{
  calls_settle (self, act (self, "acknowledge"), AGENT_OP_REJECTED, 0);
  assert_whole (self, resend_first, "closed queued");
}

static gboolean
join_first (CallsFixture *self, GError **error)
{
  gint64 seq;

  return agent_decide (&self->desk, "join", "1", &seq, error);
}

static void
test_join (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  act (self, "acknowledge");
  agent_journal_set_state (self->store->journal,
                           1,
                           AGENT_OP_HELD,
                           "precondition-changed",
                           NULL,
                           &error);
  g_assert_no_error (error);
  calls_add (self,
             "incident",
             2,
             5,
             "{\"number\":2041,\"title\":\"Checkout slow\",\"severity\":\"sev2\","
             "\"status\":\"acknowledged\",\"environment\":\"production\","
             "\"escalation_level\":1,\"acknowledged_by\":\"omar\"}");
  calls_apply (self);
  assert_whole (self, join_first, "discarded queued");
}

static gboolean
undo (CallsFixture *self, GError **error)
{
  g_autofree char *what = NULL;
  gint64 seq;

  return agent_undo (&self->desk, FALSE, &seq, &what, error);
}

static gboolean
redo (CallsFixture *self, GError **error)
{
  g_autofree char *what = NULL;
  gint64 seq;

  return agent_undo (&self->desk, TRUE, &seq, &what, error);
}

static void
edit_both (CallsFixture *self)
{
  const AgentEdit what = { "", "{\"severity\":\"sev1\"}", "" };
  g_autoptr (GError) error = NULL;
  gint64 seq;
  guint count;

  agent_edit_many (&self->desk, "incident", "", 2, &what, &seq, &count, &error);
  g_assert_no_error (error);
}

static void
test_undo_group (CallsFixture *self, gconstpointer data)
{
  edit_both (self);
  assert_whole (self, undo, "withdrawn withdrawn");
  assert_whole (self, redo, "withdrawn withdrawn queued queued");
}

static void
test_undo_half_sent (CallsFixture *self, gconstpointer data)
{
  edit_both (self);
  calls_settle (self, 1, AGENT_OP_APPLIED, 5);
  assert_whole (self, undo, "applied withdrawn queued");
}

static gboolean
withdraw_first (CallsFixture *self, GError **error)
{
  gint64 seq;

  return agent_decide (&self->desk, "withdraw", "1", &seq, error);
}

static void
test_withdraw_create (CallsFixture *self, gconstpointer data)
{
  const AgentEdit what = { "", "{\"title\":\"Cards fail\"}", "" };
  g_autofree char *id = NULL, *operation = NULL, *edit = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seq;

  agent_create (&self->desk,
                "incident",
                "{\"title\":\"Cards\",\"environment\":\"production\"}",
                &seq,
                &id,
                &operation,
                &error);
  g_assert_no_error (error);
  agent_edit_one (&self->desk, "incident", "~1", &what, &seq, &edit, &error);
  g_assert_no_error (error);
  assert_whole (self, withdraw_first, "withdrawn withdrawn");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CALLS_TEST ("/decide-whole/retry", test_retry);
  CALLS_TEST ("/decide-whole/resend", test_resend);
  CALLS_TEST ("/decide-whole/join", test_join);
  CALLS_TEST ("/decide-whole/undo-group", test_undo_group);
  CALLS_TEST ("/decide-whole/undo-half-sent", test_undo_half_sent);
  CALLS_TEST ("/decide-whole/withdraw-create", test_withdraw_create);
  return g_test_run ();
}
