/* What takes an action back, where that is an action of another record, or of many.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-undo-action"

#include "config.h"

#include "agent/service/agent-act.h"
#include "agent/service/agent-undo-action.h"
#include "agent/service/agent-undo.h"
#include "shared/base/m77-error.h"
#include "tests/agent/calls-fixture.h"

#define INCIDENT 2

/* A record that the platform made when the action was applied. */
static void
make (CallsFixture *self, const char *kind, guint n, const char *by, const char *doc)
{
  g_autofree char *id = calls_id (n), *now = m77_time_format (self->base.now);

  g_string_append_printf (self->lines,
                          "{\"kind\":\"%s\",\"id\":\"%s\",\"version\":1,\"created_at\":\"%s\","
                          "\"updated_at\":\"%s\",\"updated_by\":\"%s\",\"deleted\":false,"
                          "\"doc\":%s}\n",
                          kind,
                          id,
                          now,
                          now,
                          by,
                          doc);
}

static void
make_page (CallsFixture *self, guint n, const char *by, const char *member, const char *status)
{
  g_autofree char *incident = calls_id (INCIDENT);
  g_autofree char *doc = g_strdup_printf ("{\"status\":\"%s\",\"incident\":\"%s\",\"member\":"
                                          "\"%s\",\"reason\":\"direct\",\"channel\":\"push\"}",
                                          status,
                                          incident,
                                          member);

  make (self, "page", n, by, doc);
}

static gint64
act (CallsFixture *self, const char *kind, const char *id, const char *action, const char *args)
{
  const AgentAsk ask = { .action = action, .args = args };
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  gint64 seq;

  agent_act_one (&self->desk, kind, id, &ask, &seq, &operation, &error);
  g_assert_no_error (error);
  calls_settle (self, seq, AGENT_OP_APPLIED, 5);
  return seq;
}

/* What undo offers; NULL: nothing. */
static const M77Json *
offer (CallsFixture *self, M77JsonPool *pool)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;
  const M77Json *json;
  gint64 seq;

  if (!agent_undo (&self->desk, FALSE, &seq, &what, &error))
    {
      g_assert_error (error, M77_ERROR, M77_ERROR_NOTHING_TO_UNDO);
      return NULL;
    }
  json = m77_json_parse (pool, what, -1, NULL);
  g_assert_cmpstr (m77_json_get_string (json, "did"), ==, "offered");
  return m77_json_get (json, "offered");
}

static AgentOperation *
take_back (CallsFixture *self, gint64 seq)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seq), *id = NULL;
  g_autoptr (GError) error = NULL;
  gint64 made;

  agent_undo_action (&self->desk, text, "by mistake", &made, &id, &error);
  g_assert_no_error (error);
  return calls_operation (self, made);
}

static void
assert_asked (const AgentOperation *operation, const char *kind, const char *action, guint record)
{
  g_autofree char *id = calls_id (record);

  g_assert_cmpstr (operation->kind, ==, kind);
  g_assert_cmpstr (operation->action, ==, action);
  g_assert_cmpstr (operation->record, ==, id);
  g_assert_cmpstr (operation->reason, ==, "by mistake");
}

/* The pages of that action: not an older one, not another's, not one that failed. */
static void
test_page (CallsFixture *self, gconstpointer data)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentOperation) made = NULL;
  const M77Json *offered;
  gint64 seq;

  make_page (self, 20, "jana", "omar", "sent");
  calls_apply (self);
  self->base.now += 3600000;
  seq = act (self, "incident", "2041", "page", "{\"member\":\"omar\"}");
  g_assert_null (offer (self, pool)); /* it has not come yet */
  make_page (self, 21, "omar", "omar", "sent");
  make_page (self, 22, "jana", "jana", "sent");
  make_page (self, 23, "jana", "omar", "failed");
  calls_apply (self);
  g_assert_null (offer (self, pool)); /* none that could be cancelled */
  make_page (self, 24, "jana", "omar", "sent");
  calls_apply (self);
  offered = offer (self, pool);
  g_assert_cmpstr (m77_json_get_string (offered, "action"), ==, "cancel");
  g_assert_cmpstr (m77_json_get_string (offered, "kind"), ==, "page");
  g_assert_cmpuint (m77_json_size (m77_json_get (offered, "records")), ==, 1);
  made = take_back (self, seq);
  assert_asked (made, "page", "cancel", 24);
  g_assert_cmpint (made->undoes, ==, seq);
}

/* Whoever was on call: all of them, at once. */
static void
test_pages (CallsFixture *self, gconstpointer data)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentOperation) made = NULL;
  g_autoptr (GPtrArray) group = NULL;
  gint64 seq = act (self, "incident", "2041", "page", "{\"schedule\":\"primary\"}");

  make_page (self, 21, "jana", "omar", "sent");
  make_page (self, 22, "jana", "lena", "delivered");
  calls_apply (self);
  g_assert_cmpuint (m77_json_size (m77_json_get (offer (self, pool), "records")), ==, 2);
  made = take_back (self, seq);
  g_assert_nonnull (made->group);
  group = agent_journal_group (self->store->journal, made->group, NULL);
  g_assert_cmpuint (group->len, ==, 2);
}

/* Cancelling one is taken back by paging the same person again. */
static void
test_cancel (CallsFixture *self, gconstpointer data)
{
  g_autoptr (AgentOperation) made = NULL;
  g_autofree char *page = calls_id (24);
  gint64 seq;

  make_page (self, 24, "omar", "lena", "sent");
  calls_apply (self);
  seq = act (self, "page", page, "cancel", "");
  made = take_back (self, seq);
  assert_asked (made, "incident", "page", INCIDENT);
  g_assert_cmpstr (made->args, ==, "{\"member\":\"lena\"}");
}

#define MATCHERS "\"matchers\":[\"alertname=\\\"Disk\\\"\"]"
#define ALERT                                                                                      \
  "{\"status\":\"%s\",\"severity\":\"critical\",\"alertname\":\"Disk\",\"fingerprint\":\"f1\","    \
  "\"environment\":\"production\",\"silences\":[%s]}"

static char *
silence_doc (const char *status, const char *ends_at)
{
  return g_strdup_printf ("{\"status\":\"%s\"," MATCHERS ",\"ends_at\":\"%s\",\"comment\":"
                          "\"disk swap\",\"author\":\"jana\"}",
                          status,
                          ends_at);
}

static void
test_silence (CallsFixture *self, gconstpointer data)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentOperation) expired = NULL, again = NULL;
  g_autofree char *ends_at = m77_time_format (self->base.now + 7200000);
  g_autofree char *mine = silence_doc ("active", ends_at), *silence = calls_id (31);
  g_autofree char *before = g_strdup_printf (ALERT, "firing", "");
  g_autofree char *named = g_strdup_printf ("\"%s\"", silence);
  g_autofree char *after = g_strdup_printf (ALERT, "suppressed", named);
  g_autofree char *args = g_strdup_printf ("{" MATCHERS ",\"ends_at\":\"%s\",\"comment\":"
                                           "\"disk swap\"}",
                                           ends_at);
  g_autofree char *alert = calls_id (30);
  gint64 seq;

  make (self, "alert", 30, "prometheus", before);
  calls_apply (self);
  seq = act (self, "alert", alert, "silence", args);
  make (self, "silence", 31, "jana", mine);
  calls_add (self, "alert", 30, 5, after);
  calls_apply (self);
  g_assert_cmpstr (m77_json_get_string (offer (self, pool), "record"), ==, silence);
  expired = take_back (self, seq);
  assert_asked (expired, "silence", "expire", 31);

  /* That one is taken back by one like it. */
  calls_settle (self, expired->seq, AGENT_OP_APPLIED, 2);
  again = take_back (self, expired->seq);
  g_assert_cmpstr (again->action, ==, "start");
  g_assert_cmpstr (again->record, !=, silence);
  g_assert_nonnull (strstr (again->args, "disk swap"));
  g_assert_nonnull (strstr (again->args, ends_at));
}

/* Asked of many at once, taken back at once; one that moved on meanwhile is left. */
static void
test_many (CallsFixture *self, gconstpointer data)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentOperation) made = NULL;
  g_autoptr (GPtrArray) group = NULL;
  const AgentAsk ask = { .action = "acknowledge", .args = "" };
  gint64 seq;
  guint count;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char
          *doc = g_strdup_printf ("{\"number\":%u,\"status\":\"triggered\",\"title\":\"many\","
                                  "\"severity\":\"sev2\",\"environment\":\"staging\"}",
                                  3000 + i);

      calls_add (self, "incident", 40 + i, 1, doc);
    }
  calls_apply (self);
  agent_act_many (&self->desk, "incident", "title:many", 3, &ask, &seq, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *doc = g_strdup_printf (
          "{\"number\":%u,\"status\":\"%s\",\"title\":\"many\",\"severity\":\"sev2\","
          "\"environment\":\"staging\",\"acknowledged_by\":\"jana\"}",
          3000 + i,
          i == 1 ? "resolved" : "acknowledged");

      calls_settle (self, seq - 2 + i, AGENT_OP_APPLIED, 2);
      calls_add (self, "incident", 40 + i, 3, doc);
    }
  calls_apply (self);
  g_assert_cmpuint (m77_json_size (m77_json_get (offer (self, pool), "records")), ==, 3);
  made = take_back (self, seq);
  g_assert_cmpstr (made->action, ==, "unacknowledge");
  group = agent_journal_group (self->store->journal, made->group, NULL);
  g_assert_cmpuint (group->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CALLS_TEST ("/undo-action/page", test_page);
  CALLS_TEST ("/undo-action/pages", test_pages);
  CALLS_TEST ("/undo-action/cancel", test_cancel);
  CALLS_TEST ("/undo-action/silence", test_silence);
  CALLS_TEST ("/undo-action/many", test_many);
  return g_test_run ();
}
