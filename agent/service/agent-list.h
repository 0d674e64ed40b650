/* agent-list.h: one open list and the runs of its query
 *
 * Lives on the main thread; a run under way owns `query` and its results until it is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-query.h"

G_BEGIN_DECLS

/* What windows are read from: never changes. */
typedef struct
{
  int refs;
  AgentQuery *query;
} AgentShown;

AgentShown *agent_shown_new (AgentQuery *query);
AgentShown *agent_shown_ref (AgentShown *self);
void agent_shown_unref (gpointer self);

typedef struct
{
  int refs;
  guint handle;
  gboolean closed;
  AgentShown *shown; /* NULL while it is opened */
  gboolean running, dirty;
  guint timer;     /* of the next run, or of an opening that takes long */
  guint age_timer; /* of the next row to cross an age in the filter */
  char *kind, *filter;
  gint64 run_ms; /* what the last run took */

  /* Of a run under way. */
  AgentQuery *query;
  AgentQuery *result;
  GArray *splices; /* AgentSplice */

  GMutex lock; /* of the two below: they tell whom an interrupt would meet */
  AgentDb *busy;
  gboolean cancelled;
} AgentList;

AgentList *agent_list_new (guint handle);
AgentList *agent_list_ref (AgentList *self);
void agent_list_unref (gpointer self);

/* On a lane: fills `result` with at most `limit` rows (0: all). */
gboolean agent_list_run (AgentList *self,
                         AgentCache *reader,
                         AgentSearch *search,
                         gint64 now,
                         guint limit,
                         GError **error);
/* Stops the run under way; `forever`: and every later one. Whether there was one. */
gboolean agent_list_interrupt (AgentList *self, gboolean forever);
guint agent_list_size (const AgentList *self);

G_END_DECLS
