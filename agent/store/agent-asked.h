/* agent-asked.h: what a person asked for, while what is left of it goes
 *
 * An edit that met what others did goes on as what the merge left of it. Should it meet others
 * again, it is merged anew from what was asked: a value that gave way to one that was taken back
 * since stands again. So both are kept in its row, in one transaction; where a person is to look at
 * it, it is as they asked for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-journal.h"
#include "shared/base/m77-json.h"

G_BEGIN_DECLS

/* Before a merge takes the place of what it has. */
void agent_asked_keep (AgentOperation *operation);
/* It has again what was asked, made on no version that anybody knows. */
void agent_asked_return (AgentOperation *operation);
/* It asks for what it has now. */
void agent_asked_forget (AgentOperation *operation);

typedef struct
{
  const M77Json *base, *patch, *elements; /* each may be NULL */
} AgentAsked;

/* In pool. */
void agent_asked_read (const AgentOperation *operation, M77JsonPool *pool, AgentAsked *asked);

G_END_DECLS
