/* agent-clock.h: whether the clock can be trusted with what was made by it
 *
 * It jumped when it moved against the monotonic clock by more than M77_ACT_CLOCK_SKEW_MS. How far
 * it is off the platform's is asked before the first change of a connection leaves: what was made
 * by a wrong clock must not be sent on its word.
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

/* Whether something waits to be sent that would be held if the clock were wrong. */
gboolean agent_clock_matters (AgentStore *store);
/* Our clock minus the platform's, in ms; unchanged when it does not say. FALSE: it could not be
 * asked. */
gboolean agent_clock_ask (AgentWire *wire,
                          const M77Runtime *runtime,
                          const char *tenant,
                          gint64 *skew_ms,
                          gint64 *retry_after_s,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
