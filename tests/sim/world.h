/* world.h: a platform and several agents in one process, and the wire between them
 *
 * The real core of the platform and the real store and sync code of the agents, on inline
 * lanes, with one clock and one pair of dice. The wire fails as a test wants it to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/sync/agent-sync.h"
#include "tests/platform/core-fixture.h"

G_BEGIN_DECLS

typedef enum
{
  WIRE_GOOD,
  WIRE_DEAD,        /* nothing gets through */
  WIRE_LOSES_ANSWER /* the platform does what is asked, and nobody hears of it */
} WireFault;

typedef struct
{
  AgentWire wire;
  Fixture *platform;
  char *token;
  WireFault fault;
  gssize cut_after; /* bytes of each body that arrive; -1: all */
  guint calls;
} Wire;

typedef struct
{
  Fixture *platform;
  char *member;
  char *directory;
  AgentStore *store;
  AgentSync *sync;
  Wire *wire;
} Agent;

Agent *agent_new (Fixture *platform, const char *member, const char *role);
void agent_free (Agent *self);
/* As after kill -9 and a start: only what is on disk is left. */
void agent_crash (Agent *self);

/* Edits as the bus would: base values as the agent shows them now. patch and elements: JSON
 * with ' for ", or NULL. Returns the operation's seq. */
gint64 agent_edit (Agent *self,
                   const char *kind,
                   const char *id,
                   const char *patch,
                   const char *elements);
char *agent_create (Agent *self, const char *kind, const char *doc); /* id */
gint64 agent_act (Agent *self,
                  const char *action,
                  const char *kind,
                  const char *id,
                  const char *args);

/* Rounds until nothing is left to do; asserts that each goes through. */
AgentSyncReport agent_sync (Agent *self);
/* One round that may fail. */
gboolean agent_try_sync (Agent *self);

/* What the agent shows: a member of the document as JSON text, the row's state, and the state
 * of an operation. Free with g_free. */
char *agent_shows (Agent *self, const char *kind, const char *id, const char *member);
const char *agent_row_state (Agent *self, const char *kind, const char *id);
const char *agent_operation_state (Agent *self, gint64 seq);

G_END_DECLS
