/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-undo-action.h"

#include <glib/gi18n.h>

#include "agent/service/agent-act.h"
#include "agent/service/agent-row-json.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

/* An action that would take another back. */
typedef struct
{
  const M77Kind *kind;
  const M77Action *action;
  const char *args; /* JSON; of the pool */
} Inverse;

/* What a required argument of the inverse is: what the action changed, as it was before;
 * where that was nothing and a time is wanted, now. NULL: a person must say. */
static M77Json *
argument_before (M77JsonPool *pool,
                 const M77Action *action,
                 const M77Argument *argument,
                 const M77Json *expect,
                 gint64 now)
{
  g_autofree char *now_text = m77_time_format (now);

  for (const M77Effect *e = action->effects; e != NULL && e->field != NULL; e++)
    {
      const M77Json *was = m77_json_get (expect, e->field);

      if (e->kind != M77_EFFECT_ARGUMENT || g_strcmp0 (e->value, argument->name) != 0)
        continue;
      if (!m77_json_is_null (was))
        return m77_json_copy (pool, was);
      return argument->type == M77_TYPE_TIME ? m77_json_string_new (pool, now_text) : NULL;
    }
  return NULL;
}

static gboolean
refuse (const char *why, GError **error)
{
  g_set_error_literal (error, M77_ERROR, M77_ERROR_NOTHING_TO_UNDO, why);
  return FALSE;
}

static gboolean
find_inverse (const AgentDesk *desk,
              const AgentOperation *operation,
              M77JsonPool *pool,
              Inverse *inverse,
              GError **error)
{
  const M77Kind *kind = m77_kind_find (operation->kind);
  const M77Action *action = kind != NULL ? m77_kind_action (kind, operation->action) : NULL;
  const M77Json *expect = operation->expect != NULL
                              ? m77_json_parse (pool, operation->expect, -1, NULL)
                              : NULL;
  const M77Json *given = operation->args != NULL ? m77_json_parse (pool, operation->args, -1, NULL)
                                                 : NULL;
  gint64 now = agent_desk_now (desk);
  M77Json *args = m77_json_object_new (pool);
  g_autofree char *text = NULL;

  *inverse = (Inverse){ .kind = kind };
  if (action != NULL && action->inverse != NULL)
    inverse->action = m77_kind_action (kind, action->inverse);
  if (inverse->action == NULL && action != NULL && action->inverse != NULL)
    {
      /* "page.cancel": of what the action made. */
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_NOTHING_TO_UNDO,
                   _ ("It was sent. What it made is taken back by %s: open that and do it there."),
                   action->inverse);
      return FALSE;
    }
  if (inverse->action == NULL)
    return refuse (_ ("The action was sent, and nothing takes it back."), error);
  for (const M77Argument *a = inverse->action->arguments; a != NULL && a->name != NULL; a++)
    if (a->required)
      {
        const M77Json *same = inverse->action != action ? m77_json_get (given, a->name) : NULL;
        M77Json *was = same != NULL ? m77_json_copy (pool, same)
                                    : argument_before (pool, action, a, expect, now);

        if (was != NULL)
          m77_json_set (pool, args, a->name, was);
      }
  text = m77_json_to_text (args);
  inverse->args = m77_json_string (m77_json_string_new (pool, text));
  return TRUE;
}

static char *
describe_inverse (const AgentOperation *operation, const Inverse *inverse)
{
  GString *out = g_string_new ("{");

  agent_json_add_text (out, "action", inverse->action->name);
  agent_json_add_text (out, "label", g_dgettext (GETTEXT_PACKAGE, inverse->action->label));
  agent_json_add_text (out, "effect", g_dgettext (GETTEXT_PACKAGE, inverse->action->effect));
  agent_json_add_text (out, "kind", operation->kind);
  agent_json_add_text (out, "record", operation->record);
  agent_json_add_raw (out, "args", inverse->args);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

char *
agent_undo_offer (const AgentDesk *desk, const AgentOperation *operation, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  Inverse inverse;

  return find_inverse (desk, operation, pool, &inverse, error)
             ? describe_inverse (operation, &inverse)
             : NULL;
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
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  AgentAsk ask = { .reason = reason };
  Inverse inverse;

  if (found == NULL)
    return FALSE;
  if (found->type != M77_OPERATION_ACT)
    return refuse (_ ("It is an edit; undo takes it back."), error);
  if (!find_inverse (desk, found, pool, &inverse, error))
    return FALSE;
  ask.action = inverse.action->name;
  ask.args = inverse.args;
  ask.undoes = found->seq;
  return agent_act_one (desk, found->kind, found->record, &ask, seq, id, error);
}
