/* calls-fixture.h: a store in one thread, with some records, and a person at its desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"
#include "shared/base/m77-time.h"
#include "tests/agent/journal-fixture.h"

typedef struct
{
  JournalFixture base;
  AgentStore *store;
  AgentDesk desk;
  GString *lines; /* a feed being written */
} CallsFixture;

/* "019c5f00-…-00n": the id of record n. */
static inline char *
calls_id (guint n)
{
  return g_strdup_printf ("019c5f00-0000-7000-8000-%012x", n);
}

static inline void
calls_add (CallsFixture *self, const char *kind, guint n, gint64 version, const char *doc)
{
  g_autofree char *id = calls_id (n);

  g_string_append_printf (self->lines,
                          "{\"kind\":\"%s\",\"id\":\"%s\",\"version\":%" G_GINT64_FORMAT
                          ",\"created_at\":\"2030-05-01T00:00:00.000Z\","
                          "\"updated_at\":\"2030-05-16T00:00:00.000Z\",\"updated_by\":\"omar\","
                          "\"deleted\":%s,\"doc\":%s}\n",
                          kind,
                          id,
                          version,
                          doc != NULL ? "false" : "true",
                          doc != NULL ? doc : "null");
}

static inline void
calls_apply (CallsFixture *self)
{
  g_autoptr (GBytes) lines = g_bytes_new (self->lines->str, self->lines->len);
  g_autoptr (GError) error = NULL;
  guint bad;

  g_string_truncate (self->lines, 0);
  agent_cache_apply (self->store->cache,
                     "platform",
                     lines,
                     "c",
                     self->base.now,
                     self->store->cache_journal,
                     &bad,
                     &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bad, ==, 0);
}

static inline void
calls_set_up (CallsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (&self->base);
  self->store = agent_store_open (self->base.directory, NULL, &self->base.runtime, TRUE, &error);
  g_assert_no_error (error);
  agent_desk_init (&self->desk, self->store, FALSE);
  self->desk.member = "jana";
  self->desk.session = "tui-1";
  self->desk.online = TRUE;
  self->lines = g_string_new (NULL);
  calls_add (self, "member", 1, 3, "{\"handle\":\"jana\",\"grants\":{\"operator\":{}}}");
  calls_add (self,
             "incident",
             2,
             4,
             "{\"number\":2041,\"title\":\"Checkout slow\",\"severity\":\"sev2\","
             "\"status\":\"triggered\",\"environment\":\"production\",\"labels\":[\"db\"],"
             "\"escalation_level\":1}");
  calls_add (self,
             "incident",
             3,
             2,
             "{\"number\":2042,\"title\":\"Cart empty\",\"severity\":\"sev3\","
             "\"status\":\"resolved\",\"environment\":\"production\"}");
  calls_add (self,
             "deployment",
             4,
             6,
             "{\"number\":7,\"service\":\"checkout\",\"environment\":\"production\","
             "\"version\":\"4.18.0\",\"status\":\"running\",\"step\":3,"
             "\"measured_at\":\"2030-05-17T03:11:30.000Z\"}");
  calls_apply (self);
}

static inline void
calls_tear_down (CallsFixture *self, gconstpointer data)
{
  g_string_free (self->lines, TRUE);
  agent_desk_clear (&self->desk);
  agent_store_close (self->store);
  fixture_tear_down (&self->base);
}

static inline AgentOperation *
calls_operation (CallsFixture *self, gint64 seq)
{
  g_autoptr (GError) error = NULL;
  AgentOperation *operation = agent_journal_get (self->store->journal, seq, &error);

  g_assert_no_error (error);
  return operation;
}

/* The record's document as it is shown. */
static inline const M77Json *
calls_doc (CallsFixture *self, M77JsonPool *pool, const char *kind, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentRow) row = agent_cache_find (self->store->reader, kind, id, &error);

  g_assert_no_error (error);
  return m77_json_parse (pool, row->doc, -1, NULL);
}

/* It was sent, and applied as this version. */
static inline void
calls_settle (CallsFixture *self, gint64 seq, AgentOpState state, gint64 version)
{
  g_autofree char *key = fixture_attempt (&self->base, self->store->journal, seq);

  fixture_settle (self->store->journal, seq, key, state, version);
}

#define CALLS_TEST(path, test)                                                                     \
  g_test_add (path, CallsFixture, NULL, calls_set_up, test, calls_tear_down)
