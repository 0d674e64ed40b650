/* agent-patience.h: how long an answer may take in all
 *
 * A time-out between two bytes lets a byte now and then hold the line for ever. Here each call
 * has a time of grace, and more of it with each byte that went or came: what is slower than
 * AGENT_PATIENCE_RATE, or longer than AGENT_PATIENCE_MOST_MS, is cancelled.
 *
 * Begun and ended on the thread of the call; the clock is looked at in the default main context,
 * and without one that runs there is no limit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AGENT_PATIENCE_GRACE_MS (60 * 1000)
#define AGENT_PATIENCE_RATE     2048 /* bytes a second, of all */
#define AGENT_PATIENCE_MOST_MS  (60 * 60 * 1000)

/* After so long, with so many bytes. */
gboolean agent_patience_is_lost (gint64 elapsed_ms, guint64 bytes, guint grace_ms);

typedef struct _AgentPatience AgentPatience;

/* outer: cancels too; or NULL. */
AgentPatience *agent_patience_begin (GCancellable *outer, guint64 bytes, guint grace_ms);
void agent_patience_end (AgentPatience *self);
/* For what blocks. */
GCancellable *agent_patience_cancellable (AgentPatience *self);
void agent_patience_add (AgentPatience *self, gsize bytes);
/* Whether it was cancelled for its slowness. */
gboolean agent_patience_is_over (AgentPatience *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentPatience, agent_patience_end)

G_END_DECLS
