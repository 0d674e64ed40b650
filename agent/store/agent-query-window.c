/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-query"

#include "config.h"

#include "agent/store/agent-cache-row.h"
#include "agent/store/agent-query-private.h"

/* The members a list shows, in the order it named them. */
static char *
cut_document (const AgentQuery *self, M77JsonPool *pool, const char *text)
{
  const M77Json *doc;
  g_autoptr (GString) cut = NULL;

  m77_json_pool_reset (pool);
  doc = m77_json_parse (pool, text, -1, NULL);
  if (!m77_json_is (doc, M77_JSON_OBJECT))
    return g_strdup (text);
  cut = g_string_sized_new (256);
  for (guint i = 0; self->fields[i] != NULL; i++)
    {
      const M77Json *value = m77_json_get (doc, self->fields[i]);

      if (value == NULL)
        continue;
      g_string_append_c (cut, cut->len == 0 ? '{' : ',');
      m77_json_write_string (cut, self->fields[i], -1);
      g_string_append_c (cut, ':');
      m77_json_write (value, cut);
    }
  g_string_append (cut, cut->len == 0 ? "{}" : "}");
  return g_string_free (g_steal_pointer (&cut), FALSE);
}

static AgentRow *
take_row (const AgentQuery *self, AgentCache *reader, AgentRow *borrowed)
{
  g_autofree char *cut = NULL;

  borrowed->base_doc = NULL;
  if (self->fields != NULL && borrowed->doc != NULL)
    borrowed->doc = cut = cut_document (self, reader->pool, borrowed->doc);
  return agent_row_copy (borrowed);
}

static gboolean
read_rows (const AgentQuery *self,
           AgentCache *reader,
           guint offset,
           guint end,
           GPtrArray *rows,
           GError **error)
{
  g_autoptr (AgentDbKept) query = agent_cache_row_statement (reader, error);

  if (query == NULL)
    return FALSE;
  for (guint i = offset; i < end; i++)
    {
      AgentRow row;

      if (!agent_cache_borrow_row (reader,
                                   query,
                                   g_array_index (self->rows, guint32, i),
                                   &row,
                                   error))
        return FALSE;
      g_ptr_array_add (rows, take_row (self, reader, &row));
    }
  return TRUE;
}

GPtrArray *
agent_query_window (AgentQuery *self, AgentCache *reader, guint offset, guint n, GError **error)
{
  guint size = self->rows->len;
  guint start = MIN (offset, size), end = start + MIN (n, size - start);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (end - start, (GDestroyNotify) agent_row_free);
  gboolean begun, ok;

  if (!agent_query_snapshot (reader, &begun, error))
    return NULL;
  ok = read_rows (self, reader, start, end, rows, error);
  agent_query_leave (reader, begun);
  return ok ? g_steal_pointer (&rows) : NULL;
}
