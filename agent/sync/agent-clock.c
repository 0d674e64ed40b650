/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-clock"

#include "config.h"

#include "agent/sync/agent-clock.h"

#include "agent/sync/agent-answer.h"
#include "shared/model/m77-act.h"

#define ANSWER_MOST     65536 /* bytes: of an answer that is not looked at */
#define LOOK_OPERATIONS 100   /* at a time */

gint64
agent_clock_offset (const M77Runtime *runtime)
{
  return m77_runtime_now (runtime) - m77_runtime_monotonic (runtime);
}

gboolean
agent_clock_jumped (const M77Runtime *runtime, gint64 *offset)
{
  gint64 before = *offset;

  *offset = agent_clock_offset (runtime);
  return ABS (*offset - before) > M77_ACT_CLOCK_SKEW_MS;
}

typedef struct
{
  AgentJournal *journal;
  gboolean found;
} Look;

/* An answer that is outstanding may be followed by a second try of it only, and an edit that was
 * sent before goes in any case: those do not count. */
static gboolean
counts (const AgentOperation *operation)
{
  return operation->state == AGENT_OP_QUEUED && operation->open_key == NULL &&
         (operation->type == M77_OPERATION_ACT || operation->tries == 0);
}

static void
look_cb (gpointer data)
{
  Look *look = data;
  gint64 seq = 0;
  guint n;

  do
    {
      g_autoptr (GPtrArray)
          operations = agent_journal_unended_after (look->journal, seq, LOOK_OPERATIONS, NULL);

      n = operations != NULL ? operations->len : 0;
      for (guint i = 0; i < n && !look->found; i++)
        {
          const AgentOperation *operation = operations->pdata[i];

          look->found = counts (operation);
          seq = operation->seq;
        }
    }
  while (n == LOOK_OPERATIONS && !look->found);
}

gboolean
agent_clock_matters (AgentStore *store)
{
  Look look = { .journal = store->journal };

  agent_lane_call (store->journal_lane, AGENT_LANE_PEOPLE, look_cb, &look);
  return look.found;
}

gboolean
agent_clock_ask (AgentWire *wire,
                 const M77Runtime *runtime,
                 const char *tenant,
                 gint64 *skew_ms,
                 gint64 *retry_after_s,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/tenants/%s/me", tenant);
  g_autoptr (M77Request) request = m77_request_new ("GET", path);
  g_autoptr (M77Answer) answer = wire->call (wire, request, cancellable, error);
  g_autoptr (GBytes) body = NULL;

  /* What stands in between may have a clock, too. */
  if (answer == NULL ||
      !agent_answer_check (answer, "application/json", retry_after_s, cancellable, error))
    return FALSE;
  agent_answer_skew (answer, m77_runtime_now (runtime), skew_ms);
  body = m77_answer_read_all (answer, ANSWER_MOST, cancellable, NULL);
  return TRUE;
}
