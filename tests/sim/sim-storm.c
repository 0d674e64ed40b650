/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-storm.h"

#include "agent/sync/agent-checkpoint.h"
#include "shared/base/m77-error.h"
#include "tests/sim/sim-decide.h"
#include "tests/sim/sim-oracle.h"
#include "tests/sim/sim-person.h"
#include "tests/sim/sim-wire.h"

#define STEPS       70
#define ROUNDS_MOST 100 /* of one agent, until nothing is left to send or read */
#define SYNC_WRITES 60  /* of an agent in a round: in one of them it dies */
#define ENDS_MOST   12  /* times all are asked for what still waits for them */

static SimAgent *
choose_agent (SimWorld *world)
{
  return &world->agents[sim_roll (world, SIM_AGENTS)];
}

/* ---- Syncing ---- */

static gboolean
sync_once (SimAgent *agent, gboolean *more)
{
  SimWorld *world = agent->world;
  SimDoing before = agent->doing;
  AgentSyncReport report = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean ok;

  agent->doing = SIM_DOING_SYNC;
  agent->is_calling = TRUE;
  world->depth++;
  ok = agent_sync_once (agent->sync, &report, NULL, &error);
  if (ok && sim_chance (world, 4))
    agent_checkpoint_exchange (agent->store, agent->wire, "shop", &agent->checkpoint, NULL, NULL);
  world->depth--;
  agent->is_calling = FALSE;
  *more = report.more;
  if (sim_agent_is_dead (agent))
    return FALSE;
  sim_log_look (agent);
  agent->doing = before;
  agent->is_online = ok;
  if (!ok)
    sim_say (world, agent, "is not in sync: %s", error->message);
  return ok;
}

void
sim_storm_sync (SimAgent *agent)
{
  SimWorld *world = agent->world;
  gboolean more = TRUE;

  if (sim_chance (world, 6))
    sim_disk_die_in (agent->disk, 1 + sim_roll (world, SYNC_WRITES));
  for (guint i = 1 + sim_roll (world, 3); i > 0 && more && sync_once (agent, &more); i--)
    ;
  if (sim_agent_is_dead (agent))
    sim_agent_restart (agent);
  else
    sim_disk_die_in (agent->disk, 0);
}

void
sim_storm_meanwhile (SimWorld *world, SimAgent *waiting)
{
  SimAgent *other = choose_agent (world);

  if (world->is_quiet || sim_agent_is_dead (waiting))
    return;
  world->depth++;
  sim_say (world, other, "meanwhile:");
  if (other->is_calling || sim_chance (world, 3))
    sim_person_act (other);
  else
    sim_storm_sync (other);
  if (sim_agent_is_dead (other) && !other->is_calling)
    sim_agent_restart (other);
  world->depth--;
}

/* ---- The storm ---- */

static void
move_clock (SimWorld *world)
{
  static const gint64 offs[] = { 0,
                                 0,
                                 5 * SIM_SECOND,
                                 -20 * SIM_SECOND,
                                 2 * SIM_MINUTE,
                                 -2 * SIM_MINUTE,
                                 3 * SIM_HOUR,
                                 -3 * SIM_HOUR };
  SimAgent *agent = choose_agent (world);

  agent->clock.ahead = offs[sim_roll (world, G_N_ELEMENTS (offs))];
  sim_say (world, agent, "its clock is %+d s off", (int) (agent->clock.ahead / SIM_SECOND));
}

static void
pass_time (SimWorld *world)
{
  switch (sim_roll (world, 30))
    {
    case 0:
      world->now += SIM_HOUR * (1 + sim_roll (world, 14));
      break;
    case 1:
    case 2:
      world->now += SIM_MINUTE * (1 + sim_roll (world, 30));
      break;
    default:
      world->now += SIM_SECOND * sim_roll (world, 20) + sim_roll (world, 1000);
      break;
    }
}

static void
go_wrong (SimWorld *world)
{
  SimAgent *agent = choose_agent (world);

  switch (sim_roll (world, 6))
    {
    case 0:
      sim_agent_restart (agent);
      break;
    case 1:
      sim_platform_restart (world);
      break;
    case 2:
    case 3:
      agent->cut_off_until = world->now + SIM_SECOND * sim_roll (world, 3600);
      sim_say (world, agent, "is cut off");
      break;
    case 4:
      agent->no_token_until = world->now + SIM_SECOND * sim_roll (world, 60);
      break;
    default:
      move_clock (world);
      break;
    }
}

static void
step (SimWorld *world)
{
  SimAgent *agent = choose_agent (world);
  guint roll = sim_roll (world, 100);

  pass_time (world);
  if (roll < 55)
    sim_person_act (agent);
  else if (roll < 85)
    sim_storm_sync (agent);
  else if (roll < 89)
    sim_wire_deliver_late (world);
  else if (roll < 92)
    platform_core_tick (world->platform);
  else
    go_wrong (world);
  for (guint i = 0; i < SIM_AGENTS; i++)
    if (sim_agent_is_dead (&world->agents[i]))
      sim_agent_restart (&world->agents[i]);
  if (sim_chance (world, 4))
    sim_oracle_check_shown (agent);
}

/* ---- The rest ---- */

static void
sync_to_rest (SimAgent *agent)
{
  gboolean more = TRUE;

  for (guint rounds = 0; more; rounds++)
    {
      if (rounds == ROUNDS_MOST)
        sim_fail (agent->world, "%s never has all sent and read", agent->member);
      if (!sync_once (agent, &more))
        sim_fail (agent->world, "%s does not sync, and nothing is in the way", agent->member);
    }
}

static void
sync_all (SimWorld *world)
{
  /* Twice: what the last one sends is for the first one too. */
  for (guint i = 0; i < 2 * SIM_AGENTS; i++)
    sync_to_rest (&world->agents[i % SIM_AGENTS]);
}

static void
calm_down (SimWorld *world)
{
  world->is_quiet = TRUE;
  world->platform_clock.ahead = 0;
  while (world->late->len > 0)
    sim_wire_deliver_late (world);
  for (guint i = 0; i < SIM_AGENTS; i++)
    {
      world->agents[i].clock.ahead = 0;
      world->agents[i].cut_off_until = world->agents[i].no_token_until = 0;
    }
  /* What was put off is due. */
  world->now += 2 * SIM_HOUR;
  sim_say (world, NULL, "the storm is over");
}

/* Everybody is asked for what waits for them. FALSE: nothing does. */
static gboolean
decide_all (SimWorld *world)
{
  gboolean found = FALSE;

  for (guint a = 0; a < SIM_AGENTS; a++)
    {
      GPtrArray *deeds = sim_log_deeds (world, a);

      for (guint i = 0; i < deeds->len; i++)
        {
          SimDeed *deed = deeds->pdata[i];

          if (AGENT_OP_IS_ENDED (deed->state))
            continue;
          found = TRUE;
          if (deed->state != AGENT_OP_QUEUED)
            sim_decide_about (&world->agents[a], deed);
        }
    }
  return found;
}

void
sim_storm_prepare (SimWorld *world)
{
  static const char *const kinds[] = { "incident", "incident", "runbook", "dashboard" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    sim_person_create (&world->agents[0], kinds[i]);
  sync_all (world);
}

void
sim_storm_run (SimWorld *world)
{
  guint asked;

  for (world->step = 1; world->step <= STEPS; world->step++)
    step (world);
  calm_down (world);
  sync_all (world);
  sim_oracle_check_waiting (world);
  for (asked = 0; decide_all (world); asked++)
    {
      if (asked == ENDS_MOST)
        sim_fail (world, "What waits for people never ends");
      world->now += SIM_SECOND;
      sync_all (world);
    }
  /* What a machine was shown it is shown over a start, too. */
  for (guint i = 0; i < SIM_AGENTS; i++)
    sim_agent_restart (&world->agents[i]);
  sync_all (world);
  sim_oracle_check (world);
}
