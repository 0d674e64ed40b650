/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-resend.h"

#include <glib/gi18n.h>

#include "agent/service/agent-act.h"
#include "agent/service/agent-decide.h"
#include "agent/service/agent-reference.h"
#include "agent/store/agent-asked.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/model/m77-patch.h"
#include "shared/model/m77-validate.h"

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  return text != NULL ? m77_json_parse (pool, text, -1, NULL) : NULL;
}

static gboolean
refuse (const AgentOperation *operation, GError **error)
{
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_PRECONDITION_CHANGED,
               /* Translators: the change's number, then its state */
               _ ("Change %" G_GINT64_FORMAT " is %s; only what was refused, is held or waits can "
                  "be edited."),
               operation->seq,
               agent_op_state_name (operation->state));
  return FALSE;
}

/* The content's member, else what the operation has. */
static const M77Json *
part (M77JsonPool *pool, const M77Json *content, const char *name, const char *otherwise)
{
  const M77Json *given = m77_json_get (content, name);

  return given != NULL ? given : parse (pool, otherwise);
}

static gboolean
check_faults (GPtrArray *taken, GError **error)
{
  g_autoptr (GPtrArray) faults = taken;

  if (faults != NULL)
    m77_faults_to_error (faults, error);
  return faults == NULL;
}

static gboolean
resend_create (AgentDesk *desk,
               const AgentOperation *operation,
               const M77Kind *kind,
               const M77Json *content,
               M77JsonPool *pool,
               GError **error)
{
  const M77Json *doc = part (pool, content, "doc", operation->doc);
  AgentRework rework = { .seq = operation->seq, .state = AGENT_OP_QUEUED, .code = "edited" };
  g_autofree char *text = NULL;

  if (!agent_reference_resolve (desk, pool, kind, &doc, error))
    return FALSE;
  doc = m77_create_complete (pool, kind, m77_patch_apply (pool, NULL, doc));
  if (!check_faults (m77_validate_edit (kind, NULL, doc, NULL, FALSE), error))
    return FALSE;
  rework.doc = text = m77_json_to_text (doc);
  return agent_desk_rework (desk, operation, &rework, error);
}

/* What the person saw then, and what is there now of whatever else they touch now. */
static M77Json *
whole_base (M77JsonPool *pool,
            const AgentOperation *operation,
            const M77Json *now,
            const M77Json *patch,
            const M77Json *elements)
{
  M77Json *base = m77_edit_base (pool, now, patch, elements);
  const M77Json *then = parse (pool, operation->base);

  for (const M77Json *m = m77_json_first (then); m != NULL; m = m77_json_next (m))
    if (m77_json_get (base, m77_json_name (m)) != NULL)
      m77_json_set (pool, base, m77_json_name (m), m77_json_copy (pool, m));
  return base;
}

static gboolean
resend_update (AgentDesk *desk,
               const AgentOperation *operation,
               const M77Kind *kind,
               const M77Json *content,
               M77JsonPool *pool,
               GError **error)
{
  const M77Json *patch = part (pool, content, "patch", operation->patch);
  const M77Json *elements = part (pool, content, "elements", operation->elements);
  AgentRework rework = { .seq = operation->seq, .state = AGENT_OP_QUEUED, .code = "edited" };
  g_autofree char *base = NULL, *patch_text = NULL, *elements_text = NULL;
  g_autoptr (AgentRow) row = agent_desk_find (desk, kind, operation->record, error);
  const M77Json *now;

  if (row == NULL || !agent_reference_resolve (desk, pool, kind, &patch, error) ||
      !agent_reference_resolve_elements (desk, pool, kind, &elements, error))
    return FALSE;
  now = parse (pool, row->base_doc != NULL ? row->base_doc : row->doc);
  if (!check_faults (m77_validate_edit (kind, now, patch, elements, FALSE), error))
    return FALSE;
  rework.base = base = m77_json_to_text (whole_base (pool, operation, now, patch, elements));
  rework.base_version = operation->base_version > 0 ? operation->base_version : row->version;
  rework.patch = patch_text = patch != NULL ? m77_json_to_text (patch) : g_strdup ("{}");
  rework.elements = elements_text = elements != NULL ? m77_json_to_text (elements)
                                                     : g_strdup ("{}");
  return agent_desk_rework (desk, operation, &rework, error);
}

static gboolean
resend_act (AgentDesk *desk,
            const AgentOperation *operation,
            const M77Json *content,
            gint64 *seq,
            char **id,
            GError **error)
{
  const M77Json *args = m77_json_get (content, "args");
  const char *reason = m77_json_get_string (content, "reason");
  g_autofree char *text = args != NULL ? m77_json_to_text (args) : g_strdup (operation->args);
  const AgentAsk ask = { .action = operation->action,
                         .args = text,
                         .reason = reason != NULL ? reason : operation->reason };

  AgentOperation *made = agent_act_make (desk, operation->kind, operation->record, &ask, error);

  if (made == NULL)
    return FALSE;
  made->id = m77_id_new (desk->store->runtime);
  g_free (*id);
  *id = g_strdup (made->id);
  return agent_decide_replace (desk, operation, made, seq, error);
}

gboolean
agent_resend (AgentDesk *desk,
              const char *operation,
              const char *content,
              gint64 *seq,
              char **id,
              GError **error)
{
  g_autoptr (AgentOperation) found = agent_journal_find (desk->journal, operation, error);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *kind = found != NULL ? agent_desk_kind (found->kind, error) : NULL;
  const M77Json *given;

  if (kind == NULL || !agent_desk_read_object (pool, content, &given, error))
    return FALSE;
  if (AGENT_OP_IS_ENDED (found->state) || found->state == AGENT_OP_CONFLICT ||
      found->open_key != NULL)
    return refuse (found, error);
  *seq = found->seq;
  *id = g_strdup (found->id);
  agent_desk_settle (desk);
  agent_asked_return (found);
  switch (found->type)
    {
    case M77_OPERATION_CREATE:
      return resend_create (desk, found, kind, given, pool, error);
    case M77_OPERATION_UPDATE:
      return resend_update (desk, found, kind, given, pool, error);
    case M77_OPERATION_ACT:
      return resend_act (desk, found, given, seq, id, error);
    default:
      return refuse (found, error);
    }
}
