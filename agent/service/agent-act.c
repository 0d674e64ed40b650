/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-act.h"

#include <glib/gi18n.h>

#include "agent/service/agent-bulk.h"
#include "agent/service/agent-edit.h"
#include "agent/service/agent-permit.h"
#include "agent/service/agent-reference.h"
#include "agent/service/agent-row-json.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"

#define FIGURES_FRESH_MS 60000 /* what a promotion is judged by is no older */

/* A request as it was read, once for however many records. */
typedef struct
{
  const AgentDesk *desk;
  M77JsonPool *pool; /* of args and expect */
  const M77Kind *kind;
  const M77Action *action;
  const M77Json *args, *expect;
  const char *reason;
  M77Grants *grants;
  gint64 asked_at, undoes;
} Request;

static void
request_clear (Request *request)
{
  g_clear_pointer (&request->pool, m77_json_pool_free);
  g_clear_pointer (&request->grants, m77_grants_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static const M77Action *
find_action (const M77Kind *kind, const char *name, GError **error)
{
  const M77Action *action = m77_kind_action (kind, name);

  if (action == NULL)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_INVALID,
                 /* Translators: a kind of record, then what the person typed */
                 _ ("A %s has no action “%s”; m77 act --help names them."),
                 g_dgettext (GETTEXT_PACKAGE, kind->label),
                 name);
  return action;
}

/* A secret is never journaled, so it cannot go this way. */
static gboolean
refuse_secrets (const M77Action *action, const M77Json *args, GError **error)
{
  for (const M77Argument *a = action->arguments; a != NULL && a->name != NULL; a++)
    if (a->secret && !m77_json_is_null (m77_json_get (args, a->name)))
      {
        g_set_error (error,
                     M77_ERROR,
                     M77_ERROR_ACTION_DENIED,
                     _ ("“%s” takes a secret, which is never stored here; give it to the platform "
                        "itself."),
                     g_dgettext (GETTEXT_PACKAGE, action->label));
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_request (Request *request,
              const AgentDesk *desk,
              const char *kind,
              const AgentAsk *ask,
              GError **error)
{
  request->desk = desk;
  request->pool = m77_json_pool_new ();
  request->asked_at = agent_desk_now (desk);
  request->undoes = ask->undoes;
  request->reason = ask->reason != NULL && *ask->reason != '\0' ? ask->reason : NULL;
  request->kind = agent_desk_kind (kind, error);
  if (request->kind == NULL)
    return FALSE;
  request->action = find_action (request->kind, ask->action, error);
  if (request->action == NULL ||
      !agent_desk_read_object (request->pool, ask->args, &request->args, error) ||
      !agent_desk_read_object (request->pool, ask->expect, &request->expect, error) ||
      !refuse_secrets (request->action, request->args, error) ||
      !agent_reference_resolve_arguments (desk,
                                          request->pool,
                                          request->action,
                                          &request->args,
                                          error) ||
      !m77_act_check_arguments (request->action, request->args, request->asked_at, error))
    return FALSE;
  request->grants = agent_permit_load (desk);
  return TRUE;
}

static gboolean
refuse_denied (const M77Action *action, const char *why, GError **error)
{
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_ACTION_DENIED,
               /* Translators: an action, then why it cannot be asked for now */
               _ ("“%s” is not possible now: %s"),
               g_dgettext (GETTEXT_PACKAGE, action->label),
               why);
  return FALSE;
}

/* Nobody promotes by old figures. */
static gboolean
check_figures (const M77Kind *kind,
               const M77Action *action,
               const M77Json *doc,
               gint64 now,
               GError **error)
{
  const char *measured_at = m77_json_get_string (doc, "measured_at");

  if (!g_str_equal (kind->name, "deployment") || !g_str_equal (action->name, "promote") ||
      measured_at == NULL || now - m77_time_parse (measured_at) <= FIGURES_FRESH_MS)
    return TRUE;
  return refuse_denied (action,
                        _ ("the figures it is judged by are over a minute old; wait for new ones."),
                        error);
}

static gboolean
check_policy (const AgentDesk *desk, const M77Action *action, GError **error)
{
  if (desk->online || action->offline != M77_OFFLINE_DENY)
    return TRUE;
  return refuse_denied (action, _ ("it is never queued, and the platform is out of reach."), error);
}

/* What the cache says of the state may be overtaken by an action that is on its way. */
static gboolean
check_record (const Request *request, const AgentRow *row, const M77Json *doc, GError **error)
{
  return agent_permit_check (request->grants, request->kind, request->action->name, doc, error) &&
         (row->pending_action != NULL ||
          m77_act_check_state (request->kind, request->action, doc, error)) &&
         check_figures (request->kind, request->action, doc, request->asked_at, error);
}

static void
take_times (AgentOperation *operation, const Request *request)
{
  operation->asked_at = request->asked_at;
  operation->expires_at = m77_act_expires_at (request->action, request->asked_at);
  if (request->desk->online || request->action->offline == M77_OFFLINE_ALLOW)
    return;
  operation->state = AGENT_OP_HELD;
  operation->code = g_strdup ("offline");
}

/* row NULL: the action makes its record. */
static AgentOperation *
make_act (const Request *request, const AgentRow *row, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *made_id = row == NULL ? m77_id_new (request->desk->store->runtime) : NULL;
  const M77Json *doc = row != NULL ? m77_json_parse (pool, row->doc, -1, NULL) : NULL;
  const M77Json *expect = request->expect;
  AgentOperation *operation;

  if (!check_policy (request->desk, request->action, error))
    return NULL;
  if (row != NULL && !check_record (request, row, doc, error))
    return NULL;
  operation = agent_desk_operation (request->desk,
                                    M77_OPERATION_ACT,
                                    request->kind,
                                    row != NULL ? row->id : made_id,
                                    error);
  if (operation == NULL)
    return NULL;
  if (expect == NULL)
    expect = m77_act_expect (pool, request->kind, request->action, doc);
  operation->undoes = request->undoes;
  operation->base_version = row != NULL ? row->version : 0;
  operation->action = g_strdup (request->action->name);
  operation->args = request->args != NULL ? m77_json_to_text (request->args) : NULL;
  operation->expect = m77_json_to_text (expect);
  operation->reason = g_strdup (request->reason);
  take_times (operation, request);
  return operation;
}

AgentOperation *
agent_act_make (AgentDesk *desk,
                const char *kind,
                const char *id,
                const AgentAsk *ask,
                GError **error)
{
  g_auto (Request) request = { 0 };
  g_autoptr (AgentRow) row = NULL;
  gboolean makes;

  agent_desk_settle (desk);
  if (!read_request (&request, desk, kind, ask, error))
    return NULL;
  makes = (request.action->flags & M77_ACTION_MAKES) != 0;
  if (!makes)
    row = agent_desk_find (desk, request.kind, id, error);
  if (!makes && row == NULL)
    return NULL;
  return make_act (&request, row, error);
}

gboolean
agent_act_one (AgentDesk *desk,
               const char *kind,
               const char *id,
               const AgentAsk *ask,
               gint64 *seq,
               char **operation,
               GError **error)
{
  AgentOperation *made = agent_act_make (desk, kind, id, ask, error);

  return made != NULL && agent_edit_add (desk, made, seq, operation, error);
}

static gboolean
act_cb (const AgentRow *row, gpointer data, AgentOperation **operation, GError **error)
{
  g_autoptr (M77JsonPool) pool = NULL;
  g_autofree char *key = NULL;

  *operation = make_act (data, row, error);
  if (*operation != NULL)
    return TRUE;
  pool = m77_json_pool_new ();
  key = agent_row_key (row, pool);
  g_prefix_error (error, "%s: ", key);
  return FALSE;
}

/* One at a time is made, never many. */
static gboolean
read_many (Request *request, AgentDesk *desk, const char *kind, const AgentAsk *ask, GError **error)
{
  agent_desk_settle (desk);
  if (!read_request (request, desk, kind, ask, error))
    return FALSE;
  return (request->action->flags & M77_ACTION_MAKES) == 0 ||
         refuse_denied (request->action, _ ("it makes one record at a time."), error);
}

gboolean
agent_act_many (AgentDesk *desk,
                const char *kind,
                const char *filter,
                gint64 expect_count,
                const AgentAsk *ask,
                gint64 *seq,
                guint *count,
                GError **error)
{
  g_auto (Request) request = { 0 };

  return read_many (&request, desk, kind, ask, error) && agent_bulk_run (desk,
                                                                         request.kind,
                                                                         filter,
                                                                         expect_count,
                                                                         act_cb,
                                                                         &request,
                                                                         seq,
                                                                         count,
                                                                         error);
}

gboolean
agent_act_ids (AgentDesk *desk,
               const char *kind,
               const char *const *ids,
               const AgentAsk *ask,
               gint64 *seq,
               guint *count,
               GError **error)
{
  g_auto (Request) request = { 0 };

  return read_many (&request, desk, kind, ask, error) &&
         agent_bulk_run_ids (desk, request.kind, ids, TRUE, act_cb, &request, seq, count, error);
}

gboolean
agent_act_confirm (AgentDesk *desk, const AgentOperation *operation, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *kind = agent_desk_kind (operation->kind, error);
  const M77Action *action = kind != NULL ? find_action (kind, operation->action, error) : NULL;
  gint64 now = agent_desk_now (desk);
  g_autoptr (AgentRow) row = NULL;
  g_autofree char *expect = NULL;
  const M77Json *doc = NULL;

  if (action == NULL || !check_policy (desk, action, error))
    return FALSE;
  if ((action->flags & M77_ACTION_MAKES) == 0)
    {
      row = agent_desk_find (desk, kind, operation->record, error);
      if (row == NULL)
        return FALSE;
      doc = m77_json_parse (pool, row->base_doc != NULL ? row->base_doc : row->doc, -1, NULL);
      if (!m77_act_check_state (kind, action, doc, error) ||
          !check_figures (kind, action, doc, now, error))
        return FALSE;
    }
  expect = m77_json_to_text (m77_act_expect (pool, kind, action, doc));
  return agent_desk_confirm (desk, operation, expect, now, m77_act_expires_at (action, now), error);
}
