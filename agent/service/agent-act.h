/* agent-act.h: what an action a person asks for becomes in the journal
 *
 * It carries what they saw (`expect`) and when they asked; what being offline means is the
 * action's own policy: sent by itself while it is young, held for a person, or refused. How
 * dangerous it is, is the front end's to ask about.
 *
 * Errors: as of agent-edit.h, and M77_ERROR_ACTION_DENIED, _PRECONDITION_CHANGED.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

typedef struct
{
  const char *action;
  const char *args;   /* JSON object; "": none */
  const char *reason; /* "": none */
  const char *expect; /* JSON object; "": what the cache has */
  gint64 undoes;      /* seq of the one it takes back; 0: none */
} AgentAsk;

/* id: "new" or "" for an action that makes its record. */
gboolean agent_act_one (AgentDesk *desk,
                        const char *kind,
                        const char *id,
                        const AgentAsk *ask,
                        gint64 *seq,
                        char **operation,
                        GError **error);
/* The same, to be journaled. */
AgentOperation *agent_act_make (AgentDesk *desk,
                                const char *kind,
                                const char *id,
                                const AgentAsk *ask,
                                GError **error);
/* All rows that a filter finds (agent-bulk.h). */
gboolean agent_act_many (AgentDesk *desk,
                         const char *kind,
                         const char *filter,
                         gint64 expect_count,
                         const AgentAsk *ask,
                         gint64 *seq,
                         guint *count,
                         GError **error);
/* Likewise of these ids. */
gboolean agent_act_ids (AgentDesk *desk,
                        const char *kind,
                        const char *const *ids,
                        const AgentAsk *ask,
                        gint64 *seq,
                        guint *count,
                        GError **error);
/* A held one goes again: as things are now, from now. */
gboolean agent_act_confirm (AgentDesk *desk, const AgentOperation *operation, GError **error);

G_END_DECLS
