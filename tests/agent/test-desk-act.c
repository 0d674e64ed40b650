/* Actions, as a person asks for them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "agent/service/agent-decide.h"
#include "tests/agent/decide-fixture.h"

static void
decide_refuse (CallsFixture *self,
               const char *kind,
               const char *id,
               const char *action,
               const char *args,
               M77Error code)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (decide_act (self, kind, id, action, args, &error), ==, -1);
  g_assert_error (error, M77_ERROR, (int) code);
}

static void
test_act (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = decide_act (self, "incident", "INC-2041", "acknowledge", "", &error);
  g_autoptr (AgentOperation) operation = NULL;

  g_assert_no_error (error);
  operation = calls_operation (self, seq);
  g_assert_cmpint (operation->state, ==, AGENT_OP_QUEUED);
  g_assert_cmpint (operation->asked_at, ==, self->base.now);
  g_assert_cmpint (operation->expires_at, ==, self->base.now + 5 * 60 * 1000);
  g_assert_cmpstr (operation->expect,
                   ==,
                   "{\"status\":\"triggered\",\"escalation_level\":1,\"acknowledged_by\":null}");
  /* The acknowledgement is on its way, so the state shown says nothing about what fits. */
  g_assert_cmpint (decide_act (self, "incident", "2041", "unacknowledge", "", &error), ==, 2);
}

static void
test_act_is_refused (CallsFixture *self, gconstpointer data)
{
  decide_refuse (self, "incident", "2042", "acknowledge", "", M77_ERROR_PRECONDITION_CHANGED);
  decide_refuse (self, "incident", "2041", "dance", "", M77_ERROR_INVALID);
  decide_refuse (self, "incident", "2041", "snooze", "", M77_ERROR_INVALID);
  decide_refuse (self, "incident", "2041", "redact", "{\"entry\":\"x\"}", M77_ERROR_NOT_PERMITTED);
  decide_refuse (self, "incident", "2041", "merge", "{\"into\":\"INC-9\"}", M77_ERROR_NOT_FOUND);
  decide_refuse (self,
                 "credential",
                 "new",
                 "store",
                 "{\"name\":\"k\",\"type\":\"api-key\",\"holder\":\"jana\",\"value\":\"s3cret\"}",
                 M77_ERROR_ACTION_DENIED);
  g_assert_cmpint (agent_journal_last_seq (self->store->journal), ==, 0);
}

static void
test_act_offline (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) allowed = NULL, held = NULL, confirmed = NULL;
  gint64 seq = 0;

  self->desk.online = FALSE;
  allowed = calls_operation (self,
                             decide_act (self, "incident", "2041", "acknowledge", "", &error));
  g_assert_no_error (error);
  g_assert_cmpint (allowed->state, ==, AGENT_OP_QUEUED);
  held = calls_operation (self, decide_act (self, "incident", "2041", "mitigate", "", &error));
  g_assert_no_error (error);
  g_assert_cmpint (held->state, ==, AGENT_OP_HELD);
  g_assert_cmpstr (held->code, ==, "offline");
  decide_refuse (self,
                 "deployment",
                 "DEP-7",
                 "promote",
                 "{\"to\":\"full\"}",
                 M77_ERROR_ACTION_DENIED);

  self->base.now += 60000;
  g_assert_true (agent_decide (&self->desk, "confirm", held->id, &seq, &error));
  g_assert_no_error (error);
  confirmed = calls_operation (self, held->seq);
  g_assert_cmpint (confirmed->state, ==, AGENT_OP_QUEUED);
  g_assert_cmpint (confirmed->asked_at, ==, self->base.now);
  g_assert_false (agent_decide (&self->desk, "confirm", held->id, &seq, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_PRECONDITION_CHANGED);
}

static void
test_promote_by_old_figures (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->base.now += 31 * 1000;
  decide_refuse (self,
                 "deployment",
                 "DEP-7",
                 "promote",
                 "{\"to\":\"full\"}",
                 M77_ERROR_ACTION_DENIED);
  self->base.now -= 31 * 1000;
  decide_act (self, "deployment", "DEP-7", "promote", "{\"to\":\"full\"}", &error);
  g_assert_no_error (error);
}

static void
test_act_makes (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) operation = NULL;

  calls_add (self, "member", 1, 4, "{\"handle\":\"jana\",\"grants\":{\"admin\":{}}}");
  calls_apply (self);
  operation =
      calls_operation (self,
                       decide_act (self,
                                   "member",
                                   "new",
                                   "invite",
                                   "{\"handle\":\"tom\",\"full_name\":\"Tom\",\"email\":\"t@x.y\","
                                   "\"type\":\"person\",\"role\":\"viewer\"}",
                                   &error));
  g_assert_no_error (error);
  g_assert_true (m77_id_is_valid (operation->record));
  g_assert_cmpstr (operation->expect, ==, "{}");
}

static void
test_act_many (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const AgentAsk ask = { "acknowledge", "", "night", "" };
  gint64 seq = 0;
  guint count = 0;

  g_assert_false (agent_act_many (&self->desk, "incident", "", -1, &ask, &seq, &count, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_PRECONDITION_CHANGED);
  g_assert_nonnull (g_strstr_len (error->message, -1, "INC-2042"));
  g_clear_error (&error);
  g_assert_cmpint (agent_journal_last_seq (self->store->journal), ==, 0);
  agent_act_many (&self->desk, "incident", "is:open", 1, &ask, &seq, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 1);
}

/* Those a person marked: all or none, each once, as one group. */
static void
test_act_ids (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const AgentAsk ask = { "acknowledge", "", "night", "" };
  const char *const twice[] = { "INC-2041", "INC-2041", NULL };
  const char *const both[] = { "INC-2041", "INC-2042", NULL };
  const char *const gone[] = { "INC-2041", "INC-9999", NULL };
  gint64 seq = 0;
  guint count = 0;

  g_assert_false (agent_act_ids (&self->desk, "incident", both, &ask, &seq, &count, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_PRECONDITION_CHANGED);
  g_clear_error (&error);
  g_assert_false (agent_act_ids (&self->desk, "incident", gone, &ask, &seq, &count, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (agent_journal_last_seq (self->store->journal), ==, 0);
  agent_act_ids (&self->desk, "incident", twice, &ask, &seq, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CALLS_TEST ("/act/journaled", test_act);
  CALLS_TEST ("/act/is-refused", test_act_is_refused);
  CALLS_TEST ("/act/offline", test_act_offline);
  CALLS_TEST ("/act/promote-by-old-figures", test_promote_by_old_figures);
  CALLS_TEST ("/act/makes", test_act_makes);
  CALLS_TEST ("/act/many", test_act_many);
  CALLS_TEST ("/act/ids", test_act_ids);
  return g_test_run ();
}
