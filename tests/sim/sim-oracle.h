/* sim-oracle.h: what must be true
 *
 * Each ends with sim_fail () where it is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/sim/sim-world.h"

G_BEGIN_DECLS

/* At any time: no record is shown in a state by an action that was not applied, and rows say
 * what waits on them. */
void sim_oracle_check_shown (SimAgent *agent);
/* At rest, before people decide: what has not ended waits for a person, or behind it. */
void sim_oracle_check_waiting (SimWorld *world);
/* At the end. */
void sim_oracle_check (SimWorld *world);

G_END_DECLS
