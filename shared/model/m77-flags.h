/* m77-flags.h: feature flags as a table of keys by environments, and what to say of each
 *
 * A flag is one record in each environment (and region). The table has a line for each key and a
 * column for each place that any of them is in, the most guarded first; a cell is the record, or
 * nothing. Names, cohorts and places belong to the rows, which must outlive the table.
 *
 * Pure; any thread. Texts are translated and freed with g_free.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  const char *environment; /* may be one this version does not know */
  const char *region;      /* NULL: none */
} M77FlagPlace;

typedef struct
{
  const char *key;
  const M77Json *first; /* the row that speaks for the key: the most guarded one */
  const M77Json **rows; /* as many as there are places; NULL: not there */
} M77FlagLine;

typedef struct
{
  GArray *places;   /* M77FlagPlace */
  GPtrArray *lines; /* M77FlagLine, by key */
} M77FlagTable;

/* rows: const M77Json, as in docs/json.md. */
M77FlagTable *m77_flag_table_new (const GPtrArray *rows);
void m77_flag_table_free (M77FlagTable *self);
/* "production", "staging eu". */
char *m77_flag_place_words (const M77FlagPlace *place);

/* "on 10%", "off", "archived"; with what is asked for: "on 10% (50% queued)". "" of NULL. */
char *m77_flag_words (const M77Json *row);
/* The percentage served, 0 … 100, whether it is on or not; 100 where it says nothing. */
int m77_flag_rollout (const M77Json *doc);

typedef enum
{
  M77_FLAG_FINE,
  M77_FLAG_SOON, /* it expires within three days */
  M77_FLAG_EXPIRED,
  M77_FLAG_UNREAD, /* nobody asks for it any more */
  M77_FLAG_STALE   /* the platform says so, for a reason of its own */
} M77FlagConcern;

/* What somebody should do something about. now: ms since 1970. */
M77FlagConcern m77_flag_concern (const M77Json *doc, gint64 now);
/* "expires in 3d", "expired 2d ago", "unread for 31d"; "" where all is well. */
char *m77_flag_concern_words (const M77Json *doc, gint64 now);

/* The cohorts that its rules name (const char *), in their order, each once. */
GPtrArray *m77_flag_cohorts (const M77Json *doc);
/* Its targeting without a cohort's rules, or with one more, last, that serves it the variant "on";
 * all other rules stay as they are. */
M77Json *m77_flag_without_cohort (M77JsonPool *pool, const M77Json *targeting, const char *cohort);
M77Json *m77_flag_with_cohort (M77JsonPool *pool, const M77Json *targeting, const char *cohort);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77FlagTable, m77_flag_table_free)

G_END_DECLS
