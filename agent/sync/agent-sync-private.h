/* agent-sync-private.h: what the sync of a source and its thread share
 *
 * agent-sync.c has what one round does, agent-sync-thread.c when there is one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/sync/agent-backoff.h"
#include "agent/sync/agent-push.h"
#include "agent/sync/agent-sync.h"

G_BEGIN_DECLS

struct _AgentSync
{
  AgentStore *store;
  AgentWire *wire;
  const M77Runtime *runtime;
  char *source, *tenant, *member;

  guint batch_most;     /* operations in one request */
  AgentBackoff backoff; /* the thread's own, or the caller's of agent_sync_once () */
  gint64 next_due;
  gboolean sent_all;
  gint64 clock;         /* agent_clock_offset */
  gboolean jumped;      /* and what was unsent then is not held yet */
  gboolean clock_known; /* how far off it is; FALSE whenever the connection was lost */
  gboolean followed; /* conflicts know what was read; FALSE at the start, too: it may have died */
  gint64 checkpoint_at, checkpoint_known; /* ms; number: agent_checkpoint_exchange () */

  GMutex mutex; /* guards what follows */
  AgentSyncState state;
  GHashTable *secrets;
  gboolean hushed;

  GThread *thread;
  GAsyncQueue *words;
  GCancellable *cancellable;
  AgentSyncFunc func;
  gpointer data;
};

/* Words to the thread; the greater counts. */
typedef enum
{
  AGENT_SYNC_POKE = 1,
  AGENT_SYNC_RETRY,
  AGENT_SYNC_STOP
} AgentSyncWord;

gboolean agent_sync_is_hushed (AgentSync *self);
/* For one use of it; its secrets are the caller's. */
void agent_sync_prepare_push (AgentSync *self,
                              AgentPush *push,
                              AgentSyncReport *report,
                              GPtrArray *moved);
/* moved: gets the ids of operations that moved. */
gboolean agent_sync_round (AgentSync *self,
                           AgentSyncReport *report,
                           GPtrArray *moved,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
