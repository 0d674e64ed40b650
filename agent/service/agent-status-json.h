/* agent-status-json.h: a profile as `m77 status` shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-status.h"
#include "shared/base/m77-json.h"

G_BEGIN_DECLS

/* running NULL: it does not run. */
M77Json *agent_status_profile (M77JsonPool *pool,
                               AgentHost *host,
                               const AgentProfileEntry *entry,
                               AgentRunning *running,
                               const AgentFigures *figures);
/* Our clock minus the platform's, of the profile where it is furthest off; ms. */
gint64 agent_status_skew (AgentHost *host);
/* "live", "syncing", "offline", "offline-by-you", "sign-in"; and its error (code, detail). */
const char *agent_status_mode (const AgentRunning *running,
                               const AgentSyncState *state,
                               const GError **error);
/* Of a running profile without a sync, too. */
void agent_status_state (const AgentRunning *running, AgentSyncState *state);
/* s since the source was last known to be so; -1: never. */
gint64 agent_status_age (const AgentRunning *running, const AgentSyncState *state);
/* null where there is no instant. */
void agent_status_set_time (M77JsonPool *pool, M77Json *object, const char *name, gint64 at);

G_END_DECLS
