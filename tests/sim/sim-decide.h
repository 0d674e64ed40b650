/* sim-decide.h: what people decide about what did not go through, and what they take back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/sim/sim-log.h"

G_BEGIN_DECLS

/* About one that waits for them, by the dice. */
void sim_decide_something (SimAgent *agent);
/* About this one, so that it comes to an end. */
void sim_decide_about (SimAgent *agent, SimDeed *deed);
/* Undo or redo. */
void sim_decide_undo (SimAgent *agent);

G_END_DECLS
