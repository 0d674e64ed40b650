/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-row-json.h"

#include <string.h>

#include "shared/base/m77-append.h"
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

static void
append_time (GString *out, gint64 instant)
{
  gsize length = out->len;

  g_string_append_c (out, '"');
  if (m77_time_append (out, instant))
    {
      g_string_append_c (out, '"');
      return;
    }
  g_string_truncate (out, length);
  g_string_append (out, "null");
}

void
agent_json_add_time (GString *out, const char *name, gint64 instant)
{
  add_name (out, name);
  append_time (out, instant);
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

static void
append_text (GString *out, const char *text)
{
  if (text == NULL)
    g_string_append (out, "null");
  else
    m77_json_write_string (out, text, -1);
}

static void
append_number (GString *out, guint64 number)
{
  char digits[20];
  gsize at = sizeof digits;

  do
    {
      digits[--at] = (char) ('0' + number % 10);
      number /= 10;
    }
  while (number > 0);
  m77_append (out, digits + at, sizeof digits - at);
}

static void
append_raw (GString *out, const char *json)
{
  m77_append (out, json, strlen (json));
}

/* By hand: exports and lists write little else. */
void
agent_row_write_json_as (const AgentRow *row, const char *key, GString *out)
{
  M77_APPEND_LITERAL (out, "{\"kind\":");
  append_text (out, row->kind);
  M77_APPEND_LITERAL (out, ",\"id\":");
  append_text (out, row->id);
  M77_APPEND_LITERAL (out, ",\"key\":");
  append_text (out, key);
  M77_APPEND_LITERAL (out, ",\"version\":");
  append_number (out, (guint64) MAX (row->version, 0));
  M77_APPEND_LITERAL (out, ",\"state\":\"");
  append_raw (out, row->state);
  M77_APPEND_LITERAL (out, "\",\"pending_action\":");
  append_raw (out, row->pending_action != NULL ? row->pending_action : "null");
  M77_APPEND_LITERAL (out, ",\"created_at\":");
  append_time (out, row->created_at);
  M77_APPEND_LITERAL (out, ",\"updated_at\":");
  append_time (out, row->updated_at);
  M77_APPEND_LITERAL (out, ",\"updated_by\":");
  append_text (out, row->updated_by);
  M77_APPEND_LITERAL (out, ",\"local_number\":");
  append_number (out, row->local_number);
  M77_APPEND_LITERAL (out, ",\"doc\":");
  append_raw (out, row->doc != NULL ? row->doc : "null");
  g_string_append_c (out, '}');
}

void
agent_row_write_json (const AgentRow *row, M77JsonPool *pool, GString *out)
{
  g_autofree char *key = agent_row_key (row, pool);

  agent_row_write_json_as (row, key, out);
}
