/* m77-paging.h: who will be paged for an incident, and when
 *
 * The platform pages; it says of an incident when the next page goes (next_page_at) and to whom.
 * What follows it is computed here by the escalation policy, the schedules' shifts and the teams as
 * they are in the cache, so that a person who is offline is told what happens meanwhile. It is a
 * forecast as of those records: nothing here pages anybody.
 *
 * Pure; any thread. The strings belong to the documents given.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 at; /* ms */
  gint64 level;
  gboolean is_again;       /* acknowledged, but that lasts only so long: triggered again */
  GPtrArray *members;      /* const char *: handles; empty: it reaches nobody, or nobody known */
  const M77Json *channels; /* an array of strings; NULL: push alone */
} M77Page;

void m77_page_free (M77Page *self);

/* The document of a schedule or a team by its name; NULL: not in the cache. */
typedef const M77Json *(*M77PagingFind) (const char *kind, const char *name, gpointer data);

/* Element M77Page, at most so many, by time; empty: nobody will be. policy NULL: not in the cache,
 * then only what the platform said of the next. */
GPtrArray *m77_paging_plan (const M77Json *incident,
                            const M77Json *policy,
                            M77PagingFind find,
                            gpointer data,
                            guint most);
/* The policy that an incident is under: its own, else its service's; NULL: none. */
const char *m77_paging_policy (const M77Json *incident, const M77Json *service);
/* "name:a,b" of all that the steps of a policy name ("schedules", "teams"): a filter; NULL: none.
 * Free with g_free. */
char *m77_paging_names (const M77Json *policy, const char *member);
/* "03:14 Omar paged, push then voice"; translated, free with g_free. */
char *m77_page_words (const M77Page *page, gint64 now, GTimeZone *zone);
/* The plan in one line, and "" where nobody has to be paged. Likewise. */
char *m77_paging_words (const M77Json *incident,
                        const GPtrArray *pages,
                        gint64 now,
                        GTimeZone *zone);
/* How many levels a policy has. */
guint m77_paging_levels (const M77Json *policy);

G_END_DECLS
