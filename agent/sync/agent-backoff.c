/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-backoff"

#include "config.h"

#include "agent/sync/agent-backoff.h"

#define FIRST_MS           1000
#define LONGEST_MS         60000
#define RETRY_AFTER_MOST_S 3600
#define BREAKER_FAILURES   8

void
agent_backoff_fail (AgentBackoff *self, const M77Runtime *runtime, gint64 retry_after_s)
{
  gint64 ceiling = MIN ((gint64) FIRST_MS << MIN (self->failures, 6), LONGEST_MS);
  guint32 dice;
  gint64 wait;

  runtime->random (runtime, (guint8 *) &dice, sizeof dice);
  self->failures++;
  if (retry_after_s > 0)
    wait = MIN (retry_after_s, RETRY_AFTER_MOST_S) * 1000;
  else if (agent_backoff_is_open (self))
    wait = LONGEST_MS / 2 + dice % (LONGEST_MS / 2 + 1);
  else
    wait = dice % (ceiling + 1);
  self->retry_at = m77_runtime_monotonic (runtime) + wait;
}

void
agent_backoff_succeed (AgentBackoff *self)
{
  *self = (AgentBackoff){ 0 };
}

gint64
agent_backoff_wait (const AgentBackoff *self, const M77Runtime *runtime)
{
  return self->failures == 0 ? 0 : MAX (0, self->retry_at - m77_runtime_monotonic (runtime));
}

gboolean
agent_backoff_is_open (const AgentBackoff *self)
{
  return self->failures >= BREAKER_FAILURES;
}
