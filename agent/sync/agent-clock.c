/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-clock"

#include "config.h"

#include "agent/sync/agent-clock.h"

#include "agent/sync/agent-answer.h"
#include "shared/model/m77-act.h"

#define ANSWER_MOST 65536 /* bytes: of an answer that is not looked at */

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

/* An answer that is outstanding may be followed by a second try of it only: that one does not
 * count. */
static void
look_cb (gpointer data)
{
  Look *look = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) actions = agent_journal_unended_actions (look->journal, &error);

  for (guint i = 0; actions != NULL && i < actions->len; i++)
    {
      const AgentOperation *operation = actions->pdata[i];

      look->found |= operation->state == AGENT_OP_QUEUED && operation->open_key == NULL;
    }
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
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/tenants/%s/me", tenant);
  g_autoptr (M77Request) request = m77_request_new ("GET", path);
  g_autoptr (M77Answer) answer = wire->call (wire, request, cancellable, error);
  g_autoptr (GBytes) body = NULL;

  if (answer == NULL)
    return FALSE;
  agent_answer_skew (answer, m77_runtime_now (runtime), skew_ms);
  body = m77_answer_read_all (answer, ANSWER_MOST, cancellable, NULL);
  return TRUE;
}
