/* agent-query.h: an open list: a filter and a sort, held as an ordered vector of rows
 *
 * Opening runs the filter once into a vector of 32-bit rowids (4 MB a million); a window
 * is then a look-up by position. Refreshing runs it again and answers what moved as splices,
 * so that a list keeps its selection and scroll. Belongs to the thread of the reader it is
 * given; the interactive reader answers the first rows, the slow one completes the vector.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache.h"
#include "agent/store/agent-search.h"
#include "shared/model/m77-filter.h"

G_BEGIN_DECLS

typedef struct _AgentQuery AgentQuery;

typedef enum
{
  AGENT_TOTAL_EXACT,
  AGENT_TOTAL_AT_LEAST
} AgentTotal;

typedef struct
{
  guint position, removed, added;
} AgentSplice;

/* kind NULL: every kind (full text). sort NULL or "": the kind's own, or newest first where
 * the filter has words. M77_ERROR_BAD_FILTER, M77_ERROR_UNKNOWN_KIND. Reads nothing yet. */
AgentQuery *agent_query_new (const char *kind,
                             const char *filter,
                             const char *sort,
                             const M77FilterContext *context,
                             GError **error);
void agent_query_free (AgentQuery *self);
/* The same rows, shared and never changed by a run of the other: for another thread's windows. */
AgentQuery *agent_query_copy (const AgentQuery *self);

/* Rows stand by the value of `group` from the next run on, groups in the order of their first
 * rows; `by` NULL, or an enumerated field whose values are counted in each. M77_ERROR_INVALID for
 * fields that cannot. */
gboolean agent_query_set_group (AgentQuery *self,
                                const char *group,
                                const char *by,
                                GError **error);

/* Fills the vector with at most `limit` rows (0: all). Replaces what it had; *splices
 * (may be NULL, element AgentSplice) is how the old one becomes the new one. now: ages in the
 * filter are measured anew. */
gboolean agent_query_run (AgentQuery *self,
                          AgentCache *reader,
                          AgentSearch *search,
                          gint64 now,
                          guint limit,
                          GArray **splices,
                          GError **error);
guint agent_query_size (const AgentQuery *self);
AgentTotal agent_query_total (const AgentQuery *self);
AgentRevision agent_query_revision (const AgentQuery *self);
/* Whether a change of this kind can move it. */
gboolean agent_query_concerns (const AgentQuery *self, const char *const *kinds);
/* A group of the last run. */
typedef struct
{
  char *value; /* as in documents; NULL: missing */
  guint rows, open;
  GArray *counts; /* AgentCount, in the order of `by`, of the open ones */
} AgentQueryGroup;
typedef struct
{
  const char *value; /* "?" of one that this version does not know */
  guint n;
} AgentCount;
/* Element AgentQueryGroup, in order; NULL: it is not grouped. */
const GArray *agent_query_groups_shown (const AgentQuery *self);

/* NULL-terminated names of the fields that a window's documents are cut down to, or NULL
 * for whole documents. Copied. */
void agent_query_set_fields (AgentQuery *self, const char *const *fields);

/* Rows offset … offset+n−1 (element AgentRow *), fewer at the end; a row that has gone since
 * is there with `deleted` set. base_doc is not filled. */
GPtrArray *agent_query_window (AgentQuery *self,
                               AgentCache *reader,
                               guint offset,
                               guint n,
                               GError **error);
/* -1: not in it. */
gint agent_query_position (const AgentQuery *self, gint64 rowid);

/* Streams every row in order without a vector, for exports and --after: rows after the
 * keyset cursor (NULL: from the start), until func answers FALSE; *next gets the cursor after
 * the last one given, or NULL at the end. */
typedef gboolean (*AgentRowFunc) (const AgentRow *row, gpointer data, GError **error);
gboolean agent_query_each (AgentQuery *self,
                           AgentCache *reader,
                           AgentSearch *search,
                           gint64 now,
                           const char *after,
                           AgentRowFunc func,
                           gpointer data,
                           char **next,
                           GError **error);

/* The count, capped: *count is at most cap. */
gboolean agent_query_count (AgentQuery *self,
                            AgentCache *reader,
                            AgentSearch *search,
                            gint64 now,
                            gint64 cap,
                            gint64 *count,
                            GError **error);
/* Counts by the values of a field, most first, at most `limit`: (element AgentGroup). */
typedef struct
{
  char *value; /* as in documents; NULL: missing */
  gint64 count;
} AgentGroup;
GArray *agent_query_groups (AgentQuery *self,
                            AgentCache *reader,
                            AgentSearch *search,
                            gint64 now,
                            const M77Field *field,
                            guint limit,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentQuery, agent_query_free)

G_END_DECLS
