/* sim-wire.h: the network between the agents and the platform, at its worst
 *
 * A request may be lost, come late (after what was sent behind it), come twice, or be answered
 * by a proxy instead; its answer may be lost or cut anywhere, with or without an error. While a
 * request is on its way the world goes on: others sync, people edit, the platform dies.
 * Whatever leaves is shown to the log first (sim_log_sent).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/sim/sim-world.h"

G_BEGIN_DECLS

AgentWire *sim_wire_new (SimAgent *agent);

/* Requests that nobody waits for any more, but that are not lost. */
GPtrArray *sim_wire_late_new (void);
/* One of them arrives, if there is one. */
void sim_wire_deliver_late (SimWorld *world);

G_END_DECLS
