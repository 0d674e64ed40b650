/* What a person decides about what did not go through.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "agent/service/agent-create.h"
#include "agent/service/agent-decide.h"
#include "agent/service/agent-operation-json.h"
#include "agent/service/agent-resend.h"
#include "tests/agent/decide-fixture.h"

static gint64
decide (CallsFixture *self, const char *verb, gint64 of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) operation = calls_operation (self, of);
  gint64 seq = 0;

  agent_decide (&self->desk, verb, operation->id, &seq, &error);
  g_assert_no_error (error);
  return seq;
}

static void
test_retry (CallsFixture *self, gconstpointer data)
{
  g_autoptr (AgentOperation) again = NULL;
  gint64 first = decide_edit (self, "2041", "{\"title\":\"Down\"}", "");

  calls_settle (self, first, AGENT_OP_REJECTED, 0);
  again = calls_operation (self, decide (self, "retry", first));
  g_assert_cmpint (again->seq, ==, first);
  g_assert_cmpint (again->state, ==, AGENT_OP_QUEUED);
  g_assert_cmpstr (again->patch, ==, "{\"title\":\"Down\"}");
}

static void
test_withdraw_create (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL, *operation = NULL;
  gint64 seq, later;

  agent_create (&self->desk,
                "incident",
                "{\"title\":\"Cards\",\"environment\":\"production\"}",
                &seq,
                &id,
                &operation,
                &error);
  g_assert_no_error (error);
  later = decide_edit (self, "~1", "{\"title\":\"Cards fail\"}", "");
  decide (self, "withdraw", seq);
  g_assert_cmpint (fixture_state (self->store->journal, seq), ==, AGENT_OP_WITHDRAWN);
  g_assert_cmpint (fixture_state (self->store->journal, later), ==, AGENT_OP_WITHDRAWN);
  g_assert_null (agent_cache_find (self->store->reader, "incident", id, NULL));
}

static void
test_outstanding_stays (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 first = decide_edit (self, "2041", "{\"title\":\"Down\"}", ""), seq;

  g_free (fixture_attempt (&self->base, self->store->journal, first));
  g_assert_false (agent_decide (&self->desk, "withdraw", "1", &seq, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, M77_ERROR);
  g_assert_cmpint (fixture_state (self->store->journal, first), ==, AGENT_OP_QUEUED);
  g_clear_error (&error);
  g_assert_false (agent_decide (&self->desk, "burn", "1", &seq, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_USAGE);
}

/* Held, and then Omar acknowledged it. */
static gint64
make_taken (CallsFixture *self)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = decide_act (self, "incident", "2041", "acknowledge", "", &error);

  g_assert_no_error (error);
  agent_journal_set_state (self->store->journal,
                           seq,
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
  return seq;
}

static char *
describe (CallsFixture *self, gint64 seq)
{
  g_autoptr (AgentOperation) operation = calls_operation (self, seq);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  agent_operation_write_json (&self->desk, operation, out, &error);
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_taken_is_told (CallsFixture *self, gconstpointer data)
{
  g_autofree char *json = describe (self, make_taken (self));

  g_assert_nonnull (strstr (json, "\"why\":\"omar acknowledged it meanwhile.\""));
  g_assert_nonnull (strstr (json, "\"ways\":[\"join\",\"take-over\",\"drop\",\"copy\"]"));
  g_assert_nonnull (strstr (json, "\"since\":{\"by\":\"omar\""));
  g_assert_nonnull (strstr (json, "\"was\":\"triggered\",\"now\":\"acknowledged\""));
}

static void
test_join (CallsFixture *self, gconstpointer data)
{
  g_autoptr (AgentOperation) edit = NULL;
  gint64 seq = make_taken (self);

  decide (self, "join", seq);
  g_assert_cmpint (fixture_state (self->store->journal, seq), ==, AGENT_OP_DISCARDED);
  edit = calls_operation (self, seq + 1);
  g_assert_cmpstr (edit->elements, ==, "{\"responders\":{\"add\":[\"jana\"]}}");
}

static void
test_take_over (CallsFixture *self, gconstpointer data)
{
  g_autoptr (AgentOperation) again = NULL;
  gint64 seq = make_taken (self);

  decide (self, "take-over", seq);
  again = calls_operation (self, seq);
  g_assert_cmpint (again->state, ==, AGENT_OP_QUEUED);
  g_assert_nonnull (strstr (again->expect, "\"acknowledged_by\":\"omar\""));
}

static void
test_drop (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = make_taken (self), other;

  decide (self, "drop", seq);
  g_assert_cmpint (fixture_state (self->store->journal, seq), ==, AGENT_OP_DISCARDED);
  other = decide_edit (self, "2041", "{\"title\":\"Down\"}", "");
  g_assert_cmpint (other, >, seq);
  g_assert_false (agent_decide (&self->desk, "drop", "2", &other, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_PRECONDITION_CHANGED);
}

static void
test_resend_edit (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) again = NULL;
  gint64 seq, first = decide_edit (self, "2041", "{\"title\":\"Down\"}", "");
  g_autofree char *id = NULL;

  calls_settle (self, first, AGENT_OP_REJECTED, 0);
  g_assert_false (
      agent_resend (&self->desk, "1", "{\"patch\":{\"severity\":\"sev9\"}}", &seq, &id, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
  g_clear_error (&error);
  g_clear_pointer (&id, g_free);
  agent_resend (&self->desk, "1", "{\"patch\":{\"severity\":\"sev1\"}}", &seq, &id, &error);
  g_assert_no_error (error);
  again = calls_operation (self, first);
  g_assert_cmpint (again->state, ==, AGENT_OP_QUEUED);
  g_assert_cmpstr (again->id, ==, id);
  g_assert_cmpstr (again->patch, ==, "{\"severity\":\"sev1\"}");
  g_assert_cmpstr (again->base, ==, "{\"severity\":\"sev2\"}");
}

static void
test_resend_action (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) again = NULL;
  g_autofree char *id = NULL;
  gint64 seq;

  self->desk.online = FALSE;
  seq = decide_act (self, "incident", "2041", "resolve", "{\"resolution\":\"a\"}", &error);
  g_assert_no_error (error);
  agent_resend (&self->desk, "1", "{\"args\":{\"resolution\":\"b\"}}", &seq, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_state (self->store->journal, 1), ==, AGENT_OP_DISCARDED);
  again = calls_operation (self, seq);
  g_assert_cmpstr (again->args, ==, "{\"resolution\":\"b\"}");
  g_assert_cmpstr (again->id, ==, id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CALLS_TEST ("/decide/retry", test_retry);
  CALLS_TEST ("/decide/withdraw-create", test_withdraw_create);
  CALLS_TEST ("/decide/outstanding-stays", test_outstanding_stays);
  CALLS_TEST ("/decide/taken-is-told", test_taken_is_told);
  CALLS_TEST ("/decide/join", test_join);
  CALLS_TEST ("/decide/take-over", test_take_over);
  CALLS_TEST ("/decide/drop", test_drop);
  CALLS_TEST ("/decide/resend-edit", test_resend_edit);
  CALLS_TEST ("/decide/resend-action", test_resend_action);
  return g_test_run ();
}
