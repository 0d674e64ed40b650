/* What edits, creates and deletes become in the journal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-edit"

#include "config.h"

#include "agent/service/agent-create.h"
#include "agent/service/agent-edit.h"
#include "tests/agent/calls-fixture.h"

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
refuse_edit (CallsFixture *self, const char *id, const char *patch, M77Error code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  const AgentEdit what = { "", patch, "" };
  gint64 seq;

  g_assert_false (agent_edit_one (&self->desk, "incident", id, &what, &seq, &operation, &error));
  g_assert_error (error, M77_ERROR, (int) code);
  g_assert_cmpint (agent_journal_last_seq (self->store->journal), ==, 0);
}

static void
test_is_journaled (CallsFixture *self, gconstpointer data)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  gint64 seq = edit (self, "INC-2041", "{\"title\":\"Checkout down\"}", "");
  g_autoptr (AgentOperation) operation = calls_operation (self, seq);

  g_assert_cmpint (operation->type, ==, M77_OPERATION_UPDATE);
  g_assert_cmpstr (operation->author, ==, "jana");
  g_assert_cmpstr (operation->session, ==, "tui-1");
  g_assert_cmpint (operation->base_version, ==, 4);
  g_assert_cmpstr (operation->base, ==, "{\"title\":\"Checkout slow\"}");
  g_assert_cmpstr (m77_json_get_string (calls_doc (self, pool, "incident", "2041"), "title"),
                   ==,
                   "Checkout down");
  g_assert_cmpuint (self->desk.moved->len, ==, 2);
  g_assert_cmpstr (self->desk.moved->pdata[1], ==, "queued");
}

static void
test_changes_nothing (CallsFixture *self, gconstpointer data)
{
  g_assert_cmpint (edit (self, "2041", "{\"title\":\"Checkout slow\"}", ""), ==, 0);
  g_assert_cmpint (edit (self, "2041", "", "{\"labels\":{\"add\":[\"db\"]}}"), ==, 0);
  g_assert_cmpint (edit (self, "2041", "", ""), ==, 0);
  g_assert_cmpint (agent_journal_last_seq (self->store->journal), ==, 0);
}

static void
test_is_refused (CallsFixture *self, gconstpointer data)
{
  refuse_edit (self, "2041", "{\"severity\":\"sev9\"}", M77_ERROR_INVALID);
  refuse_edit (self, "2041", "{\"status\":\"closed\"}", M77_ERROR_INVALID);
  refuse_edit (self, "2041", "[]", M77_ERROR_BAD_JSON);
  refuse_edit (self, "2041", "{", M77_ERROR_BAD_JSON);
  refuse_edit (self, "2999", "{\"title\":\"x\"}", M77_ERROR_NOT_FOUND);
  refuse_edit (self, "2041", "{\"deployments\":[\"DEP-99\"]}", M77_ERROR_NOT_FOUND);
  calls_add (self, "member", 1, 4, "{\"handle\":\"jana\",\"grants\":{\"viewer\":{}}}");
  calls_apply (self);
  refuse_edit (self, "2041", "{\"title\":\"x\"}", M77_ERROR_NOT_PERMITTED);
  /* An expired grant counts for nothing; an unknown role might permit it. */
  calls_add (self,
             "member",
             1,
             5,
             "{\"handle\":\"jana\",\"grants\":{\"admin\":{\"until\":\"2030-05-17T03:11:00Z\"},"
             "\"viewer\":{}}}");
  calls_apply (self);
  refuse_edit (self, "2041", "{\"title\":\"x\"}", M77_ERROR_NOT_PERMITTED);
  calls_add (self, "member", 1, 6, "{\"handle\":\"jana\",\"grants\":{\"house\":{}}}");
  calls_apply (self);
  g_assert_cmpint (edit (self, "2041", "{\"title\":\"x\"}", ""), ==, 1);
  self->desk.member = NULL;
  {
    const AgentEdit what = { "", "{\"title\":\"y\"}", "" };
    g_autofree char *operation = NULL;
    g_autoptr (GError) error = NULL;
    gint64 seq;

    g_assert_false (
        agent_edit_one (&self->desk, "incident", "2041", &what, &seq, &operation, &error));
    g_assert_error (error, M77_ERROR, M77_ERROR_SIGN_IN);
  }
}

static void
test_resolves_references (CallsFixture *self, gconstpointer data)
{
  g_autofree char *id = calls_id (4);
  g_autofree char *expected = g_strdup_printf ("{\"deployments\":{\"add\":[\"%s\"]}}", id);
  gint64 seq = edit (self,
                     "2041",
                     "{\"lead\":\"@omar\"}",
                     "{\"deployments\":{\"add\":[\"DEP-7\"]}}");
  g_autoptr (AgentOperation) operation = calls_operation (self, seq);

  g_assert_cmpstr (operation->patch, ==, "{\"lead\":\"omar\"}");
  g_assert_cmpstr (operation->elements, ==, expected);
}

static void
test_completes_notes (CallsFixture *self, gconstpointer data)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  gint64 seq = edit (self,
                     "2041",
                     "",
                     "{\"timeline\":{\"append\":[{\"kind\":\"note\",\"text\":\"seen\"}]}}");
  g_autoptr (AgentOperation) operation = calls_operation (self, seq);
  const M77Json *elements = m77_json_parse (pool, operation->elements, -1, NULL);
  const M77Json *entry = m77_json_first (
      m77_json_get (m77_json_get (elements, "timeline"), "append"));

  g_assert_true (m77_id_is_valid (m77_json_get_string (entry, "id")));
  g_assert_cmpstr (m77_json_get_string (entry, "at"), ==, "2030-05-17T03:12:00.000Z");
  g_assert_cmpstr (m77_json_get_string (entry, "author"), ==, "jana");
  g_assert_cmpstr (m77_json_get_string (entry, "text"), ==, "seen");
  g_assert_cmpint (operation->base_version, ==, 0);
}

static void
test_base_is_kept (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  const AgentEdit what = { "{\"title\":\"Checkout\"}",
                           "{\"title\":\"Down\",\"severity\":\"sev1\"}",
                           "" };
  g_autoptr (AgentOperation) operation = NULL;
  gint64 seq;

  agent_edit_one (&self->desk, "incidents", "2041", &what, &seq, &id, &error);
  g_assert_no_error (error);
  operation = calls_operation (self, seq);
  /* What the person saw; what was not said is what there is. */
  g_assert_cmpstr (operation->base, ==, "{\"title\":\"Checkout\",\"severity\":\"sev2\"}");
  g_assert_cmpstr (operation->id, ==, id);
  g_assert_cmpstr (operation->kind, ==, "incident");
}

static void
test_many (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const AgentEdit what = { "", "{\"severity\":\"sev1\"}", "" };
  const AgentEdit wrong = { "", "{\"severity\":\"sev9\"}", "" };
  g_autoptr (AgentOperation) first = NULL, last = NULL;
  gint64 seq = 0;
  guint count = 0;

  g_assert_false (agent_edit_many (&self->desk, "incident", "", 3, &what, &seq, &count, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_COUNT_CHANGED);
  g_clear_error (&error);
  g_assert_false (agent_edit_many (&self->desk, "incident", "", 2, &wrong, &seq, &count, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (agent_journal_last_seq (self->store->journal), ==, 0);

  agent_edit_many (&self->desk, "incident", "", 2, &what, &seq, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 2);
  first = calls_operation (self, 1);
  last = calls_operation (self, seq);
  g_assert_cmpstr (first->group, ==, first->id);
  g_assert_cmpstr (last->group, ==, first->id);

  /* What would not change is left out. */
  agent_edit_many (&self->desk, "incident", "", 2, &what, &seq, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 0);
  g_assert_cmpint (seq, ==, 0);
}

static void
test_ids (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const AgentEdit what = { "", "{\"severity\":\"sev1\"}", "" };
  const char *const ids[] = { "INC-2041", "INC-9999", "INC-2042", "INC-2041", NULL };
  g_autoptr (AgentOperation) first = NULL, last = NULL;
  gint64 seq = 0;
  guint count = 0;

  agent_edit_ids (&self->desk, "incident", ids, &what, &seq, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 2);
  first = calls_operation (self, 1);
  last = calls_operation (self, seq);
  g_assert_cmpstr (first->group, ==, first->id);
  g_assert_cmpstr (last->group, ==, first->id);
}

static char *
create (CallsFixture *self, const char *kind, const char *doc, GError **error)
{
  g_autofree char *operation = NULL;
  char *id = NULL;
  gint64 seq;

  agent_create (&self->desk, kind, doc, &seq, &id, &operation, error);
  return id;
}

static void
test_create (CallsFixture *self, gconstpointer data)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *id = create (self,
                                "incident",
                                "{\"title\":\"Cards fail\",\"environment\":\"production\","
                                "\"lead\":null}",
                                &error);
  const M77Json *doc;

  g_assert_no_error (error);
  doc = calls_doc (self, pool, "incident", id);
  g_assert_cmpstr (m77_json_get_string (doc, "severity"), ==, "sev3");
  g_assert_cmpstr (m77_json_get_string (doc, "status"), ==, "triggered");
  g_assert_null (m77_json_get (doc, "lead"));
  doc = calls_doc (self, pool, "incident", "~1");
  g_assert_cmpstr (m77_json_get_string (doc, "title"), ==, "Cards fail");

  g_assert_null (create (self, "incident", "{\"title\":\"x\"}", &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (create (self, "moon", "{}", &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_UNKNOWN_KIND);
}

/* A form that is sent again after its answer was lost makes no second record. */
static void
test_create_as (CallsFixture *self, gconstpointer data)
{
  static const char *const doc = "{\"title\":\"Cards fail\",\"environment\":\"production\"}";
  static const char *const as = "0197c1d4-0000-7000-8000-000000000001";
  g_autoptr (GError) error = NULL;
  char *ids[2];
  char *operations[2];
  gint64 seqs[2];

  for (int i = 0; i < 2; i++)
    {
      agent_create_as (&self->desk, "incident", doc, as, &seqs[i], &ids[i], &operations[i], &error);
      g_assert_no_error (error);
    }
  g_assert_cmpstr (ids[0], ==, ids[1]);
  g_assert_cmpstr (operations[0], ==, as);
  g_assert_cmpstr (operations[1], ==, as);
  g_assert_cmpint (seqs[0], ==, seqs[1]);

  for (int i = 0; i < 2; i++)
    {
      g_free (ids[i]);
      g_free (operations[i]);
      g_assert_false (agent_create_as (&self->desk,
                                       i == 0 ? "incident" : "service",
                                       "{}",
                                       i == 0 ? "no id" : as,
                                       &seqs[i],
                                       &ids[i],
                                       &operations[i],
                                       &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
      g_clear_error (&error);
    }
}

static void
test_create_numbers_names (CallsFixture *self, gconstpointer data)
{
  static const char *const doc = "{\"title\":\"Cards fail\",\"body\":\"Look.\"}";
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const char *const names[] = { "cards-fail", "cards-fail-2", "cards-fail-3" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *id = create (self, "runbook", doc, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (m77_json_get_string (calls_doc (self, pool, "runbook", id), "name"),
                       ==,
                       names[i]);
    }
  g_assert_null (create (self,
                         "runbook",
                         "{\"title\":\"x\",\"body\":\"y\",\"name\":\"cards-fail-2\"}",
                         &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_KEY_TAKEN);
}

static void
test_delete (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  gint64 seq;

  g_assert_false (agent_edit_delete (&self->desk, "deployment", "DEP-7", &seq, &operation, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (
      agent_edit_delete (&self->desk, "incident", "INC-2041", &seq, &operation, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NOT_PERMITTED);
  g_clear_error (&error);

  calls_add (self,
             "deployment",
             4,
             7,
             "{\"number\":7,\"service\":\"checkout\",\"environment\":\"production\","
             "\"version\":\"4.18.0\",\"status\":\"planned\"}");
  calls_apply (self);
  agent_edit_delete (&self->desk, "deployment", "DEP-7", &seq, &operation, &error);
  g_assert_no_error (error);
  g_assert_false (agent_edit_delete (&self->desk, "deployment", "DEP-7", &seq, &operation, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CALLS_TEST ("/edit/is-journaled", test_is_journaled);
  CALLS_TEST ("/edit/changes-nothing", test_changes_nothing);
  CALLS_TEST ("/edit/is-refused", test_is_refused);
  CALLS_TEST ("/edit/resolves-references", test_resolves_references);
  CALLS_TEST ("/edit/completes-notes", test_completes_notes);
  CALLS_TEST ("/edit/base-is-kept", test_base_is_kept);
  CALLS_TEST ("/edit/many", test_many);
  CALLS_TEST ("/edit/ids", test_ids);
  CALLS_TEST ("/edit/create", test_create);
  CALLS_TEST ("/edit/create-as", test_create_as);
  CALLS_TEST ("/edit/create-numbers-names", test_create_numbers_names);
  CALLS_TEST ("/edit/delete", test_delete);
  return g_test_run ();
}
