/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-decide.h"

#include <glib/gi18n.h>

#include "agent/service/agent-act.h"
#include "agent/service/agent-edit.h"
#include "agent/service/agent-resolve.h"
#include "agent/service/agent-standing.h"
#include "shared/base/m77-error.h"

typedef gboolean (*VerbFunc) (AgentDesk *desk,
                              const AgentOperation *operation,
                              gint64 *seq,
                              GError **error);

static gboolean
refuse_state (const AgentOperation *operation, const char *why, GError **error)
{
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_PRECONDITION_CHANGED,
               /* Translators: the change's number, its state, what that means */
               _ ("Change %" G_GINT64_FORMAT " is %s: %s"),
               operation->seq,
               agent_op_state_name (operation->state),
               why);
  return FALSE;
}

/* ---- Ending ---- */

gboolean
agent_decide_end (AgentDesk *desk,
                  const AgentOperation *operation,
                  AgentOpState state,
                  GError **error)
{
  g_autoptr (GPtrArray) followers = NULL;

  if (operation->type == M77_OPERATION_CREATE)
    {
      followers = agent_journal_unended (desk->journal,
                                         operation->kind,
                                         operation->record,
                                         0,
                                         error);
      if (followers == NULL)
        return FALSE;
    }
  /* The last first: what remains after a crash still has what it was made on. */
  for (guint i = followers != NULL ? followers->len : 0; i > 0; i--)
    {
      const AgentOperation *follower = followers->pdata[i - 1];

      if (follower->seq > operation->seq && !agent_desk_move (desk, follower, state, error))
        return FALSE;
    }
  return agent_desk_move (desk, operation, state, error);
}

static gboolean
discard (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, GError **error)
{
  return agent_decide_end (desk,
                           operation,
                           operation->state == AGENT_OP_REJECTED ? AGENT_OP_CLOSED
                                                                 : AGENT_OP_DISCARDED,
                           error);
}

static gboolean
withdraw (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, GError **error)
{
  if (operation->state != AGENT_OP_QUEUED && operation->state != AGENT_OP_HELD)
    return refuse_state (operation,
                         _ ("only what waits to be sent is withdrawn; discard it."),
                         error);
  return agent_decide_end (desk, operation, AGENT_OP_WITHDRAWN, error);
}

static gboolean
confirm (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, GError **error)
{
  if (operation->state != AGENT_OP_HELD)
    return refuse_state (operation, _ ("only what is held is confirmed."), error);
  if (operation->type == M77_OPERATION_ACT)
    return agent_act_confirm (desk, operation, error);
  return agent_desk_move (desk, operation, AGENT_OP_QUEUED, error);
}

/* ---- Once more ---- */

static gboolean
repeat_act (AgentDesk *desk,
            const AgentOperation *operation,
            gint64 *seq,
            char **id,
            GError **error)
{
  const AgentAsk ask = { .action = operation->action,
                         .args = operation->args,
                         .reason = operation->reason };

  return agent_act_one (desk, operation->kind, operation->record, &ask, seq, id, error);
}

AgentOperation *
agent_decide_copy (AgentDesk *desk, const AgentOperation *operation, GError **error)
{
  const M77Kind *kind = agent_desk_kind (operation->kind, error);
  AgentOperation *copy;

  if (kind == NULL)
    return NULL;
  copy = agent_desk_operation (desk, operation->type, kind, operation->record, error);
  if (copy == NULL)
    return NULL;
  copy->base_version = operation->base_version;
  /* What it was made on may be no more. */
  if (operation->type == M77_OPERATION_UPDATE && operation->base_version > 0)
    copy->base_version = AGENT_VERSION_UNKNOWN;
  copy->base = g_strdup (operation->base);
  copy->doc = g_strdup (operation->doc);
  copy->patch = g_strdup (operation->patch);
  copy->elements = g_strdup (operation->elements);
  return copy;
}

gboolean
agent_decide_repeat (AgentDesk *desk,
                     const AgentOperation *operation,
                     gint64 undoes,
                     gint64 *seq,
                     GError **error)
{
  g_autofree char *id = NULL;
  AgentOperation *copy;

  if (operation->type == M77_OPERATION_ACT)
    return repeat_act (desk, operation, seq, &id, error);
  copy = agent_decide_copy (desk, operation, error);
  if (copy == NULL)
    return FALSE;
  copy->undoes = undoes;
  return agent_edit_add (desk, copy, seq, &id, error);
}

/* An edit keeps its place before those made on top of it; an action is asked for anew. */
static gboolean
send_again (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, GError **error)
{
  const AgentRework again = { .seq = operation->seq, .state = AGENT_OP_QUEUED };

  if (operation->type != M77_OPERATION_ACT)
    return agent_desk_rework (desk, operation, &again, error);
  return agent_decide_repeat (desk, operation, 0, seq, error) &&
         agent_desk_move (desk, operation, AGENT_OP_CLOSED, error);
}

static gboolean
retry (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, GError **error)
{
  switch (operation->state)
    {
    case AGENT_OP_CONFLICT:
      return agent_resolve_mine (desk, operation, error);
    case AGENT_OP_HELD:
      return confirm (desk, operation, seq, error);
    case AGENT_OP_QUEUED:
      return agent_desk_hurry (desk, operation, error);
    case AGENT_OP_REJECTED:
      return send_again (desk, operation, seq, error);
    default:
      return refuse_state (operation, _ ("it has ended."), error);
    }
}

/* ---- Acknowledged by somebody else meanwhile ---- */

static gboolean
check_taken (AgentDesk *desk, const AgentOperation *operation, GError **error)
{
  if (agent_standing_is_taken (desk, operation))
    return TRUE;
  return refuse_state (operation, _ ("nobody else acknowledged it; confirm or discard it."), error);
}

static gboolean
take_over (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, GError **error)
{
  return check_taken (desk, operation, error) && confirm (desk, operation, seq, error);
}

static gboolean
drop (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, GError **error)
{
  return check_taken (desk, operation, error) && discard (desk, operation, seq, error);
}

/* It stays theirs, and this person responds too. */
static gboolean
join (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, GError **error)
{
  g_autofree char *elements = g_strdup_printf ("{\"responders\":{\"add\":[\"%s\"]}}", desk->member);
  const AgentEdit edit = { .elements = elements };
  g_autofree char *id = NULL;

  return check_taken (desk, operation, error) &&
         agent_edit_one (desk, operation->kind, operation->record, &edit, seq, &id, error) &&
         discard (desk, operation, seq, error);
}

static const struct
{
  const char *name;
  VerbFunc func;
} verbs[] = {
  { "retry", retry }, { "confirm", confirm },     { "discard", discard }, { "withdraw", withdraw },
  { "join", join },   { "take-over", take_over }, { "drop", drop },
};

gboolean
agent_decide (AgentDesk *desk, const char *verb, const char *operation, gint64 *seq, GError **error)
{
  g_autoptr (AgentOperation) found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verb, verbs[i].name))
      {
        found = agent_journal_find (desk->journal, operation, error);
        if (found == NULL)
          return FALSE;
        *seq = found->seq;
        return verbs[i].func (desk, found, seq, error);
      }
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_USAGE,
               _ ("“%s” cannot be done; say retry, confirm, discard, withdraw, join, take-over or "
                  "drop."),
               verb);
  return FALSE;
}
