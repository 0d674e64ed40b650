/* m77-review.h: an access review: who holds what, what was decided, and what is left
 *
 * Items are what the platform found when it was opened; a decision is an edit of one key of the map
 * `decisions`, so two reviewers' decisions never collide. Nobody decides on themselves.
 *
 * Strings belong to the document. Pure; any thread. Texts are translated and freed with g_free.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

#define M77_REVIEW_UNUSED_DAYS 90

typedef struct
{
  const char *key, *holder, *grant;
  const M77Json *item;
  const char *decision; /* "keep", "reduce", "revoke"; NULL: not decided */
  const char *reason, *by;
  gint64 used_at;   /* ms; M77_TIME_NONE: never, as far as is known */
  gboolean is_own;  /* of the member who looks at it */
  gboolean is_idle; /* not used for M77_REVIEW_UNUSED_DAYS */
} M77ReviewItem;

/* Of M77ReviewItem, in the platform's order. me: handle, may be NULL. now: ms. Free with
 * g_array_unref. */
GArray *m77_review_items (const M77Json *review, const char *me, gint64 now);
guint m77_review_count_decided (const GArray *items);
/* Whether it can be signed: every item is decided. */
gboolean m77_review_is_complete (const GArray *items);
/* "by ivan 2023-04-01, direct, used 71d ago" */
char *m77_review_item_words (const M77ReviewItem *item, gint64 now);
/* The patch that decides. decision NULL: it is open again. at: RFC 3339. */
M77Json *m77_review_decide (M77JsonPool *pool,
                            const char *const *keys,
                            const char *decision,
                            const char *reason,
                            const char *by,
                            const char *at);

G_END_DECLS
