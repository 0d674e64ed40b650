/* sim-world.h: a platform, the machines of a few people, their clocks, and one pair of dice
 *
 * The real core of the platform and the real store, sync and service code of the agents, on
 * inline lanes and disks in memory. Nothing in here depends on the machine it runs on: a
 * seed is a run. A world is made once and forked for each seed.
 *
 *   sim-world    machines: starting them, killing them, their clocks
 *   sim-wire     the network between them, at its worst
 *   sim-person   what people do: edits, actions; sim-decide: decisions, undo
 *   sim-log      what each did and was told, written down apart from the agents
 *   sim-storm    a run: a storm, then rest
 *   sim-history, sim-rules, sim-oracle: what must be true at the end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"
#include "agent/sync/agent-sync.h"
#include "platform/api/platform-core.h"
#include "tests/sim/sim-disk.h"

G_BEGIN_DECLS

#define SIM_AGENTS 3

#define SIM_SECOND G_GINT64_CONSTANT (1000)
#define SIM_MINUTE (60 * SIM_SECOND)
#define SIM_HOUR   (60 * SIM_MINUTE)

typedef struct _SimWorld SimWorld;
typedef struct _SimAgent SimAgent;
typedef struct _SimLog SimLog;

/* A clock that may be wrong, and the world's dice. */
typedef struct
{
  M77Runtime runtime;
  SimWorld *world;
  gint64 ahead; /* ms */
} SimClock;

/* What a machine is doing: which moves of operations are in order meanwhile. */
typedef enum
{
  SIM_DOING_NOTHING,
  SIM_DOING_SYNC,
  SIM_DOING_EDIT,
  SIM_DOING_ACT,
  SIM_DOING_DECIDE,
  SIM_DOING_UNDO
} SimDoing;

struct _SimAgent
{
  SimWorld *world;
  guint index;
  const char *member, *role;
  char *directory, *vfs, *token;
  SimDisk *disk;
  SimClock clock;
  AgentStore *store;
  AgentWire *wire; /* the sync's */
  AgentSync *sync;
  gint64 checkpoint;     /* what the platform knows of its chain: agent_checkpoint_exchange () */
  gboolean is_online;    /* as far as it knows */
  gboolean is_calling;   /* in the middle of a call to the platform */
  gint64 cut_off_until;  /* no request of its gets through before */
  gint64 no_token_until; /* its token is refused until then */
  SimDoing doing;
};

struct _SimWorld
{
  gint64 now; /* ms, the truth */
  guint64 random;
  GRand *dice;
  guint32 seed;
  gboolean is_quiet; /* the storm is over: nothing fails any more */
  guint n_restored;  /* how often the platform was put back from a backup */
  gboolean is_tracing;
  gboolean is_dying; /* what is warned of is the cut's doing */
  guint depth;       /* of calls within calls */
  guint streaming;   /* answers that are being read */
  guint step, edits; /* counted */
  guint unique;      /* of what people write, each is another */

  SimDisk *platform_disk;
  SimClock platform_clock;
  PlatformCore *platform;
  GPtrArray *late; /* requests that are still on their way: sim-wire.c */

  SimAgent agents[SIM_AGENTS];
  GPtrArray *records; /* SimRecord *: all that anybody made */
  SimLog *log;
};

typedef struct
{
  const char *kind;
  char *id;
} SimRecord;

/* In the working directory; all machines run. */
SimWorld *sim_world_new (void);
/* From here on the dice decide; after a fork, in a working directory of its own. */
void sim_world_seed (SimWorld *self, guint32 seed, gboolean tracing);
void sim_world_free (SimWorld *self);

/* Of n; n > 0. */
guint sim_roll (SimWorld *self, guint n);
/* One time in n. */
gboolean sim_chance (SimWorld *self, guint n);

/* Kills the machine and starts it again with what is on its disk. */
void sim_agent_restart (SimAgent *self);
gboolean sim_agent_is_dead (const SimAgent *self);
void sim_platform_restart (SimWorld *self);
void sim_world_open_platform (SimWorld *self);
/* What a person at that machine works with; agent_desk_clear () ends it. */
void sim_agent_desk (SimAgent *self, AgentDesk *desk);

void sim_world_add_record (SimWorld *self, const char *kind, const char *id);

/* A line of the trace. */
void sim_say (SimWorld *self, const SimAgent *agent, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* The seed has found something: says what, and ends the process with SIM_FOUND. */
#define SIM_FOUND 3
void sim_fail (SimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN;

G_END_DECLS
