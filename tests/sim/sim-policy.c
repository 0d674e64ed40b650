/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-policy.h"

#include <string.h>

#define DAY (24 * SIM_HOUR)

// clang-format off
static const SimAction actions[] = {
  { "incident", "acknowledge", 'a', 5 * SIM_MINUTE, " triggered acknowledged ",
    "status escalation_level acknowledged_by", "" },
  { "incident", "unacknowledge", 'h', 15 * SIM_MINUTE, " acknowledged ",
    "status acknowledged_by", "" },
  { "incident", "snooze", 'h', 15 * SIM_MINUTE, " triggered acknowledged ",
    "status escalation_level snoozed_until", "" },
  { "incident", "escalate", 'a', 5 * SIM_MINUTE, " triggered acknowledged ",
    "status escalation_level", "" },
  { "incident", "page", 'a', 5 * SIM_MINUTE, " triggered acknowledged mitigated ",
    "status escalation_level", "" },
  { "incident", "announce", 'h', 15 * SIM_MINUTE, " triggered acknowledged mitigated resolved ",
    "status severity", "next_update_due" },
  { "incident", "mitigate", 'h', 2 * SIM_HOUR, " triggered acknowledged ", "status severity", "" },
  { "incident", "resolve", 'h', 2 * SIM_HOUR, " triggered acknowledged mitigated ",
    "status severity", "resolution" },
  { "incident", "reopen", 'h', SIM_HOUR, " mitigated resolved closed ",
    "status merged_into", "" },
  { "incident", "close", 'a', DAY, " resolved ", "status", "" },
  { "incident", "redact", 'd', SIM_MINUTE, " triggered acknowledged mitigated resolved ",
    "status", "" },
  { "runbook", "publish", 'a', 7 * DAY, " draft retired ", "status", "" },
  { "runbook", "retire", 'a', 7 * DAY, " draft published ", "status", "" },
  { "runbook", "mark-reviewed", 'a', 7 * DAY, " published ", "status reviewed_at", "" },
};
// clang-format on

const SimAction *
sim_policy_action (const char *kind, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_strcmp0 (actions[i].kind, kind) == 0 && g_strcmp0 (actions[i].name, name) == 0)
      return &actions[i];
  return NULL;
}

const SimAction *
sim_policy_choose (SimWorld *world, const char *kind, const char *state)
{
  g_autofree char *word = g_strdup_printf (" %s ", state != NULL ? state : "");
  const SimAction *fit[G_N_ELEMENTS (actions)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].kind, kind) && strstr (actions[i].from, word) != NULL)
      fit[n++] = &actions[i];
  return n == 0 ? NULL : fit[sim_roll (world, n)];
}

gboolean
sim_policy_allows_move (SimDoing doing, const SimDeed *deed, AgentOpState state, const char *code)
{
  AgentOpState was = deed->state;

  if (AGENT_OP_IS_ENDED (was))
    return FALSE;
  switch (doing)
    {
    case SIM_DOING_SYNC:
      if (was == AGENT_OP_HELD)
        return state == AGENT_OP_LAPSED;
      /* Theirs moved on, and overlaps no more. */
      if (was == AGENT_OP_CONFLICT)
        return (state == AGENT_OP_QUEUED && g_strcmp0 (code, "merged") == 0) ||
               (state == AGENT_OP_APPLIED && g_strcmp0 (code, "already-so") == 0);
      return was == AGENT_OP_QUEUED && (state < AGENT_OP_RESOLVED || state == AGENT_OP_LAPSED);
    case SIM_DOING_DECIDE:
      if (state == AGENT_OP_QUEUED)
        return was != AGENT_OP_QUEUED;
      return state == AGENT_OP_RESOLVED || state == AGENT_OP_CLOSED ||
             state == AGENT_OP_DISCARDED || state == AGENT_OP_WITHDRAWN;
    case SIM_DOING_UNDO:
      return state == AGENT_OP_WITHDRAWN;
    default:
      return FALSE;
    }
}

const char *
sim_policy_forbids_sending (const SimDeed *deed, gint64 frozen_at)
{
  const SimAction *action = sim_policy_action (deed->kind, deed->action);

  if (AGENT_OP_IS_ENDED (deed->state))
    return "it has ended";
  if (deed->state == AGENT_OP_CONFLICT || deed->state == AGENT_OP_REJECTED)
    return "it waits for its person's decision";
  if (deed->state == AGENT_OP_HELD || deed->was_held)
    return "it was held, and nobody has confirmed it";
  if (action != NULL && frozen_at > deed->asked_at + action->expires_ms)
    return "its time is over";
  return NULL;
}
