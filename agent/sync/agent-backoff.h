/* agent-backoff.h: when to try a host again
 *
 * Exponential with full jitter ("Exponential Backoff And Jitter", AWS Architecture Blog): a
 * uniformly random share of 1 s, 2 s, 4 s … 60 s, or exactly what Retry-After said. After
 * BREAKER_FAILURES in a row the circuit is open: a single trial a minute, so that a platform
 * that is coming up is not run over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-runtime.h"

G_BEGIN_DECLS

typedef struct
{
  guint failures;  /* in a row */
  gint64 retry_at; /* monotonic ms; 0: at once */
} AgentBackoff;

/* retry_after_s: of the answer; 0: it said nothing. */
void agent_backoff_fail (AgentBackoff *self, const M77Runtime *runtime, gint64 retry_after_s);
void agent_backoff_succeed (AgentBackoff *self);
/* ms to wait still. */
gint64 agent_backoff_wait (const AgentBackoff *self, const M77Runtime *runtime);
gboolean agent_backoff_is_open (const AgentBackoff *self);

G_END_DECLS
