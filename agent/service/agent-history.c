/* What was done to a record: operations made here, and what the platform's audit tells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-operation-json.h"
#include "agent/service/agent-read.h"
#include "agent/service/agent-row-json.h"
#include "agent/service/agent-story.h"
#include "shared/base/m77-time.h"

#define HISTORY_MOST 1000

typedef struct
{
  gint64 at;
  char *json;
} Entry;

static void
clear_entry (gpointer data)
{
  g_free (((Entry *) data)->json);
}

static gint
newest_first (gconstpointer a, gconstpointer b)
{
  gint64 left = ((const Entry *) a)->at, right = ((const Entry *) b)->at;

  return (left < right) - (left > right);
}

static gboolean
add_operations (const AgentDesk *desk, const AgentRow *row, guint limit, GArray *to, GError **error)
{
  g_autoptr (GPtrArray)
      operations = agent_journal_history (desk->journal, row->kind, row->id, limit, error);

  for (guint i = 0; operations != NULL && i < operations->len; i++)
    {
      const AgentOperation *operation = operations->pdata[i];
      g_autoptr (GString) json = g_string_new (NULL);
      Entry entry = { .at = operation->made_at };

      if (!agent_operation_write_json (desk, operation, json, error))
        return FALSE;
      g_string_truncate (json, json->len - 1);
      g_string_append (json, ",\"events\":");
      if (!agent_story_write (desk, operation, json, error))
        return FALSE;
      g_string_append_c (json, '}');
      entry.json = g_string_free (g_steal_pointer (&json), FALSE);
      g_array_append_val (to, entry);
    }
  return operations != NULL;
}

typedef struct
{
  M77JsonPool *pool;
  GArray *entries;
  guint count, limit;
} Told;

static gboolean
audit_row_cb (const AgentRow *row, gpointer data, GError **error)
{
  Told *told = data;
  g_autoptr (GString) json = g_string_new (NULL);
  const M77Json *doc;
  const char *at;
  Entry entry;

  agent_row_write_json (row, told->pool, json);
  m77_json_pool_reset (told->pool);
  doc = m77_json_parse (told->pool, row->doc, -1, NULL);
  at = m77_json_get_string (doc, "at");
  entry.at = at != NULL ? m77_time_parse (at) : row->created_at;
  entry.json = g_string_free (g_steal_pointer (&json), FALSE);
  g_array_append_val (told->entries, entry);
  return ++told->count < told->limit;
}

static gboolean
add_audit (const AgentDesk *desk, const AgentRow *row, guint limit, GArray *to, GError **error)
{
  M77FilterContext context = agent_desk_context (desk);
  g_autofree char *filter = g_strdup_printf ("subject:%s", row->id);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentQuery) query = agent_query_new ("audit", filter, NULL, &context, error);
  Told told = { pool, to, 0, limit };

  return query != NULL && agent_query_each (query,
                                            desk->reader,
                                            desk->search,
                                            context.now,
                                            NULL,
                                            audit_row_cb,
                                            &told,
                                            NULL,
                                            error);
}

gboolean
agent_read_history (const AgentDesk *desk,
                    const char *kind,
                    const char *id,
                    guint limit,
                    GString *out,
                    GError **error)
{
  const M77Kind *known = m77_kind_find (kind);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (AgentRow) row = NULL;

  g_array_set_clear_func (entries, clear_entry);
  if (limit == 0 || limit > HISTORY_MOST)
    limit = HISTORY_MOST;
  /* Of a deleted record, too. */
  row = agent_cache_find (desk->reader, known != NULL ? known->name : kind, id, error);
  if (row == NULL || !add_operations (desk, row, limit, entries, error) ||
      !add_audit (desk, row, limit, entries, error))
    return FALSE;
  g_array_sort (entries, newest_first);
  g_string_append_c (out, '[');
  for (guint i = 0; i < MIN (entries->len, limit); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", g_array_index (entries, Entry, i).json);
  g_string_append_c (out, ']');
  return TRUE;
}
