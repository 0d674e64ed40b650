/* Two people who meet on one record: what goes on while a conflict is open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "agent/sync/agent-pull.h"
#include "tests/sim/world.h"

typedef struct
{
  Fixture *platform;
  Agent *jana, *omar;
  char *id;
} World;

static void
set_up (World *self, gconstpointer data)
{
  self->platform = fixture_new ();
  self->jana = agent_new (self->platform, "jana", "admin");
  self->omar = agent_new (self->platform, "omar", "admin");
  self->id = agent_create (self->jana,
                           "runbook",
                           "{'name':'disk-full','title':'Disk full','body':'one\\ntwo\\n'}");
  agent_sync (self->jana);
  agent_sync (self->omar);
}

static void
tear_down (World *self, gconstpointer data)
{
  agent_free (self->jana);
  agent_free (self->omar);
  fixture_free (self->platform);
  g_free (self->id);
}

static gint64
edit (Agent *agent, World *self, const char *patch)
{
  return agent_edit (agent, "runbook", self->id, patch, NULL);
}

/* Both wrote the title. */
static gint64
make_conflict (World *self)
{
  gint64 seq = edit (self->jana, self, "{'title':'Mine'}");

  edit (self->omar, self, "{'title':'Theirs'}");
  agent_sync (self->omar);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "conflict");
  return seq;
}

static AgentConflict *
conflict_of (Agent *agent, gint64 seq)
{
  g_autoptr (GError) error = NULL;
  AgentConflict *conflict = agent_journal_conflict (agent->store->journal, seq, &error);

  g_assert_no_error (error);
  return conflict;
}

static void
test_theirs_moves_on (World *self, gconstpointer data)
{
  g_autoptr (AgentConflict) conflict = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seq = make_conflict (self);

  g_assert_true (agent_journal_keep_decision (self->jana->store->journal,
                                              seq,
                                              "{\"title\":\"mine\"}",
                                              &error));
  edit (self->omar, self, "{'title':'Theirs again'}");
  agent_sync (self->omar);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "conflict");
  conflict = conflict_of (self->jana, seq);
  g_assert_nonnull (g_strstr_len (conflict->theirs, -1, "Theirs again"));
  g_assert_cmpstr (conflict->theirs_by, ==, "omar");
  g_assert_cmpstr (conflict->decision, ==, "{\"title\":\"mine\"}");
  g_assert_cmpstr (conflict->base, ==, "{\"title\":\"Disk full\"}");
}

/* They took it back: nobody needs to be asked. */
static void
test_no_overlap_any_more (World *self, gconstpointer data)
{
  gint64 seq = make_conflict (self);
  g_autofree char *title = NULL;

  edit (self->omar, self, "{'title':'Disk full','body':'one\\nthree\\n'}");
  agent_sync (self->omar);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "applied");
  title = agent_shows (self->jana, "runbook", self->id, "title");
  g_assert_cmpstr (title, ==, "\"Mine\"");
}

/* They took it back, and the machine died between the news and what they mean for the conflict. */
static void
test_died_between (World *self, gconstpointer data)
{
  gint64 seq = make_conflict (self);
  g_autoptr (GError) error = NULL;
  AgentPull pull = { .store = self->jana->store,
                     .wire = &self->jana->wire->wire,
                     .runtime = self->jana->store->runtime,
                     .source = "platform",
                     .tenant = "shop" };

  edit (self->omar, self, "{'title':'Disk full'}");
  agent_sync (self->omar);
  g_assert_true (agent_pull (&pull, NULL, &error));
  g_assert_no_error (error);
  agent_crash (self->jana);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "applied");
}

/* They came to the same: there is nothing left to decide or to send, but what waited behind it. */
static void
test_same_by_now (World *self, gconstpointer data)
{
  gint64 seq = make_conflict (self);
  gint64 behind = edit (self->jana, self, "{'body':'one\\ntwo\\nthree\\n'}");

  edit (self->omar, self, "{'title':'Mine'}");
  agent_sync (self->omar);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "applied");
  g_assert_cmpstr (agent_operation_state (self->jana, behind), ==, "applied");
}

/* A decision that was begun is not taken out of its person's hands. */
static void
test_begun (World *self, gconstpointer data)
{
  gint64 seq = make_conflict (self);
  g_autoptr (AgentConflict) conflict = NULL;

  g_assert_true (
      agent_journal_keep_decision (self->jana->store->journal, seq, "{\"title\":\"mine\"}", NULL));
  edit (self->omar, self, "{'title':'Disk full'}");
  agent_sync (self->omar);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "conflict");
  conflict = conflict_of (self->jana, seq);
  g_assert_cmpstr (conflict->overlaps, ==, "[]");
}

/* Omar deletes what jana edits. */
static gint64
make_deleted (World *self)
{
  g_autoptr (GError) error = NULL;
  AgentOperation gone = { .type = M77_OPERATION_DELETE,
                          .kind = (char *) "runbook",
                          .record = self->id,
                          .author = (char *) "omar",
                          .base_version = 1 };
  gint64 seq = edit (self->jana, self, "{'title':'Mine'}");

  g_assert_true (agent_journal_add (self->omar->store->journal, &gone, &error));
  g_free (gone.id);
  agent_sync (self->omar);
  g_assert_cmpstr (agent_operation_state (self->omar, gone.seq), ==, "applied");
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "conflict");
  return seq;
}

static void
test_deleted (World *self, gconstpointer data)
{
  gint64 seq = make_deleted (self);
  g_autoptr (AgentConflict) conflict = NULL;

  g_assert_cmpstr (agent_row_state (self->jana, "runbook", self->id), ==, "conflict");
  conflict = conflict_of (self->jana, seq);
  g_assert_nonnull (g_strstr_len (conflict->theirs, -1, "\"deleted\":true"));
  g_assert_cmpstr (conflict->theirs_by, ==, "omar");
}

/* It was created here, which the journal remembers: gone it is all the same, over a start too. */
static void
test_let_go (World *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const AgentRework let_go = { .seq = make_deleted (self), .state = AGENT_OP_RESOLVED };

  g_assert_true (agent_journal_rework (self->jana->store->journal, &let_go, &error));
  g_ptr_array_add (records, g_strconcat ("runbook/", self->id, NULL));
  agent_store_refresh (self->jana->store, records);
  g_assert_null (agent_row_state (self->jana, "runbook", self->id));
  agent_crash (self->jana);
  g_assert_null (agent_row_state (self->jana, "runbook", self->id));
  agent_sync (self->jana);
  g_assert_null (agent_row_state (self->jana, "runbook", self->id));
}

/* Decided, met again, decided again: both are kept. */
static void
test_decided_twice (World *self, gconstpointer data)
{
  g_autoptr (GPtrArray) earlier = NULL;
  g_autoptr (AgentConflict) last = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seq = make_conflict (self);
  const AgentRework again = { .seq = seq,
                              .state = AGENT_OP_QUEUED,
                              .decision = "{\"choices\":{\"title\":\"mine\"}}",
                              .base_version = 2,
                              .base = "{\"title\":\"Theirs\"}" };

  g_assert_true (agent_journal_rework (self->jana->store->journal, &again, &error));
  edit (self->omar, self, "{'title':'Theirs again'}");
  agent_sync (self->omar);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "conflict");
  earlier = agent_journal_earlier_conflicts (self->jana->store->journal, seq);
  g_assert_cmpuint (earlier->len, ==, 1);
  g_assert_cmpstr (((AgentConflict *) earlier->pdata[0])->decision, ==, again.decision);
  last = conflict_of (self->jana, seq);
  g_assert_null (last->decision);
}

/* A token that is no good any more drops nothing. */
static void
test_signed_out (World *self, gconstpointer data)
{
  g_auto (AgentSyncState) state = { 0 };
  gint64 seq = edit (self->jana, self, "{'title':'Mine'}");
  char *token = g_steal_pointer (&self->jana->wire->token);

  self->jana->wire->token = g_strdup ("m77_none");
  for (guint i = 0; i < 3; i++)
    g_assert_false (agent_try_sync (self->jana));
  agent_sync_state (self->jana->sync, &state);
  g_assert_cmpint (state.mode, ==, AGENT_SYNC_SIGN_IN);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "queued");
  agent_crash (self->jana);
  g_free (self->jana->wire->token);
  self->jana->wire->token = token;
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "applied");
}

#define MEETING_TEST(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  MEETING_TEST ("/meeting/theirs-moves-on", test_theirs_moves_on);
  MEETING_TEST ("/meeting/no-overlap-any-more", test_no_overlap_any_more);
  MEETING_TEST ("/meeting/died-between", test_died_between);
  MEETING_TEST ("/meeting/same-by-now", test_same_by_now);
  MEETING_TEST ("/meeting/begun", test_begun);
  MEETING_TEST ("/meeting/deleted", test_deleted);
  MEETING_TEST ("/meeting/let-go", test_let_go);
  MEETING_TEST ("/meeting/decided-twice", test_decided_twice);
  MEETING_TEST ("/meeting/signed-out", test_signed_out);
  return g_test_run ();
}
