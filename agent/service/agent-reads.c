/* List, Count, Groups, Titles, Record, History and Export.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include <glib/gstdio.h>

#include "agent/jobs/agent-export.h"
#include "agent/service/agent-call.h"
#include "agent/service/agent-read.h"
#include "shared/base/m77-error.h"

#define LIST_QUICK 1000 /* rows that people wait for; more are left to the slow lane */

static GVariant *
list_work (AgentCall *call, GError **error)
{
  AgentListing listing;
  guint64 least;
  g_autofree char *next = NULL;
  g_autoptr (GString) rows = g_string_new (NULL);
  gint64 total;

  g_variant_get (call->parameters,
                 "(&s&s&su&st)",
                 &listing.kind,
                 &listing.filter,
                 &listing.sort,
                 &listing.limit,
                 &listing.after,
                 &least);
  agent_store_settle (call->desk.store, least);
  if (!agent_read_list (&call->desk, &listing, rows, &total, &next, error))
    return NULL;
  return g_variant_new ("(sxs)", rows->str, total, next != NULL ? next : "");
}

static void
start_list (AgentSession *session, GDBusMethodInvocation *invocation)
{
  AgentCall *call = agent_call_new (session, invocation);
  guint limit;

  if (call == NULL)
    return;
  g_variant_get_child (call->parameters, 3, "u", &limit);
  agent_call_post (call, limit > LIST_QUICK ? AGENT_CALL_SLOW : AGENT_CALL_READER, list_work);
}

static GVariant *
count_work (AgentCall *call, GError **error)
{
  M77FilterContext context = agent_desk_context (&call->desk);
  const char *kind, *filter;
  gint64 cap, count;
  g_autoptr (AgentQuery) query = NULL;

  g_variant_get (call->parameters, "(&s&sx)", &kind, &filter, &cap);
  query = agent_query_new (kind, filter, NULL, &context, error);
  if (query == NULL || !agent_query_count (query,
                                           call->desk.reader,
                                           call->desk.search,
                                           context.now,
                                           MAX (cap, 0),
                                           &count,
                                           error))
    return NULL;
  return g_variant_new ("(x)", count);
}

static GVariant *
groups_work (AgentCall *call, GError **error)
{
  M77FilterContext context = agent_desk_context (&call->desk);
  const char *kind, *filter, *field;
  guint limit;
  g_autoptr (AgentQuery) query = NULL;
  g_autoptr (GArray) groups = NULL;
  GVariantBuilder answer;

  g_variant_get (call->parameters, "(&s&s&su)", &kind, &filter, &field, &limit);
  query = agent_query_new (kind, filter, NULL, &context, error);
  if (query == NULL)
    return NULL;
  groups = agent_read_groups (&call->desk, query, kind, field, limit, error);
  if (groups == NULL)
    return NULL;
  g_variant_builder_init (&answer, G_VARIANT_TYPE ("a(sx)"));
  for (guint i = 0; i < groups->len; i++)
    {
      const AgentGroup *group = &g_array_index (groups, AgentGroup, i);

      g_variant_builder_add (&answer,
                             "(sx)",
                             group->value != NULL ? group->value : "",
                             group->count);
    }
  return g_variant_new ("(a(sx))", &answer);
}

static GVariant *
titles_work (AgentCall *call, GError **error)
{
  const char *typed;
  guint limit;
  GVariant *titles;

  g_variant_get (call->parameters, "(&su)", &typed, &limit);
  titles = agent_read_titles (&call->desk, typed, limit, error);
  return titles != NULL ? g_variant_new ("(@a(sssss))", titles) : NULL;
}

static GVariant *
record_work (AgentCall *call, GError **error)
{
  const char *kind, *id;
  guint64 least;
  g_autoptr (GString) out = g_string_new (NULL);

  g_variant_get (call->parameters, "(&s&st)", &kind, &id, &least);
  agent_store_settle (call->desk.store, least);
  if (!agent_read_record (&call->desk, kind, id, out, error))
    return NULL;
  return g_variant_new ("(s)", out->str);
}

static GVariant *
history_work (AgentCall *call, GError **error)
{
  const char *kind, *id;
  guint limit;
  g_autoptr (GString) out = g_string_new (NULL);

  g_variant_get (call->parameters, "(&s&su)", &kind, &id, &limit);
  if (!agent_read_history (&call->desk, kind, id, limit, out, error))
    return NULL;
  return g_variant_new ("(s)", out->str);
}

static GVariant *
export_work (AgentCall *call, GError **error)
{
  AgentExport job = { 0 };
  g_auto (GStrv) columns = NULL;
  gint32 handle;
  gint64 rows;

  g_variant_get (call->parameters,
                 "(&s&s&s&s^asbh)",
                 &job.kind,
                 &job.filter,
                 &job.sort,
                 &job.format,
                 &columns,
                 &job.raw_pii,
                 &handle);
  job.columns = (const char *const *) columns;
  job.me = call->member;
  job.zone = call->desk.zone;
  job.output = agent_call_take_fd (call, handle, error);
  if (job.output < 0)
    return NULL;
  rows = agent_export_files (&job, call->directory, call->now, error);
  g_close (job.output, NULL);
  return rows >= 0 ? g_variant_new ("(x)", rows) : NULL;
}

static const AgentMethod methods[] = {
  { .signal = "handle-list", .start = start_list },
  { "handle-count", AGENT_CALL_SLOW, count_work },
  { "handle-groups", AGENT_CALL_SLOW, groups_work },
  { "handle-titles", AGENT_CALL_READER, titles_work },
  { "handle-record", AGENT_CALL_READER, record_work },
  { "handle-history", AGENT_CALL_READER, history_work },
  { "handle-export", AGENT_CALL_THREAD, export_work },
  { NULL },
};

void
agent_reads_connect (AgentSession *self)
{
  agent_call_connect (self, methods);
}
