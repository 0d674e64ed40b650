/* agent-clock.h: whether the clock can be trusted with what is to be done at a time
 *
 * It jumped when it moved against the monotonic clock by more than M77_ACT_CLOCK_SKEW_MS. How far
 * it is off the platform's is asked before the first action of a connection leaves: one that was
 * asked for by a wrong clock must not be sent on its word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-store.h"
#include "agent/sync/agent-wire.h"

G_BEGIN_DECLS

/* ms of our clock at the monotonic clock's 0. */
gint64 agent_clock_offset (const M77Runtime *runtime);
/* Whether the clock jumped since *offset was taken; *offset is taken anew. */
gboolean agent_clock_jumped (const M77Runtime *runtime, gint64 *offset);

/* Whether an action waits to be sent: what the clock matters for. */
gboolean agent_clock_matters (AgentStore *store);
/* Our clock minus the platform's, in ms; unchanged when it does not say. FALSE: it could not be
 * asked. */
gboolean agent_clock_ask (AgentWire *wire,
                          const M77Runtime *runtime,
                          const char *tenant,
                          gint64 *skew_ms,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
