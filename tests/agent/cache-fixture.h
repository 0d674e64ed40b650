/* cache-fixture.h: a cache with a journal, a reader and a search index, all in one thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache.h"
#include "agent/store/agent-search.h"
#include "shared/base/m77-time.h"
#include "tests/agent/journal-fixture.h"

typedef struct
{
  JournalFixture base;
  AgentJournal *journal;
  AgentCache *cache, *reader;
  AgentSearch *search, *found;
  GString *lines; /* a feed being written */
} CacheFixture;

static inline AgentCache *
cache_fixture_open_cache (CacheFixture *self, gboolean *rebuilt)
{
  g_autoptr (GError) error = NULL;
  AgentCache *cache = agent_cache_open (self->base.directory,
                                        NULL,
                                        &self->base.runtime,
                                        rebuilt,
                                        &error);

  g_assert_no_error (error);
  return cache;
}

static inline void
cache_fixture_set_up (CacheFixture *self)
{
  g_autoptr (GError) error = NULL;
  gboolean rebuilt;

  fixture_set_up (&self->base);
  self->journal = fixture_open (&self->base);
  self->cache = cache_fixture_open_cache (self, &rebuilt);
  g_assert_false (rebuilt);
  self->reader = agent_cache_open_reader (self->base.directory, NULL, &error);
  g_assert_no_error (error);
  self->search = agent_search_open (self->base.directory, NULL, &error);
  g_assert_no_error (error);
  self->found = agent_search_open_reader (self->base.directory, NULL, &error);
  g_assert_no_error (error);
  self->lines = g_string_new (NULL);
}

static inline void
cache_fixture_tear_down (CacheFixture *self)
{
  g_string_free (self->lines, TRUE);
  g_clear_pointer (&self->found, agent_search_close);
  g_clear_pointer (&self->search, agent_search_close);
  g_clear_pointer (&self->reader, agent_cache_close);
  g_clear_pointer (&self->cache, agent_cache_close);
  g_clear_pointer (&self->journal, agent_journal_close);
  fixture_tear_down (&self->base);
}

/* "0192…00n": the id of record n. */
static inline char *
cache_fixture_id (guint n)
{
  return g_strdup_printf ("019c5f00-0000-7000-8000-%012x", n);
}

static inline void
cache_fixture_add (CacheFixture *self, const char *kind, guint n, gint64 version, const char *doc)
{
  g_autofree char *id = cache_fixture_id (n);

  g_string_append_printf (self->lines,
                          "{\"kind\":\"%s\",\"id\":\"%s\",\"version\":%" G_GINT64_FORMAT
                          ",\"created_at\":\"2030-05-01T00:00:%02u.000Z\","
                          "\"updated_at\":\"2030-05-16T00:00:00.000Z\",\"updated_by\":\"omar\","
                          "\"deleted\":%s,\"doc\":%s}\n",
                          kind,
                          id,
                          version,
                          n % 60,
                          doc != NULL ? "false" : "true",
                          doc != NULL ? doc : "null");
}

/* Applies what was added; how many lines were bad. */
static inline guint
cache_fixture_apply (CacheFixture *self, const char *cursor)
{
  g_autoptr (GBytes) lines = g_bytes_new (self->lines->str, self->lines->len);
  g_autoptr (GError) error = NULL;
  guint bad;

  g_string_truncate (self->lines, 0);
  agent_cache_apply (self->cache,
                     "platform",
                     lines,
                     cursor,
                     self->base.now,
                     self->journal,
                     &bad,
                     &error);
  g_assert_no_error (error);
  return bad;
}

static inline void
cache_fixture_begin (CacheFixture *self)
{
  g_autoptr (GError) error = NULL;

  agent_cache_begin_snapshot (self->cache, "platform", FALSE, NULL, &error);
  g_assert_no_error (error);
}

static inline void
cache_fixture_end (CacheFixture *self)
{
  g_autoptr (GError) error = NULL;

  agent_cache_end_snapshot (self->cache, "platform", self->journal, &error);
  g_assert_no_error (error);
}

static inline AgentRow *
cache_fixture_find (CacheFixture *self, const char *kind, const char *id)
{
  g_autoptr (GError) error = NULL;
  AgentRow *row = agent_cache_find (self->reader, kind, id, &error);

  g_assert_no_error (error);
  return row;
}

static inline void
cache_fixture_not_found (CacheFixture *self, const char *kind, const char *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (agent_cache_find (self->reader, kind, id, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NOT_FOUND);
}

static inline gint64
cache_fixture_count (CacheFixture *self, const char *kind)
{
  g_autoptr (GError) error = NULL;
  gint64 count;

  agent_cache_count (self->reader, kind, &count, &error);
  g_assert_no_error (error);
  return count;
}

static inline void
cache_fixture_refresh (CacheFixture *self, const char *kind, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *id = cache_fixture_id (n);

  g_ptr_array_add (records, g_strconcat (kind, "/", id, NULL));
  agent_cache_refresh_together (self->cache, self->journal, records, 0, 1, &error);
  g_assert_no_error (error);
}

static inline void
cache_fixture_index (CacheFixture *self)
{
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GError) error = NULL;

      agent_search_catch_up (self->search, self->reader, 7, &more, &error);
      g_assert_no_error (error);
    }
}

#define CACHE_TEST(path, test)                                                                     \
  g_test_add (path, CacheFixture, NULL, cache_test_set_up, test, cache_test_tear_down)

static inline void
cache_test_set_up (CacheFixture *self, gconstpointer data)
{
  cache_fixture_set_up (self);
}

static inline void
cache_test_tear_down (CacheFixture *self, gconstpointer data)
{
  cache_fixture_tear_down (self);
}
