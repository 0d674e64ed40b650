/* Edit, EditMany, Create, Delete and drafts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/service/agent-call.h"
#include "agent/service/agent-create.h"
#include "agent/service/agent-edit.h"
#include "shared/base/m77-error.h"

#define DRAFT_MOST (1024 * 1024) /* bytes */

static GVariant *
edit_work (AgentCall *call, GError **error)
{
  AgentEdit edit;
  const char *kind, *id;
  g_autofree char *operation = NULL;
  gint64 seq;

  g_variant_get (call->parameters,
                 "(&s&s&s&s&s)",
                 &kind,
                 &id,
                 &edit.base,
                 &edit.patch,
                 &edit.elements);
  if (!agent_edit_one (&call->desk, kind, id, &edit, &seq, &operation, error))
    return NULL;
  return g_variant_new ("(ts)", (guint64) seq, operation);
}

static GVariant *
edit_many_work (AgentCall *call, GError **error)
{
  AgentEdit edit = { 0 };
  const char *kind, *filter;
  gint64 expect, seq;
  guint count;

  g_variant_get (call->parameters,
                 "(&s&sx&s&s)",
                 &kind,
                 &filter,
                 &expect,
                 &edit.patch,
                 &edit.elements);
  if (!agent_edit_many (&call->desk, kind, filter, expect, &edit, &seq, &count, error))
    return NULL;
  return g_variant_new ("(tu)", (guint64) seq, count);
}

static GVariant *
create_work (AgentCall *call, GError **error)
{
  const char *kind, *doc;
  g_autofree char *id = NULL;
  g_autofree char *operation = NULL;
  gint64 seq;

  g_variant_get (call->parameters, "(&s&s)", &kind, &doc);
  if (!agent_create (&call->desk, kind, doc, &seq, &id, &operation, error))
    return NULL;
  return g_variant_new ("(tss)", (guint64) seq, id, operation);
}

static GVariant *
create_as_work (AgentCall *call, GError **error)
{
  const char *kind, *doc, *as;
  g_autofree char *id = NULL;
  g_autofree char *operation = NULL;
  gint64 seq;

  g_variant_get (call->parameters, "(&s&s&s)", &kind, &doc, &as);
  if (!agent_create_as (&call->desk, kind, doc, as, &seq, &id, &operation, error))
    return NULL;
  return g_variant_new ("(tss)", (guint64) seq, id, operation);
}

static GVariant *
delete_work (AgentCall *call, GError **error)
{
  const char *kind, *id;
  g_autofree char *operation = NULL;
  gint64 seq;

  g_variant_get (call->parameters, "(&s&s)", &kind, &id);
  if (!agent_edit_delete (&call->desk, kind, id, &seq, &operation, error))
    return NULL;
  return g_variant_new ("(ts)", (guint64) seq, operation);
}

static GVariant *
set_draft_work (AgentCall *call, GError **error)
{
  const char *name, *text;
  g_autofree char *value = NULL;

  g_variant_get (call->parameters, "(&s&s)", &name, &text);
  if (strlen (text) > DRAFT_MOST)
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_TOO_LARGE,
                           _ ("The draft is over 1 MiB; shorten it or save it to a file."));
      return NULL;
    }
  value = g_strconcat ("draft/", name, NULL);
  if (!agent_desk_put (&call->desk, value, *text != '\0' ? text : NULL, error))
    return NULL;
  return g_variant_new ("()");
}

static GVariant *
get_draft_work (AgentCall *call, GError **error)
{
  const char *name;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;

  g_variant_get (call->parameters, "(&s)", &name);
  value = g_strconcat ("draft/", name, NULL);
  text = agent_journal_get_value (call->desk.journal, value);
  return g_variant_new ("(s)", text != NULL ? text : "");
}

static const AgentMethod methods[] = {
  { "handle-edit", AGENT_CALL_READER, edit_work },
  { "handle-edit-many", AGENT_CALL_SLOW, edit_many_work },
  { "handle-create", AGENT_CALL_READER, create_work },
  { "handle-create-as", AGENT_CALL_READER, create_as_work },
  { "handle-delete", AGENT_CALL_READER, delete_work },
  { "handle-set-draft", AGENT_CALL_READER, set_draft_work },
  { "handle-get-draft", AGENT_CALL_READER, get_draft_work },
  { NULL },
};

void
agent_edits_connect (AgentSession *self)
{
  agent_call_connect (self, methods);
}
