/* sim-storm.h: a run of the simulation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/sim/sim-world.h"

G_BEGIN_DECLS

/* Makes a few records and lets all agents have them: what every seed begins with. */
void sim_storm_prepare (SimWorld *world);
/* The storm, and the rest after it: nobody is cut off, and all that waits for a person is
 * decided. Ends with sim_fail () where it never comes to rest. */
void sim_storm_run (SimWorld *world);

/* A few rounds of an agent, in one of which it may die. */
void sim_storm_sync (SimAgent *agent);
/* What others, or the person at the same machine, do while an agent waits for an answer. */
void sim_storm_meanwhile (SimWorld *world, SimAgent *waiting);

G_END_DECLS
