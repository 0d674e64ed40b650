/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-operation-json.h"

#include "agent/service/agent-row-json.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-merge.h"

/* What is told of an operation besides itself. */
typedef struct
{
  char *key, *title;
  gboolean waiting;
} About;

static void
about_clear (About *about)
{
  g_free (about->key);
  g_free (about->title);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (About, about_clear)

/* Of a record that the cache does not have, the operation's own document tells. */
static void
look_up (About *about, const AgentDesk *desk, const AgentOperation *operation)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentRow)
      row = agent_cache_find (desk->reader, operation->kind, operation->record, NULL);
  const M77Kind *kind = m77_kind_find (operation->kind);
  const char *text = row != NULL ? row->doc : operation->doc;
  const M77Json *doc = text != NULL ? m77_json_parse (pool, text, -1, NULL) : NULL;

  about->key = m77_record_key (kind, doc, operation->record, row != NULL ? row->local_number : 0);
  about->title = m77_record_title (kind, doc, operation->record);
}

static gboolean
is_waiting (const AgentDesk *desk,
            const AgentOperation *operation,
            gboolean *waiting,
            GError **error)
{
  g_autoptr (GPtrArray) before = NULL;

  *waiting = FALSE;
  if (operation->state != AGENT_OP_QUEUED)
    return TRUE;
  before = agent_journal_unended (desk->journal, operation->kind, operation->record, 0, error);
  if (before == NULL)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    {
      const AgentOperation *earlier = before->pdata[i];

      *waiting |= earlier->seq < operation->seq && agent_operation_holds_up (earlier);
    }
  return TRUE;
}

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

/* All but the closing brace, so that a conflict can go on. */
static void
write_open (const AgentOperation *operation, const About *about, GString *out)
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
}

gboolean
agent_operation_write_json (const AgentDesk *desk,
                            const AgentOperation *operation,
                            GString *out,
                            GError **error)
{
  g_auto (About) about = { 0 };

  if (!is_waiting (desk, operation, &about.waiting, error))
    return FALSE;
  look_up (&about, desk, operation);
  write_open (operation, &about, out);
  g_string_append_c (out, '}');
  return TRUE;
}

gboolean
agent_operations_write_json (const AgentDesk *desk,
                             const GPtrArray *operations,
                             GString *out,
                             GError **error)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < operations->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (!agent_operation_write_json (desk, operations->pdata[i], out, error))
        return FALSE;
    }
  g_string_append_c (out, ']');
  return TRUE;
}

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  return text != NULL ? m77_json_parse (pool, text, -1, NULL) : NULL;
}

/* The document as it would be with what does not overlap. */
static void
add_merged (const AgentOperation *operation, const AgentConflict *conflict, GString *out)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *kind = m77_kind_find (operation->kind);
  const M77Json *theirs = m77_json_get (parse (pool, conflict->theirs), "doc");
  g_auto (M77MergeResult) result = { 0 };
  g_autofree char *merged = NULL;

  if (kind != NULL && m77_json_is (theirs, M77_JSON_OBJECT))
    {
      m77_merge (&result,
                 pool,
                 kind,
                 parse (pool, conflict->base),
                 theirs,
                 parse (pool, operation->patch),
                 parse (pool, operation->elements));
      merged = m77_json_to_text (result.merged);
    }
  agent_json_add_raw (out, "merged", merged);
}

gboolean
agent_conflict_write_json (const AgentDesk *desk,
                           const AgentOperation *operation,
                           GString *out,
                           GError **error)
{
  g_auto (About) about = { 0 };
  g_autoptr (AgentConflict)
      conflict = agent_journal_conflict (desk->journal, operation->seq, error);

  if (conflict == NULL)
    return FALSE;
  look_up (&about, desk, operation);
  write_open (operation, &about, out);
  agent_json_add_raw (out, "theirs", conflict->theirs);
  agent_json_add_int (out, "theirs_version", conflict->theirs_version);
  agent_json_add_text (out, "theirs_by", conflict->theirs_by);
  add_moment (out, "theirs_at", conflict->theirs_at);
  agent_json_add_raw (out, "overlaps", conflict->overlaps);
  agent_json_add_raw (out, "decision", conflict->decision);
  add_merged (operation, conflict, out);
  add_moment (out, "found_at", conflict->found_at);
  g_string_append_c (out, '}');
  return TRUE;
}
