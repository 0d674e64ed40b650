/* agent-standing.h: how an operation that has not ended stands
 *
 * Why it is not applied, what it goes behind, what changed on the record since an action was
 * asked for, and what its person can do about it now. Read from the journal and the cache as
 * they are; nothing is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

typedef struct
{
  char *key, *title;    /* of the record */
  char *why;            /* a sentence; NULL: it has ended */
  const char *ways[10]; /* verbs of the outbox, the likeliest first; ends with NULL */
  char *since;          /* JSON; NULL: nothing changed */

  gint64 behind; /* seq it goes behind; 0: none */
  char *behind_id;
  AgentOpState behind_state;
  gboolean waiting; /* … and that one does not go by itself */
} AgentStanding;

/* behind: the operation it goes behind, or NULL (agent_standing_behind). */
void agent_standing_read (AgentStanding *self,
                          const AgentDesk *desk,
                          const AgentOperation *operation,
                          const AgentOperation *behind);
void agent_standing_clear (AgentStanding *self);

/* The earlier one that a queued one goes behind, of those of its record in order (element
 * AgentOperation *): the first that is stuck, else the last before it. NULL: none. */
const AgentOperation *agent_standing_behind (const AgentOperation *operation,
                                             const GPtrArray *of_record);

/* Somebody else acknowledged meanwhile what this held action would. */
gboolean agent_standing_is_taken (const AgentDesk *desk, const AgentOperation *operation);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentStanding, agent_standing_clear)

G_END_DECLS
