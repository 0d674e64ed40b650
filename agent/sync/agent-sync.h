/* agent-sync.h: keeping one platform and one profile the same
 *
 * agent_sync_once () pushes all that is due, then pulls one page: a plain function on
 * handles, called by a thread of its own in the agent and directly by tests. The thread waits
 * on a mailbox of words (poke, stop) and on the next time something is due; nothing else
 * wakes it.
 *
 * What goes wrong is kept in the state, with its stable code, for `m77 status`; it is tried
 * again with exponential backoff and full jitter, a Retry-After winning.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-store.h"
#include "agent/sync/agent-wire.h"
#include "shared/base/m77-error.h"

G_BEGIN_DECLS

typedef struct _AgentSync AgentSync;

typedef enum
{
  AGENT_SYNC_IDLE, /* all that was to be read has been read */
  AGENT_SYNC_BUSY,
  AGENT_SYNC_OFFLINE, /* by the network; `error` says why */
  AGENT_SYNC_HUSHED,  /* offline by the person's word */
  AGENT_SYNC_SIGN_IN
} AgentSyncMode;

typedef struct
{
  guint sent, applied, conflicts, rejected, held; /* operations */
  guint received;                                 /* records */
  gboolean more;                                  /* pages are left */
} AgentSyncReport;

typedef struct
{
  AgentSyncMode mode;
  M77Error code; /* of the last failure; M77_ERROR_FAILED with detail NULL: none */
  char *detail;
  gint64 synced_at;      /* ms, M77_TIME_NONE: never */
  gint64 retry_at;       /* ms, M77_TIME_NONE: not waiting */
  gint64 skew_ms;        /* our clock minus the platform's */
  gboolean complete;     /* a whole snapshot has been read */
  guint64 received;      /* records since the snapshot began, for progress */
  AgentSyncReport total; /* of the thread, since it began */
} AgentSyncState;

void agent_sync_state_clear (AgentSyncState *state);

/* member: whose operations may leave. Owns wire. */
AgentSync *agent_sync_new (AgentStore *store,
                           AgentWire *wire,
                           const M77Runtime *runtime,
                           const char *source,
                           const char *tenant,
                           const char *member);
/* Ends the thread first, if it runs. */
void agent_sync_free (AgentSync *self);

/* Operations in one request: while one is at the platform, others are got ready. For tests another
 * number, before anything is sent. */
#define AGENT_SYNC_BATCH 250
void agent_sync_set_batch (AgentSync *self, guint most);

/* One push and one page. FALSE when the network or the platform was in the way: nothing is
 * lost and it may be called again. Not while the thread runs. */
gboolean agent_sync_once (AgentSync *self,
                          AgentSyncReport *report,
                          GCancellable *cancellable,
                          GError **error);

/* Called in the default main context when the state has changed, and after operations moved
 * (operation ids, NULL-terminated, may be NULL). */
typedef void (*AgentSyncFunc) (AgentSync *self, const char *const *operations, gpointer data);

void agent_sync_start (AgentSync *self, AgentSyncFunc func, gpointer data);
/* There may be something to do. Any thread. retry: at once, whatever the backoff says. */
void agent_sync_poke (AgentSync *self, gboolean retry);
/* TRUE: nothing is sent or read until FALSE. Any thread. */
void agent_sync_hush (AgentSync *self, gboolean hushed);
void agent_sync_state (AgentSync *self, AgentSyncState *state); /* a copy; any thread */
/* What an action's answer held that is shown once; gone when taken. Any thread. */
char *agent_sync_take_secret (AgentSync *self, const char *operation);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentSyncState, agent_sync_state_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentSync, agent_sync_free)

G_END_DECLS
