/* agent-checkpoint.h: telling the platform where this journal's audit chain is
 *
 * …/checkpoints of the contract: each side keeps the newest checkpoint of the other's chain
 * (docs/audit.md). Whatever comes of it holds up nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-journal-audit.h"
#include "agent/store/agent-store.h"
#include "agent/sync/agent-wire.h"

G_BEGIN_DECLS

/* Of a chain that has moved on since *known (0: tell it anyway): hands in its end, and enters
 * where the platform's own is; *known gets the number it ends at then. TRUE, too, when there was
 * nothing to tell. Not on the journal's lane. */
gboolean agent_checkpoint_exchange (AgentStore *store,
                                    AgentWire *wire,
                                    const char *tenant,
                                    gint64 *known,
                                    GCancellable *cancellable,
                                    GError **error);

/* Holds what the platform has kept of the chain against it. journal: any handle of this thread.
 * *compared gets how many there were. */
gboolean agent_checkpoint_compare (AgentJournal *journal,
                                   AgentAudit *audit,
                                   AgentWire *wire,
                                   const char *tenant,
                                   guint *compared,
                                   GError **error);

G_END_DECLS
