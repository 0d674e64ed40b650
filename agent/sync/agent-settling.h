/* agent-settling.h: what was answered to a batch, on its way into the journal
 *
 * The journal's lane settles it a few operations at a time, each few by one commit, and a person's
 * edit goes between them. Whoever began it may send the next batch meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-store.h"
#include "agent/sync/agent-sync.h"

G_BEGIN_DECLS

typedef struct _AgentSettling AgentSettling;

/* Takes pool, in which outcomes (an array of them) is; attempts are those that were sent. NULL
 * when outcomes says nothing of any of them, and then nothing is begun: what cannot be read
 * settles nothing, and is in nobody's way. */
AgentSettling *agent_settling_begin (AgentStore *store,
                                     const M77Runtime *runtime,
                                     GPtrArray *attempts,
                                     M77JsonPool *pool,
                                     const M77Json *outcomes);

/* Where what became of them is told. */
typedef struct
{
  AgentSyncReport *report; /* added to */
  GPtrArray *moved;        /* char *: ids of operations */
  GPtrArray *touched;      /* char *: "kind/id" of records */
  GHashTable *secrets;     /* operation id → JSON text shown once */
} AgentNews;

/* Waits for it and frees it. FALSE when the journal could not be written: what is not settled
 * goes again. */
gboolean agent_settling_end (AgentSettling *self, AgentNews *news, GError **error);

void agent_news_add (AgentNews *news, const AgentOperation *operation);

G_END_DECLS
