/* Offline edits arrive once; what others did is merged, or kept for a person.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "tests/sim/world.h"

#include <glib/gstdio.h>

#define INCIDENT                                                                                   \
  "{'title':'Card payments failing','environment':'production','service':'checkout',"              \
  "'severity':'sev2','summary':'first','labels':['card']}"

typedef struct
{
  Fixture *platform;
  Agent *jana, *omar;
  char *id; /* of an incident that both have */
} World;

static void
set_up (World *self, gconstpointer data)
{
  self->platform = fixture_new ();
  self->jana = agent_new (self->platform, "jana", "admin");
  self->omar = agent_new (self->platform, "omar", "operator");
  self->id = agent_create (self->jana, "incident", INCIDENT);
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

static void
assert_shows (Agent *agent, const char *id, const char *member, const char *expected)
{
  g_autofree char *text = agent_shows (agent, "incident", id, member);

  g_assert_cmpstr (text, ==, expected);
}

static gint64
platform_version (World *self)
{
  g_autofree char *token = fixture_token (self->platform, "seen", "admin");
  g_autofree char *path = g_strconcat ("shop/incident/", self->id, NULL);
  const M77Json
      *record = fixture_json (self->platform,
                              fixture_ask (self->platform, token, "GET", path, NULL, NULL));

  return m77_json_get_int (record, "version", 0);
}

static void
test_first (World *self, gconstpointer data)
{
  g_autofree char *number = agent_shows (self->jana, "incident", self->id, "number");

  g_assert_cmpstr (number, !=, "null");
  assert_shows (self->omar, self->id, "number", number);
  g_assert_cmpstr (agent_row_state (self->jana, "incident", self->id), ==, "clean");
}

static void
test_offline (World *self, gconstpointer data)
{
  gint64 before = platform_version (self), edit;
  g_autofree char *fresh = NULL;

  self->jana->wire->fault = WIRE_DEAD;
  edit = agent_edit (self->jana, "incident", self->id, "{'summary':'mine'}", NULL);
  agent_edit (self->jana, "incident", self->id, "{'impact':'4%'}", NULL);
  agent_edit (self->jana, "incident", self->id, NULL, "{'labels':{'add':['db']}}");
  fresh = agent_create (self->jana, "incident", INCIDENT);
  agent_edit (self->jana, "incident", fresh, "{'summary':'after it'}", NULL);
  g_assert_false (agent_try_sync (self->jana));
  agent_crash (self->jana);
  self->jana->wire->fault = WIRE_DEAD;
  g_assert_false (agent_try_sync (self->jana));
  g_assert_cmpstr (agent_row_state (self->jana, "incident", self->id), ==, "pending");
  assert_shows (self->jana, self->id, "summary", "\"mine\"");

  agent_edit (self->omar, "incident", self->id, "{'bridge':'https://call.example/1'}", NULL);
  agent_sync (self->omar);
  self->jana->wire->fault = WIRE_GOOD;
  agent_sync (self->jana);
  agent_sync (self->omar);
  g_assert_cmpstr (agent_operation_state (self->jana, edit), ==, "applied");
  g_assert_cmpint (platform_version (self), ==, before + 4);
  for (guint i = 0; i < 2; i++)
    {
      Agent *agent = i == 0 ? self->jana : self->omar;

      assert_shows (agent, self->id, "summary", "\"mine\"");
      assert_shows (agent, self->id, "impact", "\"4%\"");
      assert_shows (agent, self->id, "labels", "[\"card\",\"db\"]");
      assert_shows (agent, self->id, "bridge", "\"https://call.example/1\"");
      assert_shows (agent, fresh, "summary", "\"after it\"");
      g_assert_cmpstr (agent_row_state (agent, "incident", self->id), ==, "clean");
    }
}

/* The platform did it and nobody heard: the same bytes with the same key do it no second time. */
static void
test_lost_answer (World *self, gconstpointer data)
{
  gint64 before = platform_version (self);

  agent_edit (self->jana,
              "incident",
              self->id,
              NULL,
              "{'timeline':{'append':[{'id':'0190c0de-0000-7000-8000-000000000001',"
              "'kind':'note','text':'once','at':'2030-01-01T00:00:00.000Z'}]}}");
  self->jana->wire->fault = WIRE_LOSES_ANSWER;
  g_assert_false (agent_try_sync (self->jana));
  agent_crash (self->jana);
  self->jana->wire->fault = WIRE_LOSES_ANSWER;
  g_assert_false (agent_try_sync (self->jana));
  agent_edit (self->jana, "incident", self->id, "{'summary':'behind it'}", NULL);
  self->jana->wire->fault = WIRE_GOOD;
  agent_sync (self->jana);
  g_assert_cmpint (platform_version (self), ==, before + 2);
  assert_shows (self->jana, self->id, "summary", "\"behind it\"");
}

static void
test_conflict (World *self, gconstpointer data)
{
  g_autoptr (AgentConflict) conflict = NULL;
  gint64 mine, behind;

  mine = agent_edit (self->jana, "incident", self->id, "{'title':'Mine'}", NULL);
  behind = agent_edit (self->jana, "incident", self->id, NULL, "{'labels':{'add':['late']}}");
  agent_edit (self->omar, "incident", self->id, "{'title':'Theirs'}", NULL);
  agent_sync (self->omar);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, mine), ==, "conflict");
  g_assert_cmpstr (agent_operation_state (self->jana, behind), ==, "queued");
  g_assert_cmpstr (agent_row_state (self->jana, "incident", self->id), ==, "conflict");
  conflict = agent_journal_conflict (self->jana->store->journal, mine, NULL);
  g_assert_nonnull (conflict);
  g_assert_cmpstr (conflict->overlaps, ==, "[\"title\"]");
  g_assert_cmpstr (conflict->theirs_by, ==, "omar");
  agent_crash (self->jana);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, mine), ==, "conflict");
  assert_shows (self->omar, self->id, "title", "\"Theirs\"");
}

/* A stranger's change between two edits of mine is never overwritten unseen. */
static void
test_between (World *self, gconstpointer data)
{
  gint64 second;

  agent_edit (self->jana, "incident", self->id, NULL, "{'labels':{'add':['one']}}");
  second = agent_edit (self->jana, "incident", self->id, "{'title':'Mine'}", NULL);
  agent_edit (self->omar, "incident", self->id, "{'title':'Theirs'}", NULL);
  agent_sync (self->omar);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, second), ==, "conflict");
  agent_sync (self->omar);
  assert_shows (self->omar, self->id, "title", "\"Theirs\"");
  assert_shows (self->omar, self->id, "labels", "[\"card\",\"one\"]");
}

/* An edit made on one of the same person's is no more on any version once that one is given up:
 * what it covers was never seen. */
static void
test_given_up (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 first, second;

  first = agent_edit (self->jana, "incident", self->id, "{'title':'First'}", NULL);
  agent_edit (self->omar, "incident", self->id, "{'title':'Theirs'}", NULL);
  agent_sync (self->omar);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, first), ==, "conflict");
  second = agent_edit (self->jana, "incident", self->id, "{'title':'Second'}", NULL);
  agent_journal_set_state (self->jana->store->journal,
                           first,
                           AGENT_OP_DISCARDED,
                           NULL,
                           NULL,
                           &error);
  g_assert_no_error (error);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, second), ==, "conflict");
  agent_sync (self->omar);
  assert_shows (self->omar, self->id, "title", "\"Theirs\"");
}

static gint64
add_delete (Agent *agent, const char *kind, const char *id)
{
  g_autoptr (GPtrArray)
      operations = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autoptr (AgentRow) row = agent_cache_find (agent->store->reader, kind, id, NULL);
  AgentOperation *operation = g_new0 (AgentOperation, 1);

  operation->type = M77_OPERATION_DELETE;
  operation->kind = g_strdup (kind);
  operation->record = g_strdup (id);
  operation->author = g_strdup (agent->member);
  operation->base_version = row->version;
  g_ptr_array_add (operations, operation);
  g_assert_true (agent_store_add (agent->store, operations, NULL));
  return operation->seq;
}

/* Theirs is what the platform has, also where this person asked for its end again. */
static void
test_theirs_is_not_mine (World *self, gconstpointer data)
{
  g_autofree char *id = agent_create (self->jana,
                                      "runbook",
                                      "{'name':'restart','title':'One','body':'Do it'}");
  g_autoptr (AgentConflict) conflict = NULL;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  gint64 mine;

  agent_sync (self->jana);
  agent_sync (self->omar);
  mine = add_delete (self->jana, "runbook", id);
  agent_edit (self->omar, "runbook", id, "{'title':'Two'}", NULL);
  agent_sync (self->omar);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, mine), ==, "conflict");
  add_delete (self->jana, "runbook", id);
  agent_edit (self->omar, "runbook", id, "{'title':'Three'}", NULL);
  agent_sync (self->omar);
  agent_sync (self->jana);
  conflict = agent_journal_conflict (self->jana->store->journal, mine, NULL);
  g_assert_cmpstr (
      m77_json_get_string (m77_json_get (m77_json_parse (pool, conflict->theirs, -1, NULL), "doc"),
                           "title"),
      ==,
      "Three");
}

/* With the cache gone, a record with pending work is shown without the rest of it. What is
 * edited then was made on no version: it meets the record, and is not refused for good. */
static void
test_lost_cache (World *self, gconstpointer data)
{
  static const char *const files[] = { "cache.db", "cache.db-wal", "cache.db-shm" };
  gint64 late;

  agent_edit (self->omar, "incident", self->id, "{'title':'Mine'}", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (self->omar->directory, files[i], NULL);

      g_unlink (path);
    }
  agent_crash (self->omar);
  late = agent_edit (self->omar, "incident", self->id, "{'summary':'late'}", NULL);
  agent_sync (self->omar);
  g_assert_cmpstr (agent_operation_state (self->omar, late), ==, "conflict");
  assert_shows (self->omar, self->id, "title", "\"Mine\"");
}

/* What the platform refused is its person's to close: no clock moves it. */
static void
test_refused_action (World *self, gconstpointer data)
{
  gint64 seq = agent_act (self->jana, "page", "incident", self->id, NULL);

  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "rejected");
  self->platform->now += 24 * 3600 * G_GINT64_CONSTANT (1000);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "rejected");
}

static void
test_acknowledge (World *self, gconstpointer data)
{
  gint64 seq = agent_act (self->jana, "acknowledge", "incident", self->id, NULL);

  assert_shows (self->jana, self->id, "status", "\"triggered\"");
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "applied");
  assert_shows (self->jana, self->id, "status", "\"acknowledged\"");
  assert_shows (self->jana, self->id, "acknowledged_by", "\"jana\"");
}

static void
test_too_late (World *self, gconstpointer data)
{
  gint64 seq = agent_act (self->jana, "acknowledge", "incident", self->id, NULL);

  self->jana->wire->fault = WIRE_DEAD;
  g_assert_false (agent_try_sync (self->jana));
  self->platform->now += 6 * 60 * 1000;
  agent_crash (self->jana);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "held");
  assert_shows (self->jana, self->id, "status", "\"triggered\"");
  g_assert_cmpstr (agent_row_state (self->jana, "incident", self->id), ==, "held");

  agent_edit (self->jana, "incident", self->id, "{'summary':'not held up'}", NULL);
  agent_sync (self->jana);
  agent_sync (self->omar);
  assert_shows (self->omar, self->id, "summary", "\"not held up\"");
  self->platform->now += 13 * 3600 * G_GINT64_CONSTANT (1000);
  agent_sync (self->jana);
  g_assert_cmpstr (agent_operation_state (self->jana, seq), ==, "lapsed");
}

/* Wherever the body is cut, what came before is kept and the rest comes later. */
static void
test_cuts (World *self, gconstpointer data)
{
  Agent *late = agent_new (self->platform, "lena", "viewer");
  gssize cut = 0;

  do
    {
      late->wire->cut_after = cut;
      cut += 97;
    }
  while (!agent_try_sync (late) && cut < 1000000);
  g_assert_cmpint (cut, >, 97);
  late->wire->cut_after = -1;
  agent_sync (late);
  assert_shows (late, self->id, "summary", "\"first\"");
  agent_free (late);
}

#define ADD(path, function) g_test_add (path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync/first", test_first);
  ADD ("/sync/offline", test_offline);
  ADD ("/sync/lost-answer", test_lost_answer);
  ADD ("/sync/conflict", test_conflict);
  ADD ("/sync/between", test_between);
  ADD ("/sync/given-up", test_given_up);
  ADD ("/sync/theirs-is-not-mine", test_theirs_is_not_mine);
  ADD ("/sync/lost-cache", test_lost_cache);
  ADD ("/sync/refused-action", test_refused_action);
  ADD ("/sync/acknowledge", test_acknowledge);
  ADD ("/sync/too-late", test_too_late);
  ADD ("/sync/cuts", test_cuts);
  return g_test_run ();
}
