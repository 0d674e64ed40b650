/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-overlay"

#include "config.h"

#include "agent/store/agent-overlay.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-patch.h"

void
agent_overlay_clear (AgentOverlay *self)
{
  g_clear_pointer (&self->pending_action, g_free);
}

gboolean
agent_overlay_stands_alone (GPtrArray *operations)
{
  for (guint i = 0; i < operations->len; i++)
    {
      const AgentOperation *operation = operations->pdata[i];

      if (!AGENT_OP_IS_ENDED (operation->state) || operation->type == M77_OPERATION_CREATE)
        return TRUE;
    }
  return FALSE;
}

static AgentRowState
state_of (const AgentOperation *operation, gboolean held_up)
{
  switch (operation->state)
    {
    case AGENT_OP_QUEUED:
      return held_up ? AGENT_ROW_WAITING : AGENT_ROW_PENDING;
    case AGENT_OP_HELD:
      return AGENT_ROW_HELD;
    case AGENT_OP_CONFLICT:
      return AGENT_ROW_CONFLICT;
    case AGENT_OP_REJECTED:
      return AGENT_ROW_REJECTED;
    default:
      /* Applied: an edit is as good as seen, an action's effect is still to come. */
      return operation->type == M77_OPERATION_ACT ? AGENT_ROW_PENDING : AGENT_ROW_CLEAN;
    }
}

static const M77Json *
read_json (M77JsonPool *pool, const char *text)
{
  return text != NULL ? m77_json_parse (pool, text, -1, NULL) : NULL;
}

static void
set_time (M77JsonPool *pool, M77Json *object, const char *name, gint64 instant)
{
  g_autofree char *text = instant > 0 ? m77_time_format (instant) : NULL;

  if (text != NULL)
    m77_json_set_string (pool, object, name, text);
}

static char *
describe_action (M77JsonPool *pool, const AgentOperation *operation)
{
  const M77Json *args = read_json (pool, operation->args);
  M77Json *about = m77_json_object_new (pool);

  m77_json_set_string (pool, about, "action", operation->action);
  m77_json_set_string (pool, about, "state", agent_op_state_name (operation->state));
  m77_json_set_string (pool, about, "operation", operation->id);
  set_time (pool, about, "asked_at", operation->asked_at);
  set_time (pool, about, "expires_at", operation->expires_at);
  m77_json_set (pool,
                about,
                "args",
                args != NULL ? m77_json_copy (pool, args) : m77_json_object_new (pool));
  return m77_json_to_text (about);
}

static void
lay_edit (AgentOverlay *self,
          M77JsonPool *pool,
          const M77Json *base,
          const AgentOperation *operation)
{
  const M77Json *before = self->doc != NULL ? self->doc : base;
  const M77Json *after = m77_edit_apply (pool,
                                         before,
                                         read_json (pool, operation->patch),
                                         read_json (pool, operation->elements),
                                         NULL);

  if (after != NULL)
    self->doc = after;
}

static void
lay (AgentOverlay *self, M77JsonPool *pool, const M77Json *base, const AgentOperation *operation)
{
  switch (operation->type)
    {
    case M77_OPERATION_CREATE:
      if (base == NULL)
        {
          self->doc = read_json (pool, operation->doc);
          self->local_number = operation->seq;
        }
      break;
    case M77_OPERATION_UPDATE:
      lay_edit (self, pool, base, operation);
      break;
    case M77_OPERATION_DELETE:
      self->hidden = operation->state == AGENT_OP_QUEUED || AGENT_OP_IS_ENDED (operation->state);
      break;
    case M77_OPERATION_ACT:
      g_free (self->pending_action);
      self->pending_action = describe_action (pool, operation);
      break;
    }
}

void
agent_overlay_make (AgentOverlay *self,
                    M77JsonPool *pool,
                    const M77Kind *kind,
                    const M77Json *base,
                    gboolean gone,
                    GPtrArray *operations)
{
  gboolean held_up = FALSE, is_open = FALSE;

  *self = (AgentOverlay){ .state = AGENT_ROW_CLEAN };
  for (guint i = 0; i < operations->len; i++)
    {
      const AgentOperation *operation = operations->pdata[i];

      lay (self, pool, base, operation);
      self->state = MAX (self->state, state_of (operation, held_up));
      self->seq = MAX (self->seq, operation->seq);
      held_up |= agent_operation_holds_up (operation);
      is_open |= !AGENT_OP_IS_ENDED (operation->state);
    }
  if (gone && is_open)
    {
      self->state = AGENT_ROW_CONFLICT;
      self->hidden = FALSE;
    }
  if (kind == NULL || kind->key != M77_KEY_NUMBER ||
      !m77_json_is_null (m77_json_get (self->doc, kind->key_field)))
    self->local_number = 0;
  if (base == NULL && self->doc == NULL)
    self->doc = m77_json_object_new (pool);
}
