/* agent-decide.h: what a person decides about work that did not go through
 *
 *   retry     rejected: again (an action: as a new one); in conflict: mine; put off or held: now
 *   confirm   a held action: as things are now, from now
 *   discard   given up (a rejected one is closed)
 *   withdraw  taken back before it was sent
 *   join, take-over, drop  a held acknowledge of what somebody else acknowledged meanwhile
 *
 * What followed a create that is given up goes with it; all of a decision is journaled, or
 * nothing. One whose answer is outstanding
 * cannot be moved (M77_ERROR_PRECONDITION_CHANGED of the journal): the answer decides.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* operation: as agent_journal_find takes it. seq: of what is to be seen in the next read. */
gboolean agent_decide (AgentDesk *desk,
                       const char *verb,
                       const char *operation,
                       gint64 *seq,
                       GError **error);
/* Ends one that is not on its way, and what followed it if it is a create. */
gboolean agent_decide_end (AgentDesk *desk,
                           const AgentOperation *operation,
                           AgentOpState state,
                           GError **error);
/* Those that ending one ends, the last first, into `ended` (AgentOperation *, each once). */
gboolean agent_decide_collect (AgentDesk *desk,
                               const AgentOperation *operation,
                               GPtrArray *ended,
                               GError **error);
/* Gives it up as `discard` does, for one that takes its place; made: NULL, or taken; *seq its. */
gboolean agent_decide_replace (AgentDesk *desk,
                               const AgentOperation *operation,
                               AgentOperation *made,
                               gint64 *seq,
                               GError **error);
/* The same once more, an action as things are now; to be journaled. */
AgentOperation *agent_decide_copy (AgentDesk *desk,
                                   const AgentOperation *operation,
                                   GError **error);

G_END_DECLS
