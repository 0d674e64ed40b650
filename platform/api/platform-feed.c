/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-feed"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-core-private.h"
#include "platform/api/platform-cursor.h"
#include "platform/api/platform-problem.h"
#include "platform/store/platform-changes.h"

/* GET …/changes?after=CURSOR&limit=N. The answer is pulled chunk by chunk, each a short
 * read of its own, so other requests go between; it ends at the last change there is, or
 * after N records. Without a limit all of a tenant is one answer: both sides stream. */

#define CURSOR_EVERY  1000 /* records */
#define LIMIT_LARGEST 1000000

typedef struct
{
  PlatformCore *core;
  PlatformGrants *grants; /* as they were when the request came */
  char *epoch;
  gint64 tenant, number;
  guint left;         /* records to go */
  guint since_cursor; /* records since the last cursor line */
  gboolean is_over;
} Feed;

static gboolean
may_read_cb (const char *kind, gpointer grants)
{
  return platform_grants_may_read (grants, kind);
}

static void
write_cursor (Feed *feed, GString *out, const char *more)
{
  g_autofree char *cursor = platform_cursor_format (feed->epoch,
                                                    feed->number,
                                                    platform_grants_fingerprint (feed->grants));

  g_string_append_printf (out, "{\"cursor\":\"%s\"%s}\n", cursor, more);
  feed->since_cursor = 0;
}

static gboolean
next_chunk (M77Answer *answer, GBytes **chunk, GCancellable *cancellable, GError **error)
{
  Feed *feed = answer->source;
  g_autoptr (GString) out = NULL;
  gboolean at_end = FALSE;
  guint count;

  *chunk = NULL;
  if (feed->is_over)
    return TRUE;
  out = g_string_sized_new (PLATFORM_CHUNK_BYTES + 4096);
  if (!platform_changes_read (feed->core->db,
                              feed->tenant,
                              &feed->number,
                              MIN (feed->left, CURSOR_EVERY - feed->since_cursor),
                              may_read_cb,
                              feed->grants,
                              out,
                              &count,
                              &at_end,
                              error))
    return FALSE;
  feed->left -= count;
  feed->since_cursor += count;
  feed->is_over = at_end || feed->left == 0;
  /* A cursor also where there was much that may not be read: others get their turn. */
  if (feed->is_over)
    write_cursor (feed, out, at_end ? ",\"more\":false" : ",\"more\":true");
  else if (feed->since_cursor >= CURSOR_EVERY || out->len == 0)
    write_cursor (feed, out, "");
  *chunk = g_string_free_to_bytes (g_steal_pointer (&out));
  return TRUE;
}

static void
finish (M77Answer *answer)
{
  Feed *feed = answer->source;

  platform_grants_unref (feed->grants);
  g_free (feed->epoch);
  g_free (feed);
}

/* FALSE for a text that is no limit. */
static gboolean
parse_limit (const char *text, guint *limit)
{
  guint64 value = LIMIT_LARGEST;

  *limit = G_MAXUINT;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, LIMIT_LARGEST, &value, NULL))
    return FALSE;
  *limit = (guint) value;
  return TRUE;
}

M77Answer *
platform_changes_answer (PlatformCall *call)
{
  const char *after = m77_request_query (call->request, "after");
  Feed feed = { .core = call->core, .tenant = call->tenant->id };
  M77Answer *answer;

  if (!parse_limit (m77_request_query (call->request, "limit"), &feed.left))
    return platform_problem (call,
                             "validation-failed",
                             _ ("limit must be a number from 1 to 1000000."));
  if (after != NULL && *after != '\0' &&
      (!platform_cursor_parse (after,
                               call->tenant->epoch,
                               platform_grants_fingerprint (call->grants),
                               &feed.number) ||
       feed.number > call->tenant->number ||
       (feed.number > 0 && feed.number < call->tenant->purged)))
    return platform_problem (call,
                             "cursor-expired",
                             _ ("The cursor is no longer good: read from the beginning."));
  answer = m77_answer_new (200, "application/x-ndjson", NULL);
  feed.epoch = g_strdup (call->tenant->epoch);
  feed.grants = platform_grants_ref (call->grants);
  answer->source = g_memdup2 (&feed, sizeof feed);
  answer->next_chunk = next_chunk;
  answer->finish = finish;
  m77_answer_set_header (answer, "cache-control", "no-store");
  return answer;
}
