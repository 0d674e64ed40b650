/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-row-json.h"

#include "shared/base/m77-time.h"

static void
add_name (GString *out, const char *name)
{
  if (out->len > 0 && out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  m77_json_write_string (out, name, -1);
  g_string_append_c (out, ':');
}

void
agent_json_add_text (GString *out, const char *name, const char *text)
{
  add_name (out, name);
  if (text == NULL)
    g_string_append (out, "null");
  else
    m77_json_write_string (out, text, -1);
}

void
agent_json_add_int (GString *out, const char *name, gint64 number)
{
  add_name (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
}

void
agent_json_add_bool (GString *out, const char *name, gboolean flag)
{
  add_name (out, name);
  g_string_append (out, flag ? "true" : "false");
}

void
agent_json_add_time (GString *out, const char *name, gint64 instant)
{
  g_autofree char *text = instant != M77_TIME_NONE ? m77_time_format (instant) : NULL;

  agent_json_add_text (out, name, text != NULL && *text != '\0' ? text : NULL);
}

void
agent_json_add_raw (GString *out, const char *name, const char *json)
{
  add_name (out, name);
  g_string_append (out, json != NULL && *json != '\0' ? json : "null");
}

char *
agent_row_key (const AgentRow *row, M77JsonPool *pool)
{
  const M77Json *doc;

  m77_json_pool_reset (pool);
  doc = row->doc != NULL ? m77_json_parse (pool, row->doc, -1, NULL) : NULL;
  return m77_record_key (m77_kind_find (row->kind), doc, row->id, row->local_number);
}

void
agent_row_write_json_as (const AgentRow *row, const char *key, GString *out)
{
  g_string_append_c (out, '{');
  agent_json_add_text (out, "kind", row->kind);
  agent_json_add_text (out, "id", row->id);
  agent_json_add_text (out, "key", key);
  agent_json_add_int (out, "version", row->version);
  agent_json_add_text (out, "state", row->state);
  agent_json_add_raw (out, "pending_action", row->pending_action);
  agent_json_add_time (out, "created_at", row->created_at);
  agent_json_add_time (out, "updated_at", row->updated_at);
  agent_json_add_text (out, "updated_by", row->updated_by);
  agent_json_add_int (out, "local_number", row->local_number);
  agent_json_add_raw (out, "doc", row->doc);
  g_string_append_c (out, '}');
}

void
agent_row_write_json (const AgentRow *row, M77JsonPool *pool, GString *out)
{
  g_autofree char *key = agent_row_key (row, pool);

  agent_row_write_json_as (row, key, out);
}
