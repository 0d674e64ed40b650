/* What a platform may answer that is no progress, or cannot be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "agent/sync/agent-pull.h"
#include "tests/agent/journal-fixture.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define LINE(n, version)                                                                           \
  "{\"kind\":\"incident\",\"id\":\"019c5f00-0000-7000-8000-00000000000" n                          \
  "\",\"version\":" version ",\"doc\":{\"title\":\"Slow\"}}\n"
#define END(cursor) "{\"cursor\":\"" cursor "\",\"more\":false}\n"

/* Answers each request with what is next, and remembers where it was asked to go on. */
typedef struct
{
  AgentWire wire;
  JournalFixture base;
  AgentStore *store;
  guint status;
  const char *body;
  char *after;
} Fixture;

static M77Answer *
call (AgentWire *wire, const M77Request *request, GCancellable *cancellable, GError **error)
{
  Fixture *self = (Fixture *) wire;
  g_autoptr (GBytes) body = g_bytes_new_static (self->body, strlen (self->body));

  g_free (self->after);
  self->after = g_strdup (m77_request_query (request, "after"));
  return m77_answer_new (self->status, "application/x-ndjson", body);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (&self->base);
  self->wire.call = call;
  self->status = 200;
  self->store = agent_store_open (self->base.directory, NULL, &self->base.runtime, TRUE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  agent_store_close (self->store);
  fixture_tear_down (&self->base);
  g_free (self->after);
}

static gboolean
pull (Fixture *self, const char *body, AgentPull *pulled, GError **error)
{
  *pulled = (AgentPull){ .store = self->store,
                         .wire = &self->wire,
                         .runtime = &self->base.runtime,
                         .source = "platform",
                         .tenant = "shop" };
  self->body = body;
  return agent_pull (pulled, NULL, error);
}

static void
pull_well (Fixture *self, const char *body)
{
  g_autoptr (GError) error = NULL;
  AgentPull pulled;

  pull (self, body, &pulled, &error);
  g_assert_no_error (error);
  g_assert_true (pulled.complete);
}

/* More, said for ever of the same place, would be asked for without a pause. */
static void
test_no_progress (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AgentPull pulled;

  pull_well (self, LINE ("1", "1") END ("c1"));
  g_assert_false (pull (self, "{\"cursor\":\"c1\",\"more\":true}\n", &pulled, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_BAD_ANSWER);
  g_assert_cmpstr (self->after, ==, "c1");
  g_clear_error (&error);
  g_assert_true (pull (self, "{\"cursor\":\"c2\",\"more\":true}\n", &pulled, &error));
  g_assert_no_error (error);
  g_assert_true (pulled.more);
}

/* A cursor that is of no use is thrown away; without one there is nothing to throw away. */
static void
test_always_expired (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AgentPull pulled;

  pull_well (self, LINE ("1", "1") END ("c1"));
  self->status = 410;
  g_assert_true (pull (self, "", &pulled, &error));
  g_assert_true (pulled.more);
  g_assert_false (pull (self, "", &pulled, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_CURSOR_EXPIRED);
}

static gint64
count (Fixture *self)
{
  gint64 records = -1;

  g_assert_true (agent_cache_count (self->store->reader, "incident", &records, NULL));
  return records;
}

static void
expect_bad_lines (Fixture *self, const char *expected)
{
  g_autofree char *about = agent_cache_describe (self->store->reader, NULL);

  g_assert_nonnull (strstr (about, expected));
}

static void
pull_badly (Fixture *self, const char *body)
{
  g_test_expect_message ("agent-batches", G_LOG_LEVEL_WARNING, "*make no sense*");
  pull_well (self, body);
  g_test_assert_expected_messages ();
}

/* What could not be read is asked for again by itself, not too often, and nothing is taken for
 * gone that may only be unreadable. */
static void
test_reread (Fixture *self, gconstpointer data)
{
  pull_well (self, LINE ("1", "1") LINE ("2", "1") END ("c1"));
  pull_badly (self, "{\"kind\":\"incident\",\"id\":7}\n" END ("c2"));
  expect_bad_lines (self, "\"bad_lines\":1");
  pull_well (self, END ("c3"));
  g_assert_cmpstr (self->after, ==, "c2");

  self->base.now += 7 * HOUR_MS;
  pull_badly (self, LINE ("1", "1") "{\"kind\":\"incident\",\"id\":7}\n" END ("c4"));
  g_assert_cmpstr (self->after, ==, NULL);
  expect_bad_lines (self, "\"bad_lines\":1");
  g_assert_cmpint (count (self), ==, 2);
  pull_well (self, END ("c5"));
  g_assert_cmpstr (self->after, ==, "c4");

  self->base.now += 7 * HOUR_MS;
  pull_well (self, LINE ("2", "3") END ("c6"));
  g_assert_cmpstr (self->after, ==, NULL);
  expect_bad_lines (self, "\"bad_lines\":0");
  g_assert_cmpint (count (self), ==, 1);
  self->base.now += 7 * HOUR_MS;
  pull_well (self, END ("c7"));
  g_assert_cmpstr (self->after, ==, "c6");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pull/no-progress", Fixture, NULL, set_up, test_no_progress, tear_down);
  g_test_add ("/pull/always-expired", Fixture, NULL, set_up, test_always_expired, tear_down);
  g_test_add ("/pull/reread", Fixture, NULL, set_up, test_reread, tear_down);
  return g_test_run ();
}
