/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-pull"

#include "config.h"

#include "agent/sync/agent-pull.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/store/agent-pace.h"
#include "agent/sync/agent-answer.h"
#include "agent/sync/agent-batches.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define PAGE_RECORDS     "5000"
#define PAGE_LINES       (4 * 5000)           /* records and cursors; more was not asked for */
#define LINE_MOST        (2 * M77_RECORD_MAX) /* bytes: a record and its envelope */
#define FIRST_LOAD_BATCH 10000                /* records in one transaction */
#define LATER_BATCH      1000
#define BATCH_BYTES      (4 * 1024 * 1024)     /* … or this much, where records are large */
#define UNSENT_MOST      (1536 * 1024 * 1024U) /* bytes: a thousand of the largest between cursors */
#define CURSOR_START     "{\"cursor\""

/* A page as it is read: lines since the last batch, and the part of a line that is here. */
typedef struct
{
  AgentPull *pull;
  AgentBatches *batches;
  const char *asked; /* the cursor it was asked for by; "": from the beginning */
  GByteArray *lines;
  gsize line_start; /* in lines: where the unfinished one begins */
  guint records;    /* in lines, finished */
  guint n_lines;    /* of the page so far */
  guint batch;      /* records that make a batch */
  gboolean ended;   /* the line with "more" was read */
} Page;

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_BAD_ANSWER,
               _ ("The change feed makes no sense (%s); what came before it is kept, "
                  "and it is read again"),
               why);
  return FALSE;
}

static gboolean
send_batch (Page *page, const char *cursor, gsize end, GError **error)
{
  gint64 synced_at = page->ended && !page->pull->more ? m77_runtime_now (page->pull->runtime)
                                                      : M77_TIME_NONE;
  g_autoptr (GBytes) lines = g_bytes_new (page->lines->data, end);

  page->pull->received += page->records;
  page->records = 0;
  page->pull->synced_at = synced_at;
  return agent_batches_add (page->batches, lines, cursor, synced_at, error);
}

/* At a cursor line, from `start` to its newline at `end`. */
static gboolean
take_cursor (Page *page, gsize start, gsize end, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const char *text = (const char *) page->lines->data + start;
  const M77Json *line = m77_json_parse (pool, text, end - start, error);
  const char *cursor = m77_json_get_string (line, "cursor");

  if (line == NULL)
    return FALSE;
  if (cursor == NULL)
    return refuse (error, "a cursor that is none");
  if (m77_json_get (line, "more") != NULL)
    {
      page->ended = TRUE;
      page->pull->more = m77_json_get_bool (line, "more");
      if (page->pull->more && g_str_equal (cursor, page->asked))
        return refuse (error, "more, from where it began");
    }
  if (!page->ended && page->records < page->batch && start < BATCH_BYTES)
    {
      /* Too few to be worth a transaction: the line itself goes, the records stay. */
      g_byte_array_remove_range (page->lines, start, end + 1 - start);
      page->line_start = start;
      return TRUE;
    }
  if (!send_batch (page, cursor, start, error))
    return FALSE;
  g_byte_array_remove_range (page->lines, 0, end + 1);
  page->line_start = 0;
  return TRUE;
}

static gboolean
take_lines (Page *page, gsize from, GError **error)
{
  while (TRUE)
    {
      GByteArray *lines = page->lines;
      const guint8 *newline = memchr (lines->data + from, '\n', lines->len - from);
      gsize start = page->line_start, end;

      if (newline == NULL)
        return lines->len - start <= LINE_MOST || refuse (error, "a line without end");
      end = newline - lines->data;
      if (++page->n_lines > PAGE_LINES)
        return refuse (error, "more than was asked for");
      if (end - start >= strlen (CURSOR_START) &&
          memcmp (lines->data + start, CURSOR_START, strlen (CURSOR_START)) == 0)
        {
          if (!take_cursor (page, start, end, error))
            return FALSE;
          from = page->line_start;
          continue;
        }
      page->records++;
      page->line_start = from = end + 1;
    }
}

static gboolean
read_page (Page *page, M77Answer *answer, GCancellable *cancellable, GError **error)
{
  while (TRUE)
    {
      g_autoptr (GBytes) chunk = NULL;
      gsize from = page->lines->len, size;
      gconstpointer data;

      agent_pace_give_way ();
      if (!answer->next_chunk (answer, &chunk, cancellable, error))
        return FALSE;
      if (chunk == NULL)
        return page->ended || refuse (error, "it ends in the middle");
      data = g_bytes_get_data (chunk, &size);
      if (size > UNSENT_MOST - MIN (from, UNSENT_MOST))
        return refuse (error, "no cursor for too long");
      g_byte_array_append (page->lines, data, size);
      if (!take_lines (page, from, error))
        return FALSE;
    }
}

/* ---- On the cache's lane ---- */

typedef struct
{
  AgentPull *pull;
  AgentSourceState state;
  gboolean ok;
  gboolean more;
  GError **error;
} Standing;

static void
read_source_cb (gpointer data)
{
  Standing *standing = data;
  AgentPull *pull = standing->pull;
  AgentCache *cache = pull->store->cache;
  AgentSourceState *state = &standing->state;
  gboolean rereads = FALSE;

  standing->ok = agent_cache_source (cache, pull->source, state, standing->error) &&
                 agent_cache_wants_reread (cache, &rereads, standing->error);
  /* One that was begun for a new epoch must not begin again with its guards. */
  if (!standing->ok || state->sweeping)
    return;
  if (!rereads && state->cursor != NULL && *state->cursor != '\0')
    return;
  standing->ok = agent_cache_begin_snapshot (cache,
                                             pull->source,
                                             FALSE,
                                             pull->store->cache_journal,
                                             standing->error);
  g_clear_pointer (&state->cursor, g_free);
  state->sweeping = TRUE;
}

static void
restart_cb (gpointer data)
{
  Standing *standing = data;

  standing->ok = agent_cache_begin_snapshot (standing->pull->store->cache,
                                             standing->pull->source,
                                             TRUE,
                                             standing->pull->store->cache_journal,
                                             standing->error);
}

static void
make_indexes_cb (gpointer data)
{
  Standing *standing = data;

  standing->ok = agent_cache_make_indexes (standing->pull->store->cache,
                                           &standing->more,
                                           standing->error);
}

static void
end_snapshot_cb (gpointer data)
{
  Standing *standing = data;
  AgentStore *store = standing->pull->store;

  standing->ok = agent_cache_end_snapshot (store->cache,
                                           standing->pull->source,
                                           store->cache_journal,
                                           standing->error);
}

static gboolean
end_snapshot (AgentPull *self, GError **error)
{
  Standing standing = { .pull = self, .error = error, .ok = TRUE, .more = TRUE };

  while (standing.ok && standing.more)
    agent_lane_call (self->store->cache_lane, AGENT_LANE_BULK, make_indexes_cb, &standing);
  if (standing.ok)
    agent_lane_call (self->store->cache_lane, AGENT_LANE_BULK, end_snapshot_cb, &standing);
  self->complete = standing.ok;
  return standing.ok;
}

static M77Answer *
request_page (AgentPull *self, const char *cursor, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/tenants/%s/changes", self->tenant);
  g_autoptr (M77Request) request = m77_request_new ("GET", path);

  if (cursor != NULL && *cursor != '\0')
    m77_request_set_query (request, "after", cursor);
  m77_request_set_query (request, "limit", PAGE_RECORDS);
  m77_request_set_header (request, "accept", "application/x-ndjson");
  return self->wire->call (self->wire, request, cancellable, error);
}

/* The cursor is of no use any more: all is read again, and what is not seen goes. */
static gboolean
start_over (AgentPull *self, GError **error)
{
  Standing standing = { .pull = self, .error = error };

  agent_lane_call (self->store->cache_lane, AGENT_LANE_BULK, restart_cb, &standing);
  self->more = TRUE;
  self->complete = FALSE;
  return standing.ok;
}

gboolean
agent_pull (AgentPull *self, GCancellable *cancellable, GError **error)
{
  Standing standing = { .pull = self, .error = error };
  g_auto (AgentSourceState) state = { 0 };
  g_autoptr (M77Answer) answer = NULL;
  g_autoptr (GByteArray) lines = g_byte_array_new ();
  g_autoptr (GError) cause = NULL;
  Page page = { .pull = self, .lines = lines };
  gboolean ok;

  agent_lane_call (self->store->cache_lane, AGENT_LANE_BULK, read_source_cb, &standing);
  state = standing.state;
  if (!standing.ok)
    return FALSE;
  page.asked = state.cursor != NULL ? state.cursor : "";
  self->complete = state.complete && !state.sweeping;
  answer = request_page (self, state.cursor, cancellable, error);
  if (answer == NULL)
    return FALSE;
  agent_answer_skew (answer, m77_runtime_now (self->runtime), &self->skew_ms);
  if (!agent_answer_check (answer,
                           "application/x-ndjson",
                           &self->retry_after_s,
                           cancellable,
                           &cause))
    {
      if (*page.asked != '\0' && g_error_matches (cause, M77_ERROR, M77_ERROR_CURSOR_EXPIRED))
        return start_over (self, error);
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  page.batch = state.complete ? LATER_BATCH : FIRST_LOAD_BATCH;
  page.batches = agent_batches_new (self->store, self->source);
  ok = read_page (&page, answer, cancellable, error);
  if (!agent_batches_end (page.batches, ok ? error : NULL))
    ok = FALSE;
  return ok && (self->more || self->complete || end_snapshot (self, error));
}
