/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-window.h"

#include <string.h>

#include "agent/service/agent-lists.h"

#define WINDOW_STEP  50 /* rows read at once */
#define WINDOW_BYTES (32 * 1024 * 1024)
#define IDS_MOST     10000

/* Adds rows; *end: there are no more. */
static gboolean
add_rows (GVariantBuilder *builder,
          AgentCall *call,
          guint offset,
          guint count,
          gsize *bytes,
          gboolean *end,
          GError **error)
{
  const AgentShown *shown = call->data;
  g_autoptr (GPtrArray) rows = NULL;

  rows = agent_query_window (shown->query, call->desk.reader, offset, count, error);
  if (rows == NULL)
    return FALSE;
  *end = rows->len < count;
  for (guint i = 0; i < rows->len; i++)
    {
      const AgentRow *row = rows->pdata[i];
      const char *doc = row->doc != NULL && !row->deleted ? row->doc : "";

      *bytes += strlen (doc);
      g_variant_builder_add (builder,
                             "(xssxxssus)",
                             row->rowid,
                             row->kind,
                             row->id,
                             row->version,
                             row->updated_at,
                             row->state,
                             row->pending_action != NULL ? row->pending_action : "",
                             row->local_number,
                             doc);
    }
  return TRUE;
}

/* Fewer rows than asked for where whole documents are large. */
static GVariant *
window_work (AgentCall *call, GError **error)
{
  const AgentShown *shown = call->data;
  guint offset, count;
  gsize bytes = 0;
  gboolean end = FALSE;
  GVariantBuilder builder;

  g_variant_get (call->parameters, "(uuu)", NULL, &offset, &count);
  count = MIN (count, AGENT_WINDOW_MOST);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(xssxxssus)"));
  for (guint done = 0; done < count && !end && bytes < WINDOW_BYTES; done += WINDOW_STEP)
    if (!add_rows (
            &builder, call, offset + done, MIN (WINDOW_STEP, count - done), &bytes, &end, error))
      {
        g_variant_builder_clear (&builder);
        return NULL;
      }
  return g_variant_new ("(ta(xssxxssus))", agent_query_revision (shown->query).number, &builder);
}

static GVariant *
ids_work (AgentCall *call, GError **error)
{
  const AgentShown *shown = call->data;
  guint offset, count, end;
  GVariantBuilder builder;

  g_variant_get (call->parameters, "(uuu)", NULL, &offset, &count);
  end = offset + MIN (MIN (count, IDS_MOST), G_MAXUINT - offset);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("as"));
  for (guint at = offset; at < end; at += WINDOW_STEP)
    {
      guint n = MIN (WINDOW_STEP, end - at);
      g_autoptr (GPtrArray)
          rows = agent_query_window (shown->query, call->desk.reader, at, n, error);

      if (rows == NULL)
        {
          g_variant_builder_clear (&builder);
          return NULL;
        }
      for (guint i = 0; i < rows->len; i++)
        {
          const AgentRow *row = rows->pdata[i];

          if (!row->deleted)
            g_variant_builder_add (&builder, "s", row->id);
        }
      if (rows->len < n)
        break;
    }
  return g_variant_new ("(tas)", agent_query_revision (shown->query).number, &builder);
}

static GVariant *
groups_work (AgentCall *call, GError **error)
{
  const AgentShown *shown = call->data;
  const GArray *groups = agent_query_groups_shown (shown->query);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(suua(su))"));
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    {
      const AgentQueryGroup *group = &g_array_index (groups, AgentQueryGroup, i);

      g_variant_builder_open (&builder, G_VARIANT_TYPE ("(suua(su))"));
      g_variant_builder_add (&builder, "s", group->value != NULL ? group->value : "");
      g_variant_builder_add (&builder, "u", group->rows);
      g_variant_builder_add (&builder, "u", group->open);
      g_variant_builder_open (&builder, G_VARIANT_TYPE ("a(su)"));
      for (guint k = 0; k < group->counts->len; k++)
        {
          const AgentCount *count = &g_array_index (group->counts, AgentCount, k);

          g_variant_builder_add (&builder, "(su)", count->value, count->n);
        }
      g_variant_builder_close (&builder);
      g_variant_builder_close (&builder);
    }
  return g_variant_new ("(ta(suua(su)))", agent_query_revision (shown->query).number, &builder);
}

static void
start (AgentSession *session,
       GDBusMethodInvocation *invocation,
       AgentCallLane lane,
       AgentCallFunc work)
{
  AgentCall *call = agent_call_new (session, invocation);
  AgentList *list = call != NULL ? agent_lists_find (call) : NULL;

  if (list == NULL)
    return;
  call->data = agent_shown_ref (list->shown);
  call->free_data = agent_shown_unref;
  agent_call_post (call, lane, work);
}

void
agent_window_start (AgentSession *session, GDBusMethodInvocation *invocation)
{
  start (session, invocation, AGENT_CALL_READER, window_work);
}

void
agent_window_start_ids (AgentSession *session, GDBusMethodInvocation *invocation)
{
  start (session, invocation, AGENT_CALL_SLOW, ids_work);
}

void
agent_window_start_groups (AgentSession *session, GDBusMethodInvocation *invocation)
{
  start (session, invocation, AGENT_CALL_READER, groups_work);
}
