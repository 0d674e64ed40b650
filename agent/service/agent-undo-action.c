/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-undo-action.h"

#include <glib/gi18n.h>

#include "agent/service/agent-act.h"
#include "agent/service/agent-edit.h"
#include "agent/service/agent-row-json.h"
#include "agent/service/agent-undo-target.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-record.h"

/* The action that takes others back, and what it is asked of: element Step. */
typedef struct
{
  const M77Kind *kind;
  const M77Action *action;
  GPtrArray *steps;
} Inverse;

typedef struct
{
  gint64 undoes;
  char *record, *args, *key, *title;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->record);
  g_free (step->args);
  g_free (step->key);
  g_free (step->title);
  g_free (step);
}

static void
inverse_clear (Inverse *self)
{
  g_clear_pointer (&self->steps, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Inverse, inverse_clear)

static gboolean
refuse (const char *why, GError **error)
{
  g_set_error_literal (error, M77_ERROR, M77_ERROR_NOTHING_TO_UNDO, why);
  return FALSE;
}

/* ---- Its arguments ---- */

/* One action, seen from its inverse. */
typedef struct
{
  const AgentOperation *operation;
  const M77Action *action;
  const M77Json *given, *expect; /* of the operation */
  const M77Json *before;         /* the record that was acted on, as it is known */
  const M77Json *target;         /* the one the inverse goes to */
  gint64 now;
} Sight;

/* What the action changed, as it was before; where that was nothing and a time is wanted, now. */
static M77Json *
argument_before (M77JsonPool *pool, const Sight *sight, const M77Argument *argument)
{
  g_autofree char *now_text = m77_time_format (sight->now);

  for (const M77Effect *e = sight->action->effects; e != NULL && e->field != NULL; e++)
    {
      const M77Json *was = m77_json_get (sight->expect, e->field);

      if (e->kind != M77_EFFECT_ARGUMENT || g_strcmp0 (e->value, argument->name) != 0)
        continue;
      if (!m77_json_is_null (was))
        return m77_json_copy (pool, was);
      return argument->type == M77_TYPE_TIME ? m77_json_string_new (pool, now_text) : NULL;
    }
  return NULL;
}

static M77Json *
copy_member (M77JsonPool *pool, const M77Json *object, const char *name)
{
  const M77Json *value = m77_json_get (object, name);

  return m77_json_is_null (value) ? NULL : m77_json_copy (pool, value);
}

/* NULL: it has none, or a person must say. */
static M77Json *
find_argument (M77JsonPool *pool,
               const Inverse *inverse,
               const Sight *sight,
               const M77Argument *argument)
{
  const char *name = argument->name;
  gboolean is_other = g_strcmp0 (sight->operation->kind, inverse->kind->name) != 0;
  M77Json *value = NULL;

  /* Made again as it was; or, of another record, about the same ("page" whom that page was for). */
  if ((inverse->action->flags & M77_ACTION_MAKES) != 0 || is_other)
    {
      if (argument->required)
        value = copy_member (pool, sight->expect, name);
      if (value == NULL && (argument->required || argument->type == M77_TYPE_REF))
        value = copy_member (pool, sight->before, name);
      return value;
    }
  if (!argument->required)
    return NULL;
  if (inverse->action != sight->action)
    value = copy_member (pool, sight->given, name);
  if (value == NULL)
    value = argument_before (pool, sight, argument);
  /* A deployment goes back to what it replaced. */
  if (value == NULL && g_str_equal (inverse->action->name, "rollback"))
    value = copy_member (pool, sight->target, "previous_version");
  return value;
}

static char *
make_args (M77JsonPool *pool, const Inverse *inverse, const Sight *sight, GError **error)
{
  M77Json *args = m77_json_object_new (pool);

  for (const M77Argument *a = inverse->action->arguments; a != NULL && a->name != NULL; a++)
    {
      M77Json *value = find_argument (pool, inverse, sight, a);

      if (value != NULL)
        m77_json_set (pool, args, a->name, value);
      else if (a->required)
        {
          g_set_error (error,
                       M77_ERROR,
                       M77_ERROR_NOTHING_TO_UNDO,
                       /* Translators: an action, an argument of it */
                       _ ("It was sent. “%s” takes it back, and wants to be told: %s."),
                       g_dgettext (GETTEXT_PACKAGE, inverse->action->label),
                       g_dgettext (GETTEXT_PACKAGE, a->label));
          return NULL;
        }
    }
  return m77_json_to_text (args);
}

/* ---- What it is asked of ---- */

static gboolean
add_step (const AgentDesk *desk,
          Inverse *inverse,
          const AgentOperation *operation,
          const AgentRow *target,
          GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *kind = m77_kind_find (operation->kind);
  g_autoptr (AgentRow) acted = agent_desk_find (desk, kind, operation->record, NULL);
  const M77Json *doc = m77_json_parse (pool, target->doc, -1, NULL);
  Sight sight = {
    .operation = operation,
    .action = m77_kind_action (kind, operation->action),
    .given = operation->args != NULL ? m77_json_parse (pool, operation->args, -1, NULL) : NULL,
    .expect = operation->expect != NULL ? m77_json_parse (pool, operation->expect, -1, NULL) : NULL,
    .before = acted != NULL ? m77_json_parse (pool, acted->doc, -1, NULL) : NULL,
    .target = doc,
    .now = agent_desk_now (desk),
  };
  g_autofree char *args = make_args (pool, inverse, &sight, error);
  Step *step;

  if (args == NULL)
    return FALSE;
  step = g_new0 (Step, 1);
  step->undoes = operation->seq;
  step->record = g_strdup (target->id);
  step->args = g_steal_pointer (&args);
  step->key = m77_record_key (inverse->kind, doc, target->id, target->local_number);
  step->title = m77_record_title (inverse->kind, doc, target->id);
  g_ptr_array_add (inverse->steps, step);
  return TRUE;
}

/* "page.cancel": of another record; "unacknowledge": of this one. */
static gboolean
find_action (const AgentOperation *operation, Inverse *inverse, gboolean *is_other, GError **error)
{
  const M77Kind *kind = m77_kind_find (operation->kind);
  const M77Action *action = kind != NULL ? m77_kind_action (kind, operation->action) : NULL;
  g_auto (GStrv) names = NULL;

  if (action == NULL || action->inverse == NULL)
    return refuse (_ ("The action was sent, and nothing takes it back."), error);
  names = g_strsplit (action->inverse, ".", 2);
  *is_other = names[1] != NULL;
  inverse->kind = *is_other ? m77_kind_find (names[0]) : kind;
  inverse->action = m77_kind_action (inverse->kind, names[*is_other ? 1 : 0]);
  return TRUE;
}

static gboolean
add_steps (const AgentDesk *desk,
           Inverse *inverse,
           const AgentOperation *operation,
           gboolean is_other,
           GError **error)
{
  g_autoptr (GPtrArray) targets = NULL;
  g_autoptr (AgentRow) row = NULL;

  if (!is_other)
    {
      row = agent_desk_find (desk, inverse->kind, operation->record, error);
      return row != NULL && add_step (desk, inverse, operation, row, error);
    }
  targets = agent_undo_targets (desk, operation, inverse->kind, inverse->action, error);
  for (guint i = 0; targets != NULL && i < targets->len; i++)
    if (!add_step (desk, inverse, operation, targets->pdata[i], error))
      return FALSE;
  return targets != NULL;
}

/* What was asked of many at once is taken back at once, as far as it can be. */
static gboolean
find_inverse (const AgentDesk *desk,
              const AgentOperation *operation,
              Inverse *inverse,
              GError **error)
{
  g_autoptr (GPtrArray) group = NULL;
  g_autoptr (GError) first = NULL;
  gboolean is_other;

  inverse->steps = g_ptr_array_new_with_free_func (step_free);
  if (!find_action (operation, inverse, &is_other, error))
    return FALSE;
  if (operation->group == NULL)
    return add_steps (desk, inverse, operation, is_other, error);
  group = agent_journal_group (desk->journal, operation->group, error);
  for (guint i = 0; group != NULL && i < group->len; i++)
    {
      const AgentOperation *one = group->pdata[i];

      if ((one->state == AGENT_OP_APPLIED || one->open_key != NULL) &&
          g_strcmp0 (one->action, operation->action) == 0)
        add_steps (desk, inverse, one, is_other, first == NULL ? &first : NULL);
    }
  if (group != NULL && inverse->steps->len > 0)
    return TRUE;
  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  return group != NULL && first == NULL
             ? refuse (_ ("The action was sent, and nothing takes it back."), error)
             : FALSE;
}

/* ---- Offered, and asked for ---- */

static void
write_record (GString *out, const Inverse *inverse, const Step *step)
{
  g_string_append (out, out->len > 1 ? ",{" : "{");
  agent_json_add_text (out, "kind", inverse->kind->name);
  agent_json_add_text (out, "record", step->record);
  agent_json_add_text (out, "key", step->key);
  agent_json_add_text (out, "title", step->title);
  g_string_append_c (out, '}');
}

char *
agent_undo_offer (const AgentDesk *desk, const AgentOperation *operation, GError **error)
{
  g_auto (Inverse) inverse = { 0 };
  g_autoptr (GString) records = g_string_new ("[");
  GString *out;
  const Step *step;

  if (!find_inverse (desk, operation, &inverse, error))
    return NULL;
  for (guint i = 0; i < inverse.steps->len; i++)
    write_record (records, &inverse, inverse.steps->pdata[i]);
  g_string_append_c (records, ']');
  step = inverse.steps->pdata[0];
  out = g_string_new ("{");
  agent_json_add_text (out, "action", inverse.action->name);
  agent_json_add_text (out, "label", g_dgettext (GETTEXT_PACKAGE, inverse.action->label));
  agent_json_add_text (out, "effect", g_dgettext (GETTEXT_PACKAGE, inverse.action->effect));
  agent_json_add_text (out, "kind", inverse.kind->name);
  agent_json_add_text (out, "record", step->record);
  agent_json_add_raw (out, "args", step->args);
  agent_json_add_raw (out, "records", records->str);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

/* Those that do not fit any more are left out, unless none fits. */
static GPtrArray *
make_all (AgentDesk *desk, const Inverse *inverse, const char *reason, GError **error)
{
  g_autoptr (GPtrArray)
      made = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < inverse->steps->len; i++)
    {
      const Step *step = inverse->steps->pdata[i];
      const AgentAsk ask = { .action = inverse->action->name,
                             .args = step->args,
                             .reason = reason,
                             .undoes = step->undoes };
      AgentOperation *operation = agent_act_make (desk,
                                                  inverse->kind->name,
                                                  step->record,
                                                  &ask,
                                                  first == NULL ? &first : NULL);

      if (operation != NULL)
        g_ptr_array_add (made, operation);
    }
  if (made->len > 0)
    return g_steal_pointer (&made);
  g_propagate_error (error, g_steal_pointer (&first));
  return NULL;
}

gboolean
agent_undo_action (AgentDesk *desk,
                   const char *operation,
                   const char *reason,
                   gint64 *seq,
                   char **id,
                   GError **error)
{
  g_autoptr (AgentOperation) found = agent_journal_find (desk->journal, operation, error);
  g_autoptr (GPtrArray) made = NULL;
  g_auto (Inverse) inverse = { 0 };

  if (found == NULL)
    return FALSE;
  if (found->type != M77_OPERATION_ACT)
    return refuse (_ ("It is an edit; undo takes it back."), error);
  if (!find_inverse (desk, found, &inverse, error))
    return FALSE;
  made = make_all (desk, &inverse, reason, error);
  if (made == NULL)
    return FALSE;
  if (!agent_edit_add_group (desk, made, seq, error))
    return FALSE;
  *id = g_strdup (((AgentOperation *) made->pdata[made->len - 1])->id);
  return TRUE;
}
