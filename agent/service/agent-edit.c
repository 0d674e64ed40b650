/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-edit.h"

#include <glib/gi18n.h>

#include "agent/service/agent-bulk.h"
#include "agent/service/agent-permit.h"
#include "agent/service/agent-reference.h"
#include "agent/service/agent-row-json.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-patch.h"
#include "shared/model/m77-validate.h"

/* An edit as it was read, once for however many records. */
typedef struct
{
  const AgentDesk *desk;
  M77JsonPool *pool; /* of base, patch and elements */
  const M77Kind *kind;
  const M77Json *base, *patch, *elements;
  M77Grants *grants;
} Plan;

static void
plan_clear (Plan *plan)
{
  g_clear_pointer (&plan->pool, m77_json_pool_free);
  g_clear_pointer (&plan->grants, m77_grants_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

/* An entry of a log has an id, a time and an author from its first moment on. */
static M77Json *
complete_entry (Plan *plan, const M77Json *entry)
{
  M77Json *whole = m77_json_copy (plan->pool, entry);
  const char *author = plan->desk->member != NULL ? plan->desk->member : "";
  g_autofree char *id = m77_id_new (plan->desk->store->runtime);
  g_autofree char *at = m77_time_format (agent_desk_now (plan->desk));

  if (!m77_json_is (whole, M77_JSON_OBJECT))
    return whole;
  if (m77_json_get (whole, "id") == NULL)
    m77_json_set_string (plan->pool, whole, "id", id);
  if (m77_json_get (whole, "at") == NULL)
    m77_json_set_string (plan->pool, whole, "at", at);
  if (m77_json_get (whole, "author") == NULL)
    m77_json_set_string (plan->pool, whole, "author", author);
  return whole;
}

static void
complete_entries (Plan *plan)
{
  M77Json *result;

  if (plan->elements == NULL)
    return;
  result = m77_json_object_new (plan->pool);
  for (const M77Json *m = m77_json_first (plan->elements); m != NULL; m = m77_json_next (m))
    {
      const M77Json *entries = m77_json_get (m, "append");
      M77Json *changes = m77_json_copy (plan->pool, m);

      if (m77_json_is (entries, M77_JSON_ARRAY))
        {
          M77Json *whole = m77_json_array_new (plan->pool);

          for (const M77Json *e = m77_json_first (entries); e != NULL; e = m77_json_next (e))
            m77_json_append (whole, complete_entry (plan, e));
          m77_json_set (plan->pool, changes, "append", whole);
        }
      m77_json_set (plan->pool, result, m77_json_name (m), changes);
    }
  plan->elements = result;
}

static gboolean
plan_edit (Plan *plan,
           const AgentDesk *desk,
           const char *kind,
           const AgentEdit *edit,
           GError **error)
{
  plan->desk = desk;
  plan->pool = m77_json_pool_new ();
  plan->kind = agent_desk_kind (kind, error);
  if (plan->kind == NULL || !agent_desk_read_object (plan->pool, edit->base, &plan->base, error) ||
      !agent_desk_read_object (plan->pool, edit->patch, &plan->patch, error) ||
      !agent_desk_read_object (plan->pool, edit->elements, &plan->elements, error) ||
      !agent_reference_resolve (desk, plan->pool, plan->kind, &plan->patch, error) ||
      !agent_reference_resolve_elements (desk, plan->pool, plan->kind, &plan->elements, error))
    return FALSE;
  complete_entries (plan);
  if (m77_json_size (plan->patch) == 0)
    plan->patch = NULL;
  if (m77_json_size (plan->elements) == 0)
    plan->elements = NULL;
  plan->grants = agent_permit_load (desk);
  return TRUE;
}

static gboolean
changes_anything (M77JsonPool *pool,
                  const M77Kind *kind,
                  const M77Json *before,
                  const M77Json *patch,
                  const M77Json *elements)
{
  M77Json *after = m77_edit_apply (pool, before, patch, elements, NULL);
  M77Json *left, *left_elements;

  if (after == NULL)
    return TRUE; /* wrong, which the validation says better */
  m77_edit_diff (pool, kind, before, after, &left, &left_elements);
  return left != NULL || left_elements != NULL;
}

static gboolean
refuse_faults (GPtrArray *faults, const AgentRow *row, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *key = NULL;

  m77_faults_to_error (faults, error);
  key = agent_row_key (row, pool);
  g_prefix_error (error, "%s: ", key);
  return FALSE;
}

/* What the person saw, and what is there now of whatever else they touched. */
static M77Json *
whole_base (const Plan *plan, M77JsonPool *pool, const M77Json *before)
{
  M77Json *base = m77_edit_base (pool, before, plan->patch, plan->elements);

  for (const M77Json *m = m77_json_first (plan->base); m != NULL; m = m77_json_next (m))
    if (m77_json_get (base, m77_json_name (m)) != NULL)
      m77_json_set (pool, base, m77_json_name (m), m77_json_copy (pool, m));
  return base;
}

/* What the person saw may be older than what is there now. */
static gint64
version_of (const Plan *plan,
            M77JsonPool *pool,
            const AgentRow *row,
            const M77Json *before,
            const M77Json *base)
{
  const M77Json *now = m77_edit_base (pool, before, plan->patch, plan->elements);

  return m77_json_equal (base, now) ? row->version : AGENT_VERSION_UNKNOWN;
}

/* *operation NULL: it would change nothing. */
static gboolean
make_update (const Plan *plan, const AgentRow *row, AgentOperation **operation, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *before = m77_json_parse (pool, row->doc, -1, error);
  g_autoptr (AgentOperation) made = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  M77Json *base;

  *operation = NULL;
  if (before == NULL)
    return FALSE;
  if (!changes_anything (pool, plan->kind, before, plan->patch, plan->elements))
    return TRUE;
  if (!agent_permit_check (plan->grants, plan->kind, "edit", before, error))
    return FALSE;
  faults = m77_validate_edit (plan->kind, before, plan->patch, plan->elements, FALSE);
  if (faults != NULL)
    return refuse_faults (faults, row, error);

  made = agent_desk_operation (plan->desk, M77_OPERATION_UPDATE, plan->kind, row->id, error);
  if (made == NULL)
    return FALSE;
  base = whole_base (plan, pool, before);
  made->base = m77_json_to_text (base);
  made->base_version = plan->patch != NULL ? version_of (plan, pool, row, before, base) : 0;
  made->patch = plan->patch != NULL ? m77_json_to_text (plan->patch) : NULL;
  made->elements = plan->elements != NULL ? m77_json_to_text (plan->elements) : NULL;
  *operation = g_steal_pointer (&made);
  return TRUE;
}

gboolean
agent_edit_add (AgentDesk *desk, AgentOperation *operation, gint64 *seq, char **id, GError **error)
{
  g_autoptr (GPtrArray)
      operations = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);

  g_ptr_array_add (operations, operation);
  if (!agent_desk_add (desk, operations, error))
    return FALSE;
  *seq = operation->seq;
  *id = g_strdup (operation->id);
  return TRUE;
}

gboolean
agent_edit_make (AgentDesk *desk,
                 const char *kind,
                 const char *id,
                 const AgentEdit *edit,
                 AgentOperation **operation,
                 GError **error)
{
  g_auto (Plan) plan = { 0 };
  g_autoptr (AgentRow) row = NULL;

  agent_desk_settle (desk);
  if (!plan_edit (&plan, desk, kind, edit, error))
    return FALSE;
  row = agent_desk_find (desk, plan.kind, id, error);
  return row != NULL && make_update (&plan, row, operation, error);
}

gboolean
agent_edit_one (AgentDesk *desk,
                const char *kind,
                const char *id,
                const AgentEdit *edit,
                gint64 *seq,
                char **operation,
                GError **error)
{
  AgentOperation *made;

  *seq = 0;
  *operation = NULL;
  if (!agent_edit_make (desk, kind, id, edit, &made, error))
    return FALSE;
  if (made != NULL)
    return agent_edit_add (desk, made, seq, operation, error);
  *operation = g_strdup ("");
  return TRUE;
}

void
agent_edit_group (AgentDesk *desk, GPtrArray *operations)
{
  const char *group = NULL;

  for (guint i = 0; i < operations->len; i++)
    {
      AgentOperation *operation = operations->pdata[i];

      operation->id = m77_id_new (desk->store->runtime);
      group = i == 0 ? operation->id : group;
      operation->group = g_strdup (group);
    }
}

gboolean
agent_edit_add_group (AgentDesk *desk, GPtrArray *operations, gint64 *seq, GError **error)
{
  *seq = 0;
  agent_edit_group (desk, operations);
  if (operations->len == 0)
    return TRUE;
  if (!agent_desk_add (desk, operations, error))
    return FALSE;
  *seq = ((AgentOperation *) operations->pdata[operations->len - 1])->seq;
  return TRUE;
}

static gboolean
update_cb (const AgentRow *row, gpointer data, AgentOperation **operation, GError **error)
{
  return make_update (data, row, operation, error);
}

gboolean
agent_edit_many (AgentDesk *desk,
                 const char *kind,
                 const char *filter,
                 gint64 expect,
                 const AgentEdit *edit,
                 gint64 *seq,
                 guint *count,
                 GError **error)
{
  g_auto (Plan) plan = { 0 };

  agent_desk_settle (desk);
  return plan_edit (&plan, desk, kind, edit, error) &&
         agent_bulk_run (desk, plan.kind, filter, expect, update_cb, &plan, seq, count, error);
}

gboolean
agent_edit_ids (AgentDesk *desk,
                const char *kind,
                const char *const *ids,
                const AgentEdit *edit,
                gint64 *seq,
                guint *count,
                GError **error)
{
  g_auto (Plan) plan = { 0 };

  agent_desk_settle (desk);
  return plan_edit (&plan, desk, kind, edit, error) &&
         agent_bulk_run_ids (desk, plan.kind, ids, FALSE, update_cb, &plan, seq, count, error);
}

gboolean
agent_edit_delete (AgentDesk *desk,
                   const char *kind,
                   const char *id,
                   gint64 *seq,
                   char **operation,
                   GError **error)
{
  const M77Kind *of = agent_desk_kind (kind, error);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (M77Grants) grants = NULL;
  g_autoptr (AgentRow) row = NULL;
  AgentOperation *made;
  const M77Json *doc;
  const char *state;

  if (of == NULL)
    return FALSE;
  agent_desk_settle (desk);
  row = agent_desk_find (desk, of, id, error);
  if (row == NULL)
    return FALSE;
  doc = m77_json_parse (pool, row->doc, -1, NULL);
  grants = agent_permit_load (desk);
  if (!agent_permit_check (grants, of, "delete", doc, error))
    return FALSE;
  state = m77_record_state (of, doc);
  if (of->remove_states != NULL && state != NULL && !g_strv_contains (of->remove_states, state))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_INVALID,
                   /* Translators: a kind of record, then its state */
                   _ ("A %s that is “%s” cannot be deleted."),
                   g_dgettext (GETTEXT_PACKAGE, of->label),
                   state);
      return FALSE;
    }
  made = agent_desk_operation (desk, M77_OPERATION_DELETE, of, row->id, error);
  if (made == NULL)
    return FALSE;
  made->base_version = row->version;
  return agent_edit_add (desk, made, seq, operation, error);
}
