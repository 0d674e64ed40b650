/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-operation-json.h"

#include "agent/service/agent-row-json.h"
#include "agent/service/agent-standing.h"
#include "shared/base/m77-time.h"

static void
add_moment (GString *out, const char *name, gint64 instant)
{
  agent_json_add_time (out, name, instant > 0 ? instant : M77_TIME_NONE);
}

static void
add_seq (GString *out, const char *name, gint64 seq)
{
  if (seq > 0)
    agent_json_add_int (out, name, seq);
  else
    agent_json_add_raw (out, name, NULL);
}

static void
add_ways (GString *out, const AgentStanding *standing)
{
  g_autoptr (GString) ways = g_string_new ("[");

  for (guint i = 0; standing->ways[i] != NULL; i++)
    g_string_append_printf (ways, "%s\"%s\"", i > 0 ? "," : "", standing->ways[i]);
  g_string_append_c (ways, ']');
  agent_json_add_raw (out, "ways", ways->str);
}

static void
add_behind (GString *out, const AgentStanding *standing)
{
  g_autoptr (GString) behind = g_string_new ("{");

  if (standing->behind == 0)
    {
      agent_json_add_raw (out, "waits_for", NULL);
      return;
    }
  agent_json_add_text (behind, "operation", standing->behind_id);
  agent_json_add_int (behind, "seq", standing->behind);
  agent_json_add_text (behind, "state", agent_op_state_name (standing->behind_state));
  g_string_append_c (behind, '}');
  agent_json_add_raw (out, "waits_for", behind->str);
}

static void
add_standing (const AgentDesk *desk,
              const AgentOperation *operation,
              const AgentStanding *standing,
              GString *out)
{
  gint64 since = operation->asked_at > 0 ? operation->asked_at : operation->made_at;

  if (AGENT_OP_IS_ENDED (operation->state))
    return;
  agent_json_add_int (out, "age_s", MAX (agent_desk_now (desk) - since, 0) / 1000);
  agent_json_add_text (out, "why", standing->why);
  add_behind (out, standing);
  add_ways (out, standing);
  agent_json_add_raw (out, "since", standing->since);
}

/* All but the closing brace, so that a conflict can go on. */
static void
write_open (const AgentDesk *desk,
            const AgentOperation *operation,
            const AgentStanding *about,
            GString *out)
{
  g_string_append_c (out, '{');
  agent_json_add_text (out, "id", operation->id);
  agent_json_add_int (out, "seq", operation->seq);
  agent_json_add_text (out, "type", m77_operation_type_name (operation->type));
  agent_json_add_text (out, "kind", operation->kind);
  agent_json_add_text (out, "record", operation->record);
  agent_json_add_text (out, "key", about->key);
  agent_json_add_text (out, "title", about->title);
  agent_json_add_text (out, "state", agent_op_state_name (operation->state));
  agent_json_add_bool (out, "waiting", about->waiting);
  agent_json_add_text (out, "author", operation->author);
  add_moment (out, "made_at", operation->made_at);
  add_moment (out, "state_at", operation->state_at);
  agent_json_add_text (out, "code", operation->code);
  agent_json_add_text (out, "detail", operation->detail);
  agent_json_add_int (out, "tries", operation->tries);
  add_moment (out, "not_before", operation->not_before);
  agent_json_add_raw (out, "base", operation->base);
  agent_json_add_raw (out, "patch", operation->patch);
  agent_json_add_raw (out, "elements", operation->elements);
  agent_json_add_raw (out, "doc", operation->doc);
  agent_json_add_text (out, "action", operation->action);
  agent_json_add_raw (out, "args", operation->args);
  agent_json_add_text (out, "reason", operation->reason);
  agent_json_add_raw (out, "expect", operation->expect);
  add_moment (out, "asked_at", operation->asked_at);
  add_moment (out, "expires_at", operation->expires_at);
  add_seq (out, "applied_version", operation->applied_version);
  add_seq (out, "undoes", operation->undoes);
  agent_json_add_text (out, "group", operation->group);
  add_standing (desk, operation, about, out);
}

void
agent_operation_write_open (const AgentDesk *desk,
                            const AgentOperation *operation,
                            const AgentOperation *behind,
                            GString *out)
{
  g_auto (AgentStanding) standing = { 0 };

  agent_standing_read (&standing, desk, operation, behind);
  write_open (desk, operation, &standing, out);
}

gboolean
agent_operation_write_json (const AgentDesk *desk,
                            const AgentOperation *operation,
                            GString *out,
                            GError **error)
{
  g_autoptr (GPtrArray) of_record = NULL;
  const AgentOperation *behind = NULL;

  if (operation->state == AGENT_OP_QUEUED)
    {
      of_record = agent_journal_unended (desk->journal,
                                         operation->kind,
                                         operation->record,
                                         0,
                                         error);
      if (of_record == NULL)
        return FALSE;
      behind = agent_standing_behind (operation, of_record);
    }
  agent_operation_write_open (desk, operation, behind, out);
  g_string_append_c (out, '}');
  return TRUE;
}

void
agent_outbox_write_json (const AgentDesk *desk, const GPtrArray *unended, GString *out)
{
  g_autoptr (GHashTable) before = g_hash_table_new_full (g_str_hash,
                                                         g_str_equal,
                                                         g_free,
                                                         (GDestroyNotify) g_ptr_array_unref);

  g_string_append_c (out, '[');
  for (guint i = 0; i < unended->len; i++)
    {
      AgentOperation *operation = unended->pdata[i];
      g_autofree char *record = g_strconcat (operation->kind, "/", operation->record, NULL);
      GPtrArray *earlier = g_hash_table_lookup (before, record);

      if (i > 0)
        g_string_append_c (out, ',');
      if (earlier == NULL)
        {
          earlier = g_ptr_array_new ();
          g_hash_table_insert (before, g_steal_pointer (&record), earlier);
        }
      agent_operation_write_open (desk, operation, agent_standing_behind (operation, earlier), out);
      g_string_append_c (out, '}');
      g_ptr_array_add (earlier, operation);
    }
  g_string_append_c (out, ']');
}
