/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-undo.h"

#include <glib/gi18n.h>

#include "agent/service/agent-decide.h"
#include "agent/service/agent-edit.h"
#include "agent/service/agent-operation-json.h"
#include "agent/service/agent-row-json.h"
#include "agent/service/agent-undo-action.h"
#include "shared/base/m77-error.h"
#include "shared/model/m77-patch.h"

#define TRIES_MOST 3

static gboolean
refuse (const char *why, GError **error)
{
  g_set_error_literal (error, M77_ERROR, M77_ERROR_NOTHING_TO_UNDO, why);
  return FALSE;
}

/* What puts `was` back where `put` was merged in (RFC 7396): by member, for a patch takes out only
 * what it names. */
static M77Json *
invert_value (M77JsonPool *pool, const M77Json *was, const M77Json *put)
{
  M77Json *inverse;

  if (was == NULL)
    return m77_json_null_new (pool);
  if (!m77_json_is (was, M77_JSON_OBJECT) || !m77_json_is (put, M77_JSON_OBJECT))
    return m77_json_copy (pool, was);
  inverse = m77_json_object_new (pool);
  for (const M77Json *m = m77_json_first (put); m != NULL; m = m77_json_next (m))
    {
      const char *name = m77_json_name (m);

      m77_json_set (pool, inverse, name, invert_value (pool, m77_json_get (was, name), m));
    }
  return inverse;
}

/* Puts the values of the base back where the patch put others. */
static M77Json *
invert_patch (M77JsonPool *pool, const M77Json *base, const M77Json *patch)
{
  if (patch == NULL)
    return NULL;
  return invert_value (pool, base != NULL ? base : m77_json_object_new (pool), patch);
}

static gboolean
holds (const M77Json *set, const M77Json *element)
{
  for (const M77Json *e = m77_json_first (set); e != NULL; e = m77_json_next (e))
    if (m77_json_equal (e, element))
      return TRUE;
  return FALSE;
}

/* Those of `list` that were, or were not, in the set before. */
static M77Json *
pick (M77JsonPool *pool, const M77Json *list, const M77Json *before, gboolean there)
{
  M77Json *picked = m77_json_array_new (pool);

  for (const M77Json *e = m77_json_first (list); e != NULL; e = m77_json_next (e))
    if (holds (before, e) == there)
      m77_json_append (picked, m77_json_copy (pool, e));
  return picked;
}

/* What was appended to a log stays. NULL: nothing else was changed. */
static M77Json *
invert_elements (M77JsonPool *pool, const M77Json *base, const M77Json *elements)
{
  M77Json *inverse = m77_json_object_new (pool);

  for (const M77Json *m = m77_json_first (elements); m != NULL; m = m77_json_next (m))
    {
      const M77Json *before = m77_json_get (base, m77_json_name (m));
      M77Json *back = pick (pool, m77_json_get (m, "remove"), before, TRUE);
      M77Json *away = pick (pool, m77_json_get (m, "add"), before, FALSE);
      M77Json *changes = m77_json_object_new (pool);

      if (m77_json_size (back) > 0)
        m77_json_set (pool, changes, "add", back);
      if (m77_json_size (away) > 0)
        m77_json_set (pool, changes, "remove", away);
      if (m77_json_size (changes) > 0)
        m77_json_set (pool, inverse, m77_json_name (m), changes);
    }
  return m77_json_size (inverse) > 0 ? inverse : NULL;
}

/* Whether each field of the patch still is what the patch made of it. */
static gboolean
check_untouched (M77JsonPool *pool,
                 const M77Json *now,
                 const M77Json *base,
                 const M77Json *patch,
                 GError **error)
{
  const M77Json *made = m77_patch_apply (pool, base, patch);

  for (const M77Json *m = m77_json_first (patch); m != NULL; m = m77_json_next (m))
    {
      const M77Json *is = m77_json_get (now, m77_json_name (m));
      const M77Json *mine = m77_json_get (made, m77_json_name (m));

      if ((m77_json_is_null (is) && m77_json_is_null (mine)) || m77_json_equal (is, mine))
        continue;
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_CONFLICT,
                   _ ("“%s” was changed again since; edit it instead of undoing."),
                   m77_json_name (m));
      return FALSE;
    }
  return TRUE;
}

static AgentOperation *
invert_update (AgentDesk *desk,
               const M77Kind *kind,
               const AgentOperation *operation,
               GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentRow) row = agent_desk_find (desk, kind, operation->record, error);
  const M77Json *now, *base, *patch, *elements, *back, *back_elements;
  AgentOperation *made;

  if (row == NULL || !agent_desk_read_object (pool, row->doc, &now, error) ||
      !agent_desk_read_object (pool, operation->base, &base, error) ||
      !agent_desk_read_object (pool, operation->patch, &patch, error) ||
      !agent_desk_read_object (pool, operation->elements, &elements, error) ||
      !check_untouched (pool, now, base, patch, error))
    return NULL;
  back = invert_patch (pool, base, patch);
  back_elements = invert_elements (pool, base, elements);
  if (back == NULL && back_elements == NULL)
    {
      refuse (_ ("What was added to a log and sent stays there; add another entry."), error);
      return NULL;
    }
  made = agent_desk_operation (desk, M77_OPERATION_UPDATE, kind, operation->record, error);
  if (made == NULL)
    return NULL;
  made->base = m77_json_to_text (m77_edit_base (pool, now, back, back_elements));
  made->base_version = back != NULL ? row->version : 0;
  made->patch = back != NULL ? m77_json_to_text (back) : NULL;
  made->elements = back_elements != NULL ? m77_json_to_text (back_elements) : NULL;
  return made;
}

static AgentOperation *
invert_create (AgentDesk *desk,
               const M77Kind *kind,
               const AgentOperation *operation,
               GError **error)
{
  g_autoptr (AgentRow) row = NULL;
  AgentOperation *made;

  if (kind->remove.level == M77_ROLE_NOBODY && !kind->remove.own)
    {
      refuse (_ ("It was sent, and records of its kind are never deleted."), error);
      return NULL;
    }
  row = agent_desk_find (desk, kind, operation->record, error);
  if (row == NULL)
    return NULL;
  made = agent_desk_operation (desk, M77_OPERATION_DELETE, kind, operation->record, error);
  if (made != NULL)
    made->base_version = row->version;
  return made;
}

static AgentOperation *
invert (AgentDesk *desk, const AgentOperation *operation, GError **error)
{
  const M77Kind *kind = agent_desk_kind (operation->kind, error);
  AgentOperation *made = NULL;

  if (kind == NULL)
    return NULL;
  if (operation->type == M77_OPERATION_UPDATE)
    made = invert_update (desk, kind, operation, error);
  else if (operation->type == M77_OPERATION_CREATE)
    made = invert_create (desk, kind, operation, error);
  else if (operation->type == M77_OPERATION_ACT)
    refuse (_ ("Some of these actions were sent; take them back one by one."), error);
  else
    refuse (_ ("It was sent, and what is deleted does not come back."), error);
  if (made != NULL)
    made->undoes = operation->seq;
  return made;
}

/* ---- What is done about one ---- */

static gboolean
is_unsent (const AgentOperation *operation)
{
  return operation->open_key == NULL && !AGENT_OP_IS_ENDED (operation->state);
}

/* Each of a group that was sent gets its inverse in `inverses`, the others go to `ended`. */
static gboolean
take_back (AgentDesk *desk,
           GPtrArray *operations,
           GPtrArray *ended,
           GPtrArray *inverses,
           GError **error)
{
  for (guint i = operations->len; i > 0; i--)
    {
      const AgentOperation *operation = operations->pdata[i - 1];
      gboolean stands = operation->state == AGENT_OP_APPLIED || operation->open_key != NULL;
      AgentOperation *inverse = stands ? invert (desk, operation, error) : NULL;

      if (stands && inverse == NULL)
        return FALSE;
      if (inverse != NULL)
        g_ptr_array_add (inverses, inverse);
      else if (is_unsent (operation) && !agent_decide_collect (desk, operation, ended, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_what (AgentDesk *desk,
            const char *did,
            const AgentOperation *operation,
            const char *offered,
            char **what,
            GError **error)
{
  g_autoptr (GString) out = g_string_new ("{");
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (AgentOperation) now = agent_journal_get (desk->journal, operation->seq, error);

  if (now == NULL || !agent_operation_write_json (desk, now, json, error))
    return FALSE;
  agent_json_add_text (out, "did", did);
  agent_json_add_raw (out, "operation", json->str);
  if (offered != NULL)
    agent_json_add_raw (out, "offered", offered);
  g_string_append_c (out, '}');
  *what = g_string_free (g_steal_pointer (&out), FALSE);
  return TRUE;
}

/* A sent action: its inverse is a decision of its own. */
static gboolean
offer (AgentDesk *desk, const AgentOperation *operation, char **what, GError **error)
{
  g_autofree char *offered = agent_undo_offer (desk, operation, error);

  return offered != NULL && write_what (desk, "offered", operation, offered, what, error);
}

static GPtrArray *
group_of (AgentDesk *desk, const AgentOperation *operation, GError **error)
{
  GPtrArray *alone;

  if (operation->group != NULL)
    return agent_journal_group (desk->journal, operation->group, error);
  alone = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_ptr_array_add (alone, agent_journal_get (desk->journal, operation->seq, NULL));
  return alone;
}

static gboolean
reverse (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, char **what, GError **error)
{
  g_autoptr (GPtrArray)
      inverses = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autoptr (GPtrArray)
      ended = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autoptr (GPtrArray) group = NULL;
  const AgentOperation *last;

  if (operation->type == M77_OPERATION_ACT && !is_unsent (operation))
    return offer (desk, operation, what, error);
  group = group_of (desk, operation, error);
  if (group == NULL || !take_back (desk, group, ended, inverses, error))
    return FALSE;
  agent_edit_group (desk, inverses);
  if (!agent_desk_supersede (desk, ended, AGENT_OP_WITHDRAWN, inverses, error))
    return FALSE;
  if (inverses->len == 0)
    {
      *seq = operation->seq;
      return write_what (desk, "withdrawn", operation, NULL, what, error);
    }
  last = inverses->pdata[inverses->len - 1];
  *seq = last->seq;
  return write_what (desk, "reversed", last, NULL, what, error);
}

/* Does one again that was withdrawn: into `copies`. */
static gboolean
repeat_one (AgentDesk *desk, const AgentOperation *operation, GPtrArray *copies, GError **error)
{
  AgentOperation *copy = agent_decide_copy (desk, operation, error);

  if (copy == NULL)
    return FALSE;
  if (copy->type != M77_OPERATION_ACT)
    copy->undoes = operation->seq;
  g_ptr_array_add (copies, copy);
  return TRUE;
}

/* Does again what was withdrawn: what was one group is one again. */
static gboolean
repeat (AgentDesk *desk, const AgentOperation *operation, gint64 *seq, char **what, GError **error)
{
  g_autoptr (GPtrArray) group = group_of (desk, operation, error);
  g_autoptr (GPtrArray)
      copies = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autoptr (AgentOperation) last = NULL;

  if (group == NULL)
    return FALSE;
  for (guint i = 0; i < group->len; i++)
    {
      const AgentOperation *one = group->pdata[i];

      if (one->state == AGENT_OP_WITHDRAWN && !repeat_one (desk, one, copies, error))
        return FALSE;
    }
  if (!agent_edit_add_group (desk, copies, seq, error))
    return FALSE;
  last = agent_journal_get (desk->journal, *seq, error);
  return last != NULL && write_what (desk, "reversed", last, NULL, what, error);
}

/* The one whose turn it is; NULL without error: none. */
static AgentOperation *
find_next (AgentDesk *desk, gboolean redo, GError **error)
{
  agent_desk_settle (desk);
  return agent_journal_undoable (desk->journal, desk->session, redo, error);
}

/* What `reverse` and `repeat` would do about it. */
static const char *
name_next (const AgentOperation *operation, gboolean redo)
{
  if (redo && operation->state == AGENT_OP_WITHDRAWN)
    return "repeat";
  if (operation->type == M77_OPERATION_ACT && !is_unsent (operation))
    return "offer";
  return is_unsent (operation) ? "withdraw" : "reverse";
}

gboolean
agent_undo_next (AgentDesk *desk, gboolean redo, char **what, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AgentOperation) operation = find_next (desk, redo, &local);
  g_autoptr (GPtrArray) group = NULL;
  g_autoptr (GString) out = g_string_new ("{");
  g_autoptr (GString) json = g_string_new (NULL);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (operation == NULL)
    {
      *what = g_strdup ("");
      return TRUE;
    }
  group = group_of (desk, operation, error);
  if (group == NULL || !agent_operation_write_json (desk, operation, json, error))
    return FALSE;
  agent_json_add_text (out, "would", name_next (operation, redo));
  agent_json_add_int (out, "count", group->len);
  agent_json_add_raw (out, "operation", json->str);
  g_string_append_c (out, '}');
  *what = g_string_free (g_steal_pointer (&out), FALSE);
  return TRUE;
}

static gboolean
undo_once (AgentDesk *desk, gboolean redo, gint64 *seq, char **what, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AgentOperation) operation = find_next (desk, redo, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (operation == NULL)
    return refuse (redo ? _ ("There is nothing to do again.") : _ ("There is nothing to undo."),
                   error);
  if (redo && operation->state == AGENT_OP_WITHDRAWN)
    return repeat (desk, operation, seq, what, error);
  return reverse (desk, operation, seq, what, error);
}

gboolean
agent_undo (AgentDesk *desk, gboolean redo, gint64 *seq, char **what, GError **error)
{
  /* It may leave between the look and the deed: then what is to be done is another thing. */
  for (guint tries = 0; tries < TRIES_MOST; tries++)
    {
      g_autoptr (GError) local = NULL;

      *seq = 0;
      if (undo_once (desk, redo, seq, what, &local))
        return TRUE;
      if (tries + 1 < TRIES_MOST && g_error_matches (local, M77_ERROR, M77_ERROR_FAILED))
        continue;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}
