/* The outbox, conflicts and undo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include <glib/gi18n.h>

#include "agent/service/agent-call.h"
#include "agent/service/agent-decide.h"
#include "agent/service/agent-operation-json.h"
#include "agent/service/agent-resend.h"
#include "agent/service/agent-resolve.h"
#include "agent/service/agent-undo-action.h"
#include "agent/service/agent-undo.h"
#include "shared/base/m77-error.h"

#define OUTBOX_MOST 10000 /* operations of one answer */

static GVariant *
outbox_work (AgentCall *call, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray)
      operations = agent_journal_unended (call->desk.journal, NULL, NULL, OUTBOX_MOST, error);

  if (operations == NULL)
    return NULL;
  agent_outbox_write_json (&call->desk, operations, out);
  return g_variant_new ("(s)", out->str);
}

static GVariant *
outbox_do_work (AgentCall *call, GError **error)
{
  const char *verb, *operation;
  gint64 seq;

  g_variant_get (call->parameters, "(&s&s)", &verb, &operation);
  if (!agent_decide (&call->desk, verb, operation, &seq, error))
    return NULL;
  return g_variant_new ("(t)", (guint64) seq);
}

/* Whoever asks for it waits: it goes whatever was in the way before. */
static void
outbox_do_finish (AgentCall *call)
{
  if (call->error == NULL && call->profile->sync != NULL)
    agent_sync_poke (call->profile->sync, TRUE);
  agent_call_answer (call);
}

static GVariant *
conflicts_work (AgentCall *call, GError **error)
{
  g_autoptr (GString) out = g_string_new ("[");
  g_autoptr (GPtrArray)
      operations = agent_journal_unended (call->desk.journal, NULL, NULL, 0, error);

  for (guint i = 0; operations != NULL && i < operations->len; i++)
    {
      const AgentOperation *operation = operations->pdata[i];

      if (operation->state != AGENT_OP_CONFLICT)
        continue;
      if (out->len > 1)
        g_string_append_c (out, ',');
      if (!agent_conflict_write_json (&call->desk, operation, out, error))
        return NULL;
    }
  g_string_append_c (out, ']');
  return operations != NULL ? g_variant_new ("(s)", out->str) : NULL;
}

static GVariant *
conflict_work (AgentCall *call, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (AgentOperation) operation = NULL;
  const char *id;

  g_variant_get (call->parameters, "(&s)", &id);
  operation = agent_journal_find (call->desk.journal, id, error);
  if (operation == NULL)
    return NULL;
  if (operation->state != AGENT_OP_CONFLICT)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_NOT_FOUND,
                   /* Translators: the change's number, then its state */
                   _ ("Change %" G_GINT64_FORMAT " is no conflict, it is %s."),
                   operation->seq,
                   agent_op_state_name (operation->state));
      return NULL;
    }
  if (!agent_conflict_write_json (&call->desk, operation, out, error))
    return NULL;
  return g_variant_new ("(s)", out->str);
}

static GVariant *
resolve_work (AgentCall *call, GError **error)
{
  const char *operation, *choices;
  gint64 seq;

  g_variant_get (call->parameters, "(&s&s)", &operation, &choices);
  if (!agent_resolve (&call->desk, operation, choices, &seq, error))
    return NULL;
  return g_variant_new ("(t)", (guint64) seq);
}

static GVariant *
save_decision_work (AgentCall *call, GError **error)
{
  const char *operation, *decision;

  g_variant_get (call->parameters, "(&s&s)", &operation, &decision);
  return agent_resolve_save (&call->desk, operation, decision, error) ? g_variant_new ("()") : NULL;
}

static GVariant *
read_decision_work (AgentCall *call, GError **error)
{
  g_autofree char *decision = NULL;
  const char *operation;

  g_variant_get (call->parameters, "(&s)", &operation);
  decision = agent_resolve_read (&call->desk, operation, error);
  return decision != NULL ? g_variant_new ("(s)", decision) : NULL;
}

static GVariant *
outbox_edit_work (AgentCall *call, GError **error)
{
  const char *operation, *content;
  g_autofree char *id = NULL;
  gint64 seq;

  g_variant_get (call->parameters, "(&s&s)", &operation, &content);
  if (!agent_resend (&call->desk, operation, content, &seq, &id, error))
    return NULL;
  return g_variant_new ("(ts)", (guint64) seq, id);
}

static GVariant *
undo_work (AgentCall *call, GError **error)
{
  gboolean redo;
  gint64 seq;
  g_autofree char *what = NULL;

  g_variant_get (call->parameters, "(b)", &redo);
  if (!agent_undo (&call->desk, redo, &seq, &what, error))
    return NULL;
  return g_variant_new ("(ts)", (guint64) seq, what);
}

static GVariant *
undo_next_work (AgentCall *call, GError **error)
{
  gboolean redo;
  g_autofree char *what = NULL;

  g_variant_get (call->parameters, "(b)", &redo);
  if (!agent_undo_next (&call->desk, redo, &what, error))
    return NULL;
  return g_variant_new ("(s)", what);
}

static GVariant *
undo_action_work (AgentCall *call, GError **error)
{
  const char *operation, *reason;
  g_autofree char *id = NULL;
  gint64 seq;

  g_variant_get (call->parameters, "(&s&s)", &operation, &reason);
  if (!agent_undo_action (&call->desk, operation, reason, &seq, &id, error))
    return NULL;
  return g_variant_new ("(ts)", (guint64) seq, id);
}

static const AgentMethod methods[] = {
  { "handle-outbox", AGENT_CALL_READER, outbox_work },
  { "handle-outbox-do", AGENT_CALL_READER, outbox_do_work, outbox_do_finish },
  { "handle-conflicts", AGENT_CALL_READER, conflicts_work },
  { "handle-conflict", AGENT_CALL_READER, conflict_work },
  { "handle-resolve", AGENT_CALL_READER, resolve_work, outbox_do_finish },
  { "handle-save-decision", AGENT_CALL_READER, save_decision_work },
  { "handle-read-decision", AGENT_CALL_READER, read_decision_work },
  { "handle-outbox-edit", AGENT_CALL_READER, outbox_edit_work, outbox_do_finish },
  { "handle-undo", AGENT_CALL_READER, undo_work },
  { "handle-undo-next", AGENT_CALL_READER, undo_next_work },
  { "handle-undo-action", AGENT_CALL_READER, undo_action_work },
  { NULL },
};

void
agent_outbox_connect (AgentSession *self)
{
  agent_call_connect (self, methods);
}
