/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-story.h"

#include "agent/service/agent-row-json.h"
#include "shared/base/m77-error.h"

/* An operation being told. */
typedef struct
{
  const AgentOperation *operation;
  GPtrArray *sendings;  /* AgentSending * */
  GPtrArray *conflicts; /* AgentConflict * */
  M77JsonPool *pool;
  GString *out;
} Story;

static void
story_clear (Story *self)
{
  g_clear_pointer (&self->sendings, g_ptr_array_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->pool, m77_json_pool_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Story, story_clear)

/* All but the closing brace. */
static void
begin (Story *self, gint64 at, const char *what)
{
  g_string_append (self->out, self->out->str[self->out->len - 1] == '[' ? "{" : ",{");
  agent_json_add_time (self->out, "at", at);
  agent_json_add_text (self->out, "what", what);
}

static void
end (Story *self)
{
  g_string_append_c (self->out, '}');
}

static const M77Json *
parse (Story *self, const char *text)
{
  return text != NULL ? m77_json_parse (self->pool, text, -1, NULL) : NULL;
}

/* Names of what an attempt changed, as a JSON array. */
static void
add_fields (Story *self, const M77Json *sent)
{
  static const char *const members[] = { "patch", "elements" };
  M77Json *names = m77_json_array_new (self->pool);
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    for (const M77Json *m = m77_json_first (m77_json_get (sent, members[i])); m != NULL;
         m = m77_json_next (m))
      m77_json_append (names, m77_json_string_new (self->pool, m77_json_name (m)));
  text = m77_json_to_text (names);
  agent_json_add_raw (self->out, "fields", text);
}

static void
tell_conflict (Story *self, const AgentConflict *conflict)
{
  const M77Json *decision = parse (self, conflict->decision);
  const char *at = m77_json_get_string (decision, "at");
  g_autofree char *choices = NULL;

  begin (self, conflict->found_at, "conflict");
  agent_json_add_text (self->out, "by", conflict->theirs_by);
  agent_json_add_raw (self->out, "fields", conflict->overlaps);
  end (self);
  if (at == NULL) /* not made, or half */
    return;
  choices = m77_json_to_text (m77_json_get (decision, "choices"));
  g_string_append_c (self->out, ',');
  g_string_append_c (self->out, '{');
  agent_json_add_text (self->out, "at", at);
  agent_json_add_text (self->out, "what", "decided");
  agent_json_add_text (self->out, "by", m77_json_get_string (decision, "by"));
  agent_json_add_raw (self->out, "choices", choices);
  end (self);
}

/* Its answer was that the record is another by now: the next one is made on that. */
static gboolean
is_merge (const M77Json *sent, const M77Json *next)
{
  gint64 version = m77_json_get_int (next, "if_version", 0);

  return version > 0 && version != AGENT_VERSION_UNKNOWN &&
         version != m77_json_get_int (sent, "if_version", 0);
}

/* The conflict that the answer to an attempt was; NULL: none. */
static const AgentConflict *
conflict_of (const Story *self, const AgentSending *sending)
{
  for (guint i = 0; i < self->conflicts->len && sending->closed_at > 0; i++)
    {
      const AgentConflict *conflict = self->conflicts->pdata[i];

      if (conflict->found_at == sending->closed_at)
        return conflict;
    }
  return NULL;
}

static void
tell_sending (Story *self, guint i)
{
  const AgentSending *sending = self->sendings->pdata[i];
  const AgentSending *later = i + 1 < self->sendings->len ? self->sendings->pdata[i + 1] : NULL;
  const AgentConflict *met = conflict_of (self, sending);
  const M77Json *sent = parse (self, sending->bytes);
  const M77Json *next = later != NULL ? parse (self, later->bytes) : NULL;

  begin (self, sending->made_at, "sent");
  end (self);
  if (met != NULL)
    tell_conflict (self, met);
  else if (next != NULL && is_merge (sent, next))
    {
      begin (self, sending->closed_at, "merged");
      agent_json_add_int (self->out, "version", m77_json_get_int (next, "if_version", 0));
      add_fields (self, next);
      end (self);
    }
}

static void
tell_state (Story *self)
{
  const AgentOperation *operation = self->operation;

  if (operation->state == AGENT_OP_QUEUED || operation->state == AGENT_OP_CONFLICT)
    return;
  begin (self, operation->state_at, agent_op_state_name (operation->state));
  if (operation->applied_version > 0)
    agent_json_add_int (self->out, "version", operation->applied_version);
  if (operation->code != NULL)
    agent_json_add_text (self->out, "code", operation->code);
  if (operation->detail != NULL)
    agent_json_add_text (self->out, "detail", operation->detail);
  end (self);
}

gboolean
agent_story_write (const AgentDesk *desk,
                   const AgentOperation *operation,
                   GString *out,
                   GError **error)
{
  g_autoptr (GError) none = NULL;
  AgentConflict *last;
  g_auto (Story) self = { .operation = operation, .out = out };

  self.pool = m77_json_pool_new ();
  self.sendings = agent_journal_sendings (desk->journal, operation->seq, error);
  if (self.sendings == NULL)
    return FALSE;
  self.conflicts = agent_journal_earlier_conflicts (desk->journal, operation->seq);
  last = agent_journal_conflict (desk->journal, operation->seq, &none);
  if (last != NULL)
    g_ptr_array_add (self.conflicts, last);
  if (none != NULL && !g_error_matches (none, M77_ERROR, M77_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&none));
      return FALSE;
    }
  g_string_append_c (out, '[');
  begin (&self, operation->made_at, "made");
  end (&self);
  for (guint i = 0; i < self.sendings->len; i++)
    tell_sending (&self, i);
  tell_state (&self);
  g_string_append_c (out, ']');
  return TRUE;
}
