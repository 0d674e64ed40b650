/* agent-running.h: a profile's way from its directory to a running one, and back
 *
 * Opened on the host's `files` lane; then its token is fetched, the platform is asked once
 * whose it is (the journal remembers), and the sync begins. Without a token, or the network,
 * everything but the sync works.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-change.h"
#include "agent/service/agent-host.h"
#include "agent/sync/agent-events.h"

G_BEGIN_DECLS

typedef struct
{
  AgentProfile profile; /* first: all that sessions know of it */
  AgentHost *host;
  char *directory;
  gboolean token_in_file;
  int uses; /* sessions and closures */

  gboolean is_open;
  GError *open_error;
  GPtrArray *waiters;
  AgentChanges *changes;

  GError *token_error; /* why it does not sync; NULL */
  gboolean looking;    /* for the token, or for whose it is */
  gboolean look_again; /* what is being looked for has changed meanwhile */
  guint retry_timer, retry_s;
  guint offline_timer;
  char *trash; /* removed: where its files are until nobody uses them; or NULL */
} AgentRunning;

/* Begins to open it. member: whom the platform has just said it is; NULL: known from before,
 * or to be asked. */
AgentRunning *agent_running_start (AgentHost *host,
                                   const AgentProfileEntry *entry,
                                   const char *member);
/* Calls func, maybe at once, when it is open or could not be (error). */
typedef void (*AgentRunningFunc) (AgentRunning *self, const GError *error, gpointer data);
void agent_running_wait (AgentRunning *self, AgentRunningFunc func, gpointer data);

/* Fetches the token and begins to sync, if that has not begun. */
void agent_running_connect (AgentRunning *self);
/* until: ms; M77_TIME_NONE ends it. Remembered over restarts. */
void agent_running_set_offline (AgentRunning *self, gint64 until);
void agent_running_poke (AgentRunning *self, gboolean retry);

/* The last use of a removed one deletes its files. */
AgentRunning *agent_running_use (AgentRunning *self);
void agent_running_unuse (AgentRunning *self);
/* Its directory is at `trash` now. Takes trash; the host has let go of it. */
void agent_running_remove (AgentRunning *self, char *trash);
/* At the agent's end. */
void agent_running_free (AgentRunning *self);

/* agent-running-sync.c: ends the sync and forgets the token. */
void agent_running_disconnect (AgentRunning *self);

G_END_DECLS
