/* agent-batches.h: feed lines on their way to the cache, a little ahead of it
 *
 * The reading thread adds batches; the cache's lane applies them in order. Adding waits
 * while two are under way. After a failure nothing more is applied.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-store.h"

G_BEGIN_DECLS

typedef struct _AgentBatches AgentBatches;

AgentBatches *agent_batches_new (AgentStore *store, const char *source);
/* lines: takes a reference. synced_at: ms, M77_TIME_NONE while more is to come. FALSE when
 * an earlier one failed. */
gboolean agent_batches_add (AgentBatches *self,
                            GBytes *lines,
                            const char *cursor,
                            gint64 synced_at,
                            GError **error);
/* Waits for the last, and frees. */
gboolean agent_batches_end (AgentBatches *self, GError **error);

G_END_DECLS
