/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-decide.h"

#include <glib/gi18n.h>

#include "agent/service/agent-act.h"
#include "agent/service/agent-edit.h"
#include "shared/base/m77-error.h"
#include "shared/model/m77-merge.h"

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

static AgentOperation *
copy_content (AgentDesk *desk, const AgentOperation *operation, GError **error)
{
  const M77Kind *kind = agent_desk_kind (operation->kind, error);
  AgentOperation *copy;

  if (kind == NULL)
    return NULL;
  copy = agent_desk_operation (desk, operation->type, kind, operation->record, error);
  if (copy == NULL)
    return NULL;
  copy->base_version = operation->base_version;
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
  copy = copy_content (desk, operation, error);
  if (copy == NULL)
    return FALSE;
  copy->undoes = undoes;
  return agent_edit_add (desk, copy, seq, &id, error);
}

/* ---- Conflicts ---- */

/* What the person wrote into the fields that overlap. */
static M77Json *
values_of_mine (M77JsonPool *pool,
                const AgentOperation *operation,
                const AgentConflict *conflict,
                const M77Json *patch)
{
  const M77Json *overlaps = m77_json_parse (pool, conflict->overlaps, -1, NULL);
  M77Json *values = m77_json_object_new (pool);

  for (const M77Json *name = m77_json_first (overlaps); name != NULL; name = m77_json_next (name))
    {
      const M77Json *value = m77_json_get (patch, m77_json_string (name));

      if (value != NULL)
        m77_json_set (pool, values, m77_json_string (name), m77_json_copy (pool, value));
    }
  return values;
}

/* An edit as decided, on top of theirs; NULL with no error where nothing is left to send. */
static AgentOperation *
make_decided_update (AgentDesk *desk,
                     const AgentOperation *operation,
                     const AgentConflict *conflict,
                     const M77Json *values,
                     M77JsonPool *pool,
                     const M77Json *theirs,
                     GError **error)
{
  const M77Kind *kind = m77_kind_find (operation->kind);
  const M77Json *patch, *elements, *after;
  M77Json *left, *left_elements;
  g_auto (M77MergeResult) merge = { 0 };
  AgentOperation *made;

  if (!agent_desk_read_object (pool, operation->patch, &patch, error) ||
      !agent_desk_read_object (pool, operation->elements, &elements, error))
    return NULL;
  if (values == NULL)
    values = values_of_mine (pool, operation, conflict, patch);
  m77_merge (&merge,
             pool,
             kind,
             conflict->base != NULL ? m77_json_parse (pool, conflict->base, -1, NULL) : NULL,
             theirs,
             patch,
             elements);
  after = m77_patch_apply (pool, merge.merged, values);
  m77_edit_diff (pool, kind, theirs, after, &left, &left_elements);
  if (left == NULL && left_elements == NULL)
    return NULL;
  made = agent_desk_operation (desk, M77_OPERATION_UPDATE, kind, operation->record, error);
  if (made == NULL)
    return NULL;
  made->base = m77_json_to_text (m77_edit_base (pool, theirs, left, left_elements));
  made->base_version = left != NULL ? conflict->theirs_version : 0;
  made->patch = left != NULL ? m77_json_to_text (left) : NULL;
  made->elements = left_elements != NULL ? m77_json_to_text (left_elements) : NULL;
  return made;
}

static AgentOperation *
make_decided_create (AgentDesk *desk,
                     const AgentOperation *operation,
                     const M77Json *values,
                     M77JsonPool *pool,
                     GError **error)
{
  AgentOperation *made = copy_content (desk, operation, error);
  const M77Json *doc;

  if (made == NULL || values == NULL)
    return made;
  doc = m77_json_parse (pool, operation->doc, -1, NULL);
  g_free (made->doc);
  made->doc = m77_json_to_text (m77_patch_apply (pool, doc, values));
  return made;
}

/* values NULL: mine. NULL with no error: nothing is left to send. */
static AgentOperation *
make_decided (AgentDesk *desk,
              const AgentOperation *operation,
              const AgentConflict *conflict,
              const M77Json *values,
              GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *theirs = NULL;
  AgentOperation *made;

  if (operation->type == M77_OPERATION_CREATE)
    return make_decided_create (desk, operation, values, pool, error);
  if (conflict->theirs != NULL)
    theirs = m77_json_get (m77_json_parse (pool, conflict->theirs, -1, NULL), "doc");
  if (!m77_json_is (theirs, M77_JSON_OBJECT))
    {
      g_set_error_literal (
          error,
          M77_ERROR,
          M77_ERROR_CONFLICT,
          _ ("The record was deleted by another; all you can do is discard this."));
      return NULL;
    }
  if (operation->type == M77_OPERATION_UPDATE)
    return make_decided_update (desk, operation, conflict, values, pool, theirs, error);
  if (values != NULL)
    return NULL; /* a delete that is given up */
  made = copy_content (desk, operation, error);
  if (made != NULL)
    made->base_version = conflict->theirs_version;
  return made;
}

static gboolean
resolve (AgentDesk *desk,
         const AgentOperation *operation,
         const M77Json *values,
         gint64 *seq,
         GError **error)
{
  g_autoptr (AgentConflict) conflict = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *id = NULL;
  AgentOperation *made;

  if (operation->state != AGENT_OP_CONFLICT)
    return refuse_state (operation, _ ("only a conflict is resolved."), error);
  conflict = agent_journal_conflict (desk->journal, operation->seq, error);
  if (conflict == NULL)
    return FALSE;
  made = make_decided (desk, operation, conflict, values, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *seq = 0;
  if (made != NULL && !agent_edit_add (desk, made, seq, &id, error))
    return FALSE;
  return agent_desk_move (desk, operation, AGENT_OP_RESOLVED, error);
}

gboolean
agent_decide_resolve (AgentDesk *desk,
                      const char *operation,
                      const char *values,
                      gint64 *seq,
                      GError **error)
{
  g_autoptr (AgentOperation) found = agent_journal_find (desk->journal, operation, error);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *decided;

  if (found == NULL || !agent_desk_read_object (pool, values, &decided, error))
    return FALSE;
  return resolve (desk, found, decided != NULL ? decided : m77_json_object_new (pool), seq, error);
}

static gboolean
retry (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, GError **error)
{
  switch (operation->state)
    {
    case AGENT_OP_CONFLICT:
      return resolve (desk, operation, NULL, seq, error);
    case AGENT_OP_HELD:
      return confirm (desk, operation, seq, error);
    case AGENT_OP_QUEUED:
      return agent_desk_hurry (desk, operation, error);
    case AGENT_OP_REJECTED:
      return agent_decide_repeat (desk, operation, 0, seq, error) &&
             agent_desk_move (desk, operation, AGENT_OP_CLOSED, error);
    default:
      return refuse_state (operation, _ ("it has ended."), error);
    }
}

static const struct
{
  const char *name;
  VerbFunc func;
} verbs[] = {
  { "retry", retry },
  { "confirm", confirm },
  { "discard", discard },
  { "withdraw", withdraw },
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
               _ ("“%s” cannot be done; say retry, confirm, discard or withdraw."),
               verb);
  return FALSE;
}
