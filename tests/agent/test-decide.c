/* Actions, and what a person decides about what did not go through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-decide"

#include "config.h"

#include <string.h>

#include "agent/service/agent-act.h"
#include "agent/service/agent-create.h"
#include "agent/service/agent-decide.h"
#include "agent/service/agent-edit.h"
#include "agent/service/agent-operation-json.h"
#include "agent/service/agent-resend.h"
#include "agent/service/agent-undo-action.h"
#include "agent/service/agent-undo.h"
#include "tests/agent/calls-fixture.h"

static gint64
act (CallsFixture *self,
     const char *kind,
     const char *id,
     const char *action,
     const char *args,
     GError **error)
{
  const AgentAsk ask = { action, args, "", "" };
  g_autofree char *operation = NULL;
  gint64 seq;

  return agent_act_one (&self->desk, kind, id, &ask, &seq, &operation, error) ? seq : -1;
}

static void
refuse_act (CallsFixture *self,
            const char *kind,
            const char *id,
            const char *action,
            const char *args,
            M77Error code)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (act (self, kind, id, action, args, &error), ==, -1);
  g_assert_error (error, M77_ERROR, (int) code);
}

static gint64
edit (CallsFixture *self, const char *id, const char *patch, const char *elements)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  const AgentEdit what = { "", patch, elements };
  gint64 seq;

  agent_edit_one (&self->desk, "incident", id, &what, &seq, &operation, &error);
  g_assert_no_error (error);
  return seq;
}

static void
test_act (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = act (self, "incident", "INC-2041", "acknowledge", "", &error);
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
  g_assert_cmpint (act (self, "incident", "2041", "unacknowledge", "", &error), ==, 2);
}

static void
test_act_is_refused (CallsFixture *self, gconstpointer data)
{
  refuse_act (self, "incident", "2042", "acknowledge", "", M77_ERROR_PRECONDITION_CHANGED);
  refuse_act (self, "incident", "2041", "dance", "", M77_ERROR_INVALID);
  refuse_act (self, "incident", "2041", "snooze", "", M77_ERROR_INVALID);
  refuse_act (self, "incident", "2041", "redact", "{\"entry\":\"x\"}", M77_ERROR_NOT_PERMITTED);
  refuse_act (self, "incident", "2041", "merge", "{\"into\":\"INC-9\"}", M77_ERROR_NOT_FOUND);
  refuse_act (self,
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
  allowed = calls_operation (self, act (self, "incident", "2041", "acknowledge", "", &error));
  g_assert_no_error (error);
  g_assert_cmpint (allowed->state, ==, AGENT_OP_QUEUED);
  held = calls_operation (self, act (self, "incident", "2041", "mitigate", "", &error));
  g_assert_no_error (error);
  g_assert_cmpint (held->state, ==, AGENT_OP_HELD);
  g_assert_cmpstr (held->code, ==, "offline");
  refuse_act (self, "deployment", "DEP-7", "promote", "{\"to\":\"full\"}", M77_ERROR_ACTION_DENIED);

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
  refuse_act (self, "deployment", "DEP-7", "promote", "{\"to\":\"full\"}", M77_ERROR_ACTION_DENIED);
  self->base.now -= 31 * 1000;
  act (self, "deployment", "DEP-7", "promote", "{\"to\":\"full\"}", &error);
  g_assert_no_error (error);
}

static void
test_act_makes (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) operation = NULL;

  calls_add (self, "member", 1, 4, "{\"handle\":\"jana\",\"grants\":{\"admin\":{}}}");
  calls_apply (self);
  operation = calls_operation (self,
                               act (self,
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

/* ---- Undo ---- */

static char *
undo (CallsFixture *self, gboolean redo, gint64 *seq)
{
  g_autoptr (GError) error = NULL;
  char *what = NULL;

  agent_undo (&self->desk, redo, seq, &what, &error);
  g_assert_no_error (error);
  return what;
}

static void
refuse_undo (CallsFixture *self, M77Error code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;
  gint64 seq;

  g_assert_false (agent_undo (&self->desk, FALSE, &seq, &what, &error));
  g_assert_error (error, M77_ERROR, (int) code);
}

static void
assert_did (const char *what, const char *did)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  const M77Json *json = m77_json_parse (pool, what, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (m77_json_get_string (json, "did"), ==, did);
  g_assert_nonnull (m77_json_get_string (m77_json_get (json, "operation"), "id"));
}

static void
assert_title (CallsFixture *self, const char *title)
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
  gint64 first = edit (self, "2041", "{\"title\":\"Down\"}", ""), seq;

  withdrawn = undo (self, FALSE, &seq);
  assert_did (withdrawn, "withdrawn");
  g_assert_cmpint (fixture_state (self->store->journal, first), ==, AGENT_OP_WITHDRAWN);
  assert_title (self, "Checkout slow");
  refuse_undo (self, M77_ERROR_NOTHING_TO_UNDO);
  again = undo (self, TRUE, &seq);
  assert_did (again, "reversed");
  assert_title (self, "Down");
}

static char *
undo_next (CallsFixture *self, gboolean redo)
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
  g_autofree char *nothing = undo_next (self, FALSE), *unsent = NULL, *again = NULL, *sent = NULL,
                  *done = NULL;
  gint64 seq, first = edit (self, "2041", "{\"title\":\"Down\"}", "");

  g_assert_cmpstr (nothing, ==, "");
  unsent = undo_next (self, FALSE);
  g_assert_true (g_str_has_prefix (unsent, "{\"would\":\"withdraw\",\"count\":1,"));
  assert_title (self, "Down");
  g_free (undo (self, FALSE, &seq));
  again = undo_next (self, TRUE);
  g_assert_true (g_str_has_prefix (again, "{\"would\":\"repeat\","));
  done = undo (self, TRUE, &seq);
  g_assert_cmpint (seq, >, first);
  calls_settle (self, seq, AGENT_OP_APPLIED, 5);
  sent = undo_next (self, FALSE);
  g_assert_true (g_str_has_prefix (sent, "{\"would\":\"reverse\","));
}

static void
test_undo_applied (CallsFixture *self, gconstpointer data)
{
  g_autoptr (AgentOperation) inverse = NULL;
  g_autofree char *what = NULL, *again = NULL;
  gint64 first = edit (self, "2041", "{\"title\":\"Down\"}", "{\"labels\":{\"add\":[\"eu\"]}}"),
         seq;

  calls_settle (self, first, AGENT_OP_APPLIED, 5);
  what = undo (self, FALSE, &seq);
  assert_did (what, "reversed");
  inverse = calls_operation (self, seq);
  g_assert_cmpint (inverse->undoes, ==, first);
  g_assert_cmpstr (inverse->patch, ==, "{\"title\":\"Checkout slow\"}");
  g_assert_cmpstr (inverse->elements, ==, "{\"labels\":{\"remove\":[\"eu\"]}}");
  assert_title (self, "Checkout slow");
  again = undo (self, TRUE, &seq);
  assert_did (again, "withdrawn");
  assert_title (self, "Down");
}

/* A key that was put into a map is taken out again, and no other. */
static void
test_undo_in_map (CallsFixture *self, gconstpointer data)
{
  g_autoptr (AgentOperation) first = NULL, second = NULL;
  g_autofree char *what = NULL, *before = NULL;
  gint64 seq = edit (self, "2041", "{\"tasks\":{\"a\":{\"text\":\"look\"}}}", "");

  calls_settle (self, seq, AGENT_OP_APPLIED, 5);
  seq = edit (self,
              "2041",
              "{\"tasks\":{\"a\":{\"assignee\":\"jana\"},\"b\":{\"text\":\"tell\"}}}",
              "");
  calls_settle (self, seq, AGENT_OP_APPLIED, 6);
  what = undo (self, FALSE, &seq);
  second = calls_operation (self, seq);
  g_assert_cmpstr (second->patch, ==, "{\"tasks\":{\"a\":{\"assignee\":null},\"b\":null}}");
  before = undo (self, FALSE, &seq);
  first = calls_operation (self, seq);
  g_assert_cmpstr (first->patch, ==, "{\"tasks\":null}");
}

static void
test_undo_after_others (CallsFixture *self, gconstpointer data)
{
  gint64 first = edit (self, "2041", "{\"title\":\"Down\"}", "");

  calls_settle (self, first, AGENT_OP_APPLIED, 5);
  calls_add (self,
             "incident",
             2,
             6,
             "{\"number\":2041,\"title\":\"Omar's\",\"severity\":\"sev2\","
             "\"status\":\"triggered\",\"environment\":\"production\"}");
  calls_apply (self);
  refuse_undo (self, M77_ERROR_CONFLICT);
}

static void
test_undo_action_is_offered (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;
  gint64 seq = act (self, "incident", "2041", "acknowledge", "", &error);

  g_assert_no_error (error);
  calls_settle (self, seq, AGENT_OP_APPLIED, 5);
  what = undo (self, FALSE, &seq);
  assert_did (what, "offered");
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
  did = undo (self, FALSE, &seq);
  assert_did (did, "reversed");
  g_assert_cmpint (fixture_state (self->store->journal, 2), ==, AGENT_OP_WITHDRAWN);
  g_assert_cmpint (seq, ==, 3);
  refuse_undo (self, M77_ERROR_NOTHING_TO_UNDO);
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
  did = undo (self, FALSE, &seq);
  again = undo (self, TRUE, &seq);
  g_assert_cmpint (fixture_state (self->store->journal, 3), ==, AGENT_OP_QUEUED);
  g_assert_cmpint (fixture_state (self->store->journal, 4), ==, AGENT_OP_QUEUED);
  last = undo (self, FALSE, &seq);
  assert_did (last, "withdrawn");
  g_assert_cmpint (fixture_state (self->store->journal, 3), ==, AGENT_OP_WITHDRAWN);
  g_assert_cmpint (fixture_state (self->store->journal, 4), ==, AGENT_OP_WITHDRAWN);
}

/* ---- The outbox ---- */

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
  gint64 first = edit (self, "2041", "{\"title\":\"Down\"}", "");

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
  later = edit (self, "~1", "{\"title\":\"Cards fail\"}", "");
  decide (self, "withdraw", seq);
  g_assert_cmpint (fixture_state (self->store->journal, seq), ==, AGENT_OP_WITHDRAWN);
  g_assert_cmpint (fixture_state (self->store->journal, later), ==, AGENT_OP_WITHDRAWN);
  g_assert_null (agent_cache_find (self->store->reader, "incident", id, NULL));
}

static void
test_outstanding_stays (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 first = edit (self, "2041", "{\"title\":\"Down\"}", ""), seq;

  g_free (fixture_attempt (&self->base, self->store->journal, first));
  g_assert_false (agent_decide (&self->desk, "withdraw", "1", &seq, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, M77_ERROR);
  g_assert_cmpint (fixture_state (self->store->journal, first), ==, AGENT_OP_QUEUED);
  g_clear_error (&error);
  g_assert_false (agent_decide (&self->desk, "burn", "1", &seq, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_USAGE);
}

/* ---- Acknowledged by somebody else meanwhile ---- */

/* Held, and then Omar acknowledged it. */
static gint64
make_taken (CallsFixture *self)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = act (self, "incident", "2041", "acknowledge", "", &error);

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
  other = edit (self, "2041", "{\"title\":\"Down\"}", "");
  g_assert_cmpint (other, >, seq);
  g_assert_false (agent_decide (&self->desk, "drop", "2", &other, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_PRECONDITION_CHANGED);
}

/* ---- Edited and sent again ---- */

static void
test_resend_edit (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) again = NULL;
  gint64 seq, first = edit (self, "2041", "{\"title\":\"Down\"}", "");
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
  seq = act (self, "incident", "2041", "resolve", "{\"resolution\":\"a\"}", &error);
  g_assert_no_error (error);
  agent_resend (&self->desk, "1", "{\"args\":{\"resolution\":\"b\"}}", &seq, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_state (self->store->journal, 1), ==, AGENT_OP_DISCARDED);
  again = calls_operation (self, seq);
  g_assert_cmpstr (again->args, ==, "{\"resolution\":\"b\"}");
  g_assert_cmpstr (again->id, ==, id);
}

static void
test_undo_action_is_asked_for (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) inverse = NULL;
  g_autofree char *what = NULL, *id = NULL;
  gint64 seq, first = edit (self, "2041", "{\"title\":\"Down\"}", "");

  seq = act (self, "incident", "2041", "acknowledge", "", &error);
  g_assert_no_error (error);
  calls_settle (self, seq, AGENT_OP_APPLIED, 5);
  agent_undo_action (&self->desk, "2", "by mistake", &seq, &id, &error);
  g_assert_no_error (error);
  inverse = calls_operation (self, seq);
  g_assert_cmpstr (inverse->action, ==, "unacknowledge");
  g_assert_cmpint (inverse->undoes, ==, 2);
  what = undo (self, FALSE, &seq);
  assert_did (what, "withdrawn");
  g_assert_cmpint (fixture_state (self->store->journal, first), ==, AGENT_OP_WITHDRAWN);
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
  CALLS_TEST ("/undo/unsent", test_undo_unsent);
  CALLS_TEST ("/undo/next", test_undo_next);
  CALLS_TEST ("/undo/applied", test_undo_applied);
  CALLS_TEST ("/undo/in-map", test_undo_in_map);
  CALLS_TEST ("/undo/after-others", test_undo_after_others);
  CALLS_TEST ("/undo/action-is-offered", test_undo_action_is_offered);
  CALLS_TEST ("/undo/group", test_undo_group);
  CALLS_TEST ("/undo/redo-group", test_redo_group);
  CALLS_TEST ("/decide/retry", test_retry);
  CALLS_TEST ("/decide/withdraw-create", test_withdraw_create);
  CALLS_TEST ("/decide/outstanding-stays", test_outstanding_stays);
  CALLS_TEST ("/decide/taken-is-told", test_taken_is_told);
  CALLS_TEST ("/decide/join", test_join);
  CALLS_TEST ("/decide/take-over", test_take_over);
  CALLS_TEST ("/decide/drop", test_drop);
  CALLS_TEST ("/decide/resend-edit", test_resend_edit);
  CALLS_TEST ("/decide/resend-action", test_resend_action);
  CALLS_TEST ("/undo/action-is-asked-for", test_undo_action_is_asked_for);
  return g_test_run ();
}
