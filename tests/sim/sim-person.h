/* sim-person.h: what people do at their machines
 *
 * Through the service's own functions, as the bus calls them. What they write is each time
 * another value, so that it can be told later whose it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache.h"
#include "tests/sim/sim-world.h"

G_BEGIN_DECLS

/* One thing, by the dice. */
void sim_person_act (SimAgent *agent);
/* A record to begin with. */
void sim_person_create (SimAgent *agent, const char *kind);

/* ---- For sim-decide.c too ---- */

/* A thing that a person does: between these two their machine may die. */
typedef struct
{
  SimAgent *agent;
  AgentDesk desk;
  SimDoing before;
} SimTurn;

void sim_turn_begin (SimTurn *turn, SimAgent *agent, SimDoing doing);
/* Clears what went wrong, which only a dying machine may. */
void sim_turn_end (SimTurn *turn, gboolean ok, GError **error);
/* The record as the person has it before them, noted in the log; NULL: they have it not. */
AgentRow *sim_person_look (SimAgent *agent, const char *kind, const char *id);
void sim_person_look_at_all (SimAgent *agent);

G_END_DECLS
