/* What a person decides about conflicts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-resolve"

#include "config.h"

#include <string.h>

#include "agent/service/agent-create.h"
#include "agent/service/agent-decide.h"
#include "agent/service/agent-edit.h"
#include "agent/service/agent-operation-json.h"
#include "agent/service/agent-resolve.h"
#include "agent/store/agent-cache-private.h"
#include "tests/agent/calls-fixture.h"

#define MINE                                                                                       \
  "{\"title\":\"Down\",\"bridge\":\"https://meet.example/1\",\"summary\":\"one\\nmine\\n\","       \
  "\"tasks\":{\"a\":{\"text\":\"mine\"},\"b\":{\"text\":\"new\"}}}"
#define THEIRS                                                                                     \
  "\"number\":2041,\"title\":\"Omar's\",\"severity\":\"sev2\",\"status\":\"triggered\","           \
  "\"summary\":\"one\\ntheirs\\n\",\"tasks\":{\"a\":{\"text\":\"theirs\"},\"c\":{\"text\":\"c\"}}" \
  ","                                                                                              \
  "\"environment\":\"production\""

/* The operation meets `theirs`, the document's members or NULL where it was deleted. */
static void
meet (CallsFixture *self, gint64 seq, const char *base, const char *theirs, const char *overlaps)
{
  g_autofree char *key = fixture_attempt (&self->base, self->store->journal, seq);
  g_autofree char *record = g_strdup_printf ("{\"kind\":\"incident\",\"id\":\"x\",\"version\":5,"
                                             "\"deleted\":%s,\"doc\":{%s}}",
                                             theirs == NULL ? "true" : "false",
                                             theirs != NULL ? theirs : "");
  const AgentConflict conflict = { .seq = seq,
                                   .base = (char *) base,
                                   .theirs = record,
                                   .theirs_version = 5,
                                   .theirs_by = (char *) "omar",
                                   .overlaps = (char *) overlaps,
                                   .found_at = self->base.now };
  const AgentSettlement settlement = {
    .seq = seq, .key = key, .state = AGENT_OP_CONFLICT, .conflict = &conflict
  };
  g_autoptr (GError) error = NULL;

  g_assert_true (agent_journal_settle (self->store->journal, &settlement, &error));
  g_assert_no_error (error);
}

static gint64
edit (CallsFixture *self, const char *patch)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  const AgentEdit what = { "", patch, "" };
  gint64 seq;

  agent_edit_one (&self->desk, "incident", "2041", &what, &seq, &operation, &error);
  g_assert_no_error (error);
  return seq;
}

static gint64
make_conflict (CallsFixture *self)
{
  gint64 seq = edit (self, MINE);

  meet (self,
        seq,
        "{\"title\":\"Checkout slow\",\"bridge\":null,\"summary\":\"one\\n\","
        "\"tasks\":{\"a\":{\"text\":\"old\"}}}",
        THEIRS,
        "[\"title\",\"summary\",\"tasks\"]");
  return seq;
}

static const M77Json *
read_conflict (CallsFixture *self, M77JsonPool *pool, gint64 seq)
{
  g_autoptr (AgentOperation) operation = calls_operation (self, seq);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const M77Json *json;

  agent_conflict_write_json (&self->desk, operation, out, &error);
  g_assert_no_error (error);
  json = m77_json_parse (pool, out->str, -1, &error);
  g_assert_no_error (error);
  return json;
}

static const M77Json *
find_field (const M77Json *conflict, const char *path)
{
  const M77Json *fields = m77_json_get (conflict, "fields");

  for (const M77Json *f = m77_json_first (fields); f != NULL; f = m77_json_next (f))
    if (g_str_equal (m77_json_get_string (f, "path"), path))
      return f;
  return NULL;
}

static gint64
resolve (CallsFixture *self, gint64 conflict, const char *choices)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, conflict);
  gint64 seq = -1;

  agent_resolve (&self->desk, id, choices, &seq, &error);
  g_assert_no_error (error);
  return seq;
}

static void
refuse (CallsFixture *self, const char *choices, M77Error code)
{
  g_autoptr (GError) error = NULL;
  gint64 seq;

  g_assert_false (agent_resolve (&self->desk, "1", choices, &seq, &error));
  g_assert_error (error, M77_ERROR, (int) code);
  g_assert_cmpint (fixture_state (self->store->journal, 1), ==, AGENT_OP_CONFLICT);
}

static void
check_patch (CallsFixture *self, gint64 seq, const char *patch)
{
  g_autoptr (AgentOperation) operation = calls_operation (self, seq);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  g_assert_cmpint (operation->state, ==, AGENT_OP_QUEUED);
  g_assert_cmpint (operation->base_version, ==, 5);
  if (!m77_json_equal (m77_json_parse (pool, operation->patch, -1, NULL),
                       m77_json_parse (pool, patch, -1, NULL)))
    g_assert_cmpstr (operation->patch, ==, patch);
}

static void
test_shown (CallsFixture *self, gconstpointer data)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *conflict = read_conflict (self, pool, make_conflict (self));
  const M77Json *title = find_field (conflict, "title");
  const M77Json *summary = find_field (conflict, "summary");
  const M77Json *bridge = find_field (conflict, "bridge");

  g_assert_cmpstr (m77_json_get_string (conflict, "clash"), ==, "edit");
  g_assert_cmpstr (m77_json_get_string (conflict, "theirs_by"), ==, "omar");
  g_assert_cmpstr (m77_json_get_string (title, "base"), ==, "Checkout slow");
  g_assert_cmpstr (m77_json_get_string (title, "theirs"), ==, "Omar's");
  g_assert_cmpstr (m77_json_get_string (title, "mine"), ==, "Down");
  g_assert_cmpstr (m77_json_get_string (title, "merged"), ==, "Omar's");
  g_assert_cmpstr (m77_json_get_string (title, "rule"), ==, "ask");
  g_assert_true (m77_json_get_bool (title, "asks"));
  g_assert_cmpuint (m77_json_size (m77_json_get (title, "takes")), ==, 3);
  g_assert_cmpstr (m77_json_get_string (summary, "both"), ==, "one\ntheirs\nmine\n");
  g_assert_false (m77_json_get_bool (bridge, "asks"));
  g_assert_cmpstr (m77_json_get_string (bridge, "merged"), ==, "https://meet.example/1");
  g_assert_true (m77_json_get_bool (find_field (conflict, "tasks/a"), "asks"));
  g_assert_false (m77_json_get_bool (find_field (conflict, "tasks/b"), "asks"));
  g_assert_null (find_field (conflict, "tasks/c"));
}

/* Within one key of a map what does not meet is merged: only the other key asks. */
static void
test_within_a_key (CallsFixture *self, gconstpointer data)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  gint64 seq = edit (self, "{\"tasks\":{\"a\":{\"text\":\"mine\"},\"b\":{\"text\":\"mine\"}}}");
  const M77Json *conflict;

  meet (self,
        seq,
        "{\"tasks\":{\"a\":{\"text\":\"old\"},\"b\":{\"text\":\"old\"}}}",
        "\"number\":2041,\"title\":\"Checkout slow\",\"tasks\":{\"a\":{\"text\":\"old\","
        "\"assignee\":\"omar\"},\"b\":{\"text\":\"theirs\"}}",
        "[\"tasks\"]");
  conflict = read_conflict (self, pool, seq);
  g_assert_false (m77_json_get_bool (find_field (conflict, "tasks/a"), "asks"));
  g_assert_true (m77_json_get_bool (find_field (conflict, "tasks/b"), "asks"));
  resolve (self, seq, "{\"tasks/b\":\"mine\"}");
  check_patch (self, seq, "{\"tasks\":{\"a\":{\"text\":\"mine\"},\"b\":{\"text\":\"mine\"}}}");
}

static void
test_mine (CallsFixture *self, gconstpointer data)
{
  gint64 seq = make_conflict (self);

  g_assert_cmpint (resolve (self, seq, "{\"*\":\"mine\"}"), ==, seq);
  check_patch (self,
               seq,
               "{\"title\":\"Down\",\"bridge\":\"https://meet.example/1\","
               "\"summary\":\"one\\nmine\\n\","
               "\"tasks\":{\"a\":{\"text\":\"mine\"},\"b\":{\"text\":\"new\"}}}");
}

static void
test_each_its_own (CallsFixture *self, gconstpointer data)
{
  gint64 seq = make_conflict (self);

  resolve (self,
           seq,
           "{\"title\":{\"value\":\"Ours\"},\"summary\":\"both\",\"tasks/a\":\"theirs\","
           "\"bridge\":\"theirs\"}");
  check_patch (self,
               seq,
               "{\"title\":\"Ours\",\"summary\":\"one\\ntheirs\\nmine\\n\","
               "\"tasks\":{\"b\":{\"text\":\"new\"}}}");
}

static void
test_theirs (CallsFixture *self, gconstpointer data)
{
  g_autoptr (AgentConflict) kept = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seq = edit (self, "{\"title\":\"Down\"}");

  meet (self, seq, "{\"title\":\"Checkout slow\"}", THEIRS, "[\"title\"]");
  g_assert_cmpint (resolve (self, seq, "{\"title\":\"theirs\"}"), ==, 0);
  g_assert_cmpint (fixture_state (self->store->journal, seq), ==, AGENT_OP_RESOLVED);
  kept = agent_journal_conflict (self->store->journal, seq, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (kept->decision, "\"choices\":{\"title\":\"theirs\"},\"by\":\"jana\""));
  g_assert_false (agent_resolve (&self->desk, "1", "", &seq, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_PRECONDITION_CHANGED);
}

static void
test_refused (CallsFixture *self, gconstpointer data)
{
  make_conflict (self);
  refuse (self, "{\"title\":\"mine\"}", M77_ERROR_CONFLICT);
  refuse (self, "{\"*\":\"mine\",\"title\":\"both\"}", M77_ERROR_INVALID);
  refuse (self, "{\"*\":\"mine\",\"severity\":\"mine\"}", M77_ERROR_INVALID);
  refuse (self, "{\"*\":\"mine\",\"title\":\"hers\"}", M77_ERROR_USAGE);
  refuse (self, "[]", M77_ERROR_BAD_JSON);
}

/* What was made after it comes after it still. */
static void
test_keeps_its_place (CallsFixture *self, gconstpointer data)
{
  gint64 first = edit (self, "{\"title\":\"Down\"}"), second;
  g_autoptr (GPtrArray) unended = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  second = edit (self, "{\"title\":\"Down again\"}");
  meet (self, first, "{\"title\":\"Checkout slow\"}", THEIRS, "[\"title\"]");
  unended = agent_journal_unended (self->store->journal, NULL, NULL, 0, &error);
  agent_outbox_write_json (&self->desk, unended, out);
  g_assert_nonnull (strstr (out->str, "\"seq\":1,\"state\":\"conflict\"}"));
  g_assert_nonnull (strstr (out->str, "Waits for change 1 to be decided."));
  resolve (self, first, "{\"title\":\"mine\"}");
  g_clear_pointer (&unended, g_ptr_array_unref);
  unended = agent_journal_unended (self->store->journal, NULL, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unended->len, ==, 2);
  g_assert_cmpint (((AgentOperation *) unended->pdata[0])->seq, ==, first);
  g_assert_cmpint (((AgentOperation *) unended->pdata[1])->seq, ==, second);
}

static void
test_half_made (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *none = NULL, *half = NULL, *gone = NULL;
  gint64 seq = make_conflict (self);

  none = agent_resolve_read (&self->desk, "1", &error);
  g_assert_cmpstr (none, ==, "");
  g_assert_true (agent_resolve_save (&self->desk, "1", "{\"title\":\"mine\"}", &error));
  g_assert_no_error (error);
  half = agent_resolve_read (&self->desk, "1", &error);
  g_assert_cmpstr (half, ==, "{\"title\":\"mine\"}");
  g_assert_true (agent_resolve_save (&self->desk, "1", "", &error));
  gone = agent_resolve_read (&self->desk, "1", &error);
  g_assert_cmpstr (gone, ==, "");
  resolve (self, seq, "{\"*\":\"mine\"}");
  g_assert_false (agent_resolve_save (&self->desk, "1", "{\"title\":\"mine\"}", &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_PRECONDITION_CHANGED);
}

/* ---- Deleted, and taken names ---- */

static void
test_deleted (CallsFixture *self, gconstpointer data)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentOperation) again = NULL;
  gint64 seq = edit (self, "{\"title\":\"Down\"}");
  const M77Json *conflict, *doc;

  meet (self, seq, "{\"title\":\"Checkout slow\"}", NULL, "[]");
  conflict = read_conflict (self, pool, seq);
  g_assert_cmpstr (m77_json_get_string (conflict, "clash"), ==, "deleted");
  g_assert_cmpstr (m77_json_get_string (conflict, "why"), ==, "omar deleted it.");
  g_assert_true (m77_json_get_bool (find_field (conflict, "*"), "asks"));
  g_assert_cmpstr (m77_json_get_string (find_field (conflict, "title"), "mine"), ==, "Down");
  resolve (self, seq, "{\"*\":\"mine\"}");
  g_assert_cmpint (fixture_state (self->store->journal, seq), ==, AGENT_OP_RESOLVED);
  again = calls_operation (self, seq + 1);
  g_assert_cmpint (again->type, ==, M77_OPERATION_CREATE);
  doc = m77_json_parse (pool, again->doc, -1, NULL);
  g_assert_cmpstr (m77_json_get_string (doc, "title"), ==, "Down");
  g_assert_cmpstr (m77_json_get_string (doc, "severity"), ==, "sev2");
  g_assert_null (m77_json_get (doc, "number"));
}

/* The cache was made anew after the deletion: a record of two fields is not that record. */
static void
test_deleted_and_unknown (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  gint64 seq = edit (self, "{\"title\":\"Down\"}");
  gint64 made;

  meet (self, seq, "{\"title\":\"Checkout slow\"}", NULL, "[]");
  g_assert_true (agent_db_exec (self->store->cache->db, "UPDATE record SET doc = NULL", &error));
  id = g_strdup_printf ("%" G_GINT64_FORMAT, seq);
  g_assert_false (agent_resolve (&self->desk, id, "{\"*\":\"mine\"}", &made, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_CONFLICT);
  g_assert_cmpint (fixture_state (self->store->journal, seq), ==, AGENT_OP_CONFLICT);
  resolve (self, seq, "{\"*\":\"theirs\"}");
  g_assert_cmpint (fixture_state (self->store->journal, seq), ==, AGENT_OP_RESOLVED);
}

static void
test_name_taken (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentOperation) again = NULL;
  g_autofree char *id = NULL, *operation = NULL;
  const M77Json *conflict;
  gint64 seq;

  agent_create (&self->desk,
                "runbook",
                "{\"title\":\"Disk full\",\"body\":\"# x\",\"name\":\"disk-full\"}",
                &seq,
                &id,
                &operation,
                &error);
  g_assert_no_error (error);
  meet (self, seq, NULL, "\"name\":\"disk-full\",\"title\":\"Disk full\"", "[]");
  conflict = read_conflict (self, pool, seq);
  g_assert_cmpstr (m77_json_get_string (conflict, "clash"), ==, "create");
  g_assert_cmpstr (m77_json_get_string (find_field (conflict, "name"), "theirs"), ==, "disk-full");
  resolve (self, seq, "{\"name\":{\"value\":\"disk-full-eu\"}}");
  again = calls_operation (self, seq);
  g_assert_cmpint (again->state, ==, AGENT_OP_QUEUED);
  g_assert_nonnull (strstr (again->doc, "\"name\":\"disk-full-eu\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CALLS_TEST ("/resolve/shown", test_shown);
  CALLS_TEST ("/resolve/within-a-key", test_within_a_key);
  CALLS_TEST ("/resolve/mine", test_mine);
  CALLS_TEST ("/resolve/each-its-own", test_each_its_own);
  CALLS_TEST ("/resolve/theirs", test_theirs);
  CALLS_TEST ("/resolve/refused", test_refused);
  CALLS_TEST ("/resolve/keeps-its-place", test_keeps_its_place);
  CALLS_TEST ("/resolve/half-made", test_half_made);
  CALLS_TEST ("/resolve/deleted", test_deleted);
  CALLS_TEST ("/resolve/deleted-and-unknown", test_deleted_and_unknown);
  CALLS_TEST ("/resolve/name-taken", test_name_taken);
  return g_test_run ();
}
