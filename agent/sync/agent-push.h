/* agent-push.h: sending what is due
 *
 * In batches, in the order of the journal. A batch that was prepared but not sent, for the one
 * before it was not answered, goes again with it, as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/sync/agent-sync.h"

G_BEGIN_DECLS

typedef struct
{
  AgentStore *store;
  AgentWire *wire;
  const M77Runtime *runtime;
  const char *tenant;
  const char *member;
  gboolean jumped;                     /* the clock did; FALSE once all that was unsent is held */
  guint batch_most;                    /* operations in one request; 0: as many as one may hold */
  gboolean (*goes_on) (gpointer data); /* asked between batches; NULL: it does */
  gpointer data;

  /* Out: */
  AgentSyncReport *report; /* added to */
  GPtrArray *moved;        /* char *: ids of operations whose state changed */
  GHashTable *secrets;     /* operation id → JSON text shown once */
  gint64 next_due;         /* ms; M77_TIME_NONE: nothing waits for a time */
  gint64 retry_after_s;    /* with a failure */
  gint64 skew_ms;          /* of the answer; unchanged when it does not say */
  gboolean sent_all;       /* nothing is left that could go at once */
} AgentPush;

/* All that is due, batch after batch; while one is at the platform the next is prepared, and
 * answers to the one before are settled. FALSE when the network or the platform was in the way, or
 * the disk. */
gboolean agent_push (AgentPush *self, GCancellable *cancellable, GError **error);
/* Only lets actions lapse whose time is over: for when nothing may be sent. */
gboolean agent_push_lapse (AgentPush *self, GError **error);

G_END_DECLS
