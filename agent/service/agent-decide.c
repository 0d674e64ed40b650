/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-decide.h"

#include <glib/gi18n.h>

#include "agent/service/agent-act.h"
#include "agent/service/agent-edit.h"
#include "agent/service/agent-resolve.h"
#include "agent/service/agent-standing.h"
#include "agent/store/agent-asked.h"
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

static void
collect (GPtrArray *ended, AgentOperation *operation)
{
  for (guint i = 0; i < ended->len; i++)
    if (((AgentOperation *) ended->pdata[i])->seq == operation->seq)
      {
        agent_operation_free (operation);
        return;
      }
  g_ptr_array_add (ended, operation);
}

gboolean
agent_decide_collect (AgentDesk *desk,
                      const AgentOperation *operation,
                      GPtrArray *ended,
                      GError **error)
{
  g_autoptr (GPtrArray) followers = NULL;
  AgentOperation *itself;

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
  while (followers != NULL && followers->len > 0)
    {
      g_autoptr (AgentOperation) follower = g_ptr_array_steal_index (followers, followers->len - 1);

      if (follower->seq > operation->seq)
        collect (ended, g_steal_pointer (&follower));
    }
  itself = agent_journal_get (desk->journal, operation->seq, error);
  if (itself != NULL)
    collect (ended, itself);
  return itself != NULL;
}

/* Ends it, and those that followed it; `made` (may be NULL, is taken) takes its place, and *seq is
 * its. */
static gboolean
end_for (AgentDesk *desk,
         const AgentOperation *operation,
         AgentOpState state,
         AgentOperation *made,
         gint64 *seq,
         GError **error)
{
  g_autoptr (GPtrArray)
      ended = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autoptr (GPtrArray)
      added = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);

  if (made != NULL)
    g_ptr_array_add (added, made);
  if (!agent_decide_collect (desk, operation, ended, error) ||
      !agent_desk_supersede (desk, ended, state, added, error))
    return FALSE;
  if (made != NULL)
    *seq = made->seq;
  return TRUE;
}

gboolean
agent_decide_end (AgentDesk *desk,
                  const AgentOperation *operation,
                  AgentOpState state,
                  GError **error)
{
  return end_for (desk, operation, state, NULL, NULL, error);
}

gboolean
agent_decide_replace (AgentDesk *desk,
                      const AgentOperation *operation,
                      AgentOperation *made,
                      gint64 *seq,
                      GError **error)
{
  return end_for (desk,
                  operation,
                  operation->state == AGENT_OP_REJECTED ? AGENT_OP_CLOSED : AGENT_OP_DISCARDED,
                  made,
                  seq,
                  error);
}

static gboolean
discard (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, GError **error)
{
  return agent_decide_replace (desk, operation, NULL, seq, error);
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
  return agent_desk_confirm (desk,
                             operation,
                             NULL,
                             operation->asked_at,
                             operation->expires_at,
                             error);
}

/* ---- Once more ---- */

AgentOperation *
agent_decide_copy (AgentDesk *desk, const AgentOperation *operation, GError **error)
{
  const M77Kind *kind = agent_desk_kind (operation->kind, error);
  const AgentAsk ask = { .action = operation->action,
                         .args = operation->args,
                         .reason = operation->reason };
  AgentOperation *copy;

  if (kind == NULL)
    return NULL;
  if (operation->type == M77_OPERATION_ACT)
    return agent_act_make (desk, operation->kind, operation->record, &ask, error);
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
  copy->asked = g_strdup (operation->asked);
  agent_asked_return (copy);
  return copy;
}

/* An edit keeps its place before those made on top of it; an action is asked for anew. */
static gboolean
send_again (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, GError **error)
{
  const AgentRework again = { .seq = operation->seq, .state = AGENT_OP_QUEUED };
  AgentOperation *copy;

  if (operation->type != M77_OPERATION_ACT)
    return agent_desk_rework (desk, operation, &again, error);
  copy = agent_decide_copy (desk, operation, error);
  return copy != NULL && agent_decide_replace (desk, operation, copy, seq, error);
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
  AgentOperation *made;

  return check_taken (desk, operation, error) &&
         agent_edit_make (desk, operation->kind, operation->record, &edit, &made, error) &&
         agent_decide_replace (desk, operation, made, seq, error);
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
