/* agent-host.h: the agent: profiles that run, front ends that are connected
 *
 * Main thread, everything. It runs no SQL and waits for nobody: files are opened on the
 * `files` lane, the platform is asked who we are on the `net` lane.
 *
 * Whatever happens is told each front end once and coalesced (agent-signals.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-profiles.h"
#include "agent/service/agent-session.h"

G_BEGIN_DECLS

struct _AgentHost
{
  const M77Runtime *runtime;
  AgentProfiles *profiles; /* all there are, running or not */
  GPtrArray *running;      /* AgentRunning * (agent-running.h) */
  GHashTable *failures;    /* uuid → GError: why a profile could not be opened last */
  GPtrArray *sessions;     /* AgentSession * */
  AgentLane *files;
  AgentLane *net;
  GPtrArray *waits;  /* AgentWait * (agent-wait.h): who waits for a sync */
  char *socket;      /* path, for doctor; NULL: none */
  gint64 started_at; /* ms */
  gboolean closing;  /* its lanes are gone, or going: nothing is begun any more */
};

/* directory: where profiles are kept. */
AgentHost *agent_host_new (const char *directory, const M77Runtime *runtime, GError **error);
/* Ends sessions and profiles: what is on its way into the files gets there first. */
void agent_host_free (AgentHost *self);

/* Somebody connected: they get a session for as long as the connection lasts. */
void agent_host_add_connection (AgentHost *self, GDBusConnection *connection);

/* Operations of a profile were made or moved: front ends hear of it, the counts follow, and
 * the sync looks what is due. operations: pairs of id and state (char *). */
void agent_host_moved (AgentHost *self, AgentProfile *profile, GPtrArray *operations);
/* Those of that which front ends hear of, no more. */
void agent_host_told (AgentHost *self, AgentProfile *profile, GPtrArray *operations);
/* The sync of a profile has had a round: who waits for it looks again. */
void agent_host_synced (AgentHost *self, AgentProfile *profile);
/* Something about a profile (NULL: any) changed that Status tells. */
void agent_host_status_changed (AgentHost *self, AgentProfile *profile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentHost, agent_host_free)

G_END_DECLS
