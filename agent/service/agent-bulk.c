/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-bulk.h"

#include <glib/gi18n.h>

#include "agent/service/agent-edit.h"
#include "shared/base/m77-error.h"

typedef struct
{
  AgentBulkFunc func;
  gpointer data;
  GPtrArray *operations;
  gboolean strict; /* of ids: none may have gone */
  guint found;
} Bulk;

static gboolean
row_cb (const AgentRow *row, gpointer data, GError **error)
{
  Bulk *bulk = data;
  AgentOperation *operation = NULL;

  if (++bulk->found > AGENT_BULK_MOST || !bulk->func (row, bulk->data, &operation, error))
    return FALSE;
  if (operation != NULL)
    g_ptr_array_add (bulk->operations, operation);
  return TRUE;
}

static gboolean
check_count (guint found, gint64 expect, GError **error)
{
  if (found > AGENT_BULK_MOST)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_TOO_LARGE,
                   _ ("These are more than %d records; narrow the filter."),
                   AGENT_BULK_MOST);
      return FALSE;
    }
  if (expect < 0 || expect == found)
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_COUNT_CHANGED,
               _ ("The filter finds %u now, not %" G_GINT64_FORMAT "; look at them again."),
               found,
               expect);
  return FALSE;
}

/* Every row once. */
static gboolean
each (AgentDesk *desk,
      const M77Kind *kind,
      const char *filter,
      const char *const *ids,
      Bulk *bulk,
      GError **error)
{
  M77FilterContext context = agent_desk_context (desk);
  g_autoptr (GHashTable) seen = NULL;
  g_autoptr (AgentQuery) query = NULL;

  if (ids == NULL)
    {
      query = agent_query_new (kind->name, filter, NULL, &context, error);
      return query != NULL && agent_query_each (query,
                                                desk->reader,
                                                desk->search,
                                                context.now,
                                                NULL,
                                                row_cb,
                                                bulk,
                                                NULL,
                                                error);
    }
  seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (AgentRow) row = NULL;
      g_autoptr (GError) local = NULL;

      if (!g_hash_table_add (seen, (gpointer) ids[i]))
        continue;
      row = agent_desk_find (desk, kind, ids[i], &local);
      if (row == NULL && !bulk->strict && g_error_matches (local, M77_ERROR, M77_ERROR_NOT_FOUND))
        {
          bulk->found++;
          continue;
        }
      if (row == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!row_cb (row, bulk, error) && bulk->found <= AGENT_BULK_MOST)
        return FALSE;
      if (bulk->found > AGENT_BULK_MOST)
        break;
    }
  return TRUE;
}

static gboolean
run (AgentDesk *desk,
     const M77Kind *kind,
     const char *filter,
     const char *const *ids,
     gboolean strict,
     gint64 expect,
     AgentBulkFunc func,
     gpointer data,
     gint64 *seq,
     guint *count,
     GError **error)
{
  g_autoptr (GPtrArray)
      operations = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  Bulk bulk = { func, data, operations, strict, 0 };

  if (!each (desk, kind, filter, ids, &bulk, error) || !check_count (bulk.found, expect, error))
    return FALSE;
  *count = operations->len;
  return agent_edit_add_group (desk, operations, seq, error);
}

gboolean
agent_bulk_run (AgentDesk *desk,
                const M77Kind *kind,
                const char *filter,
                gint64 expect,
                AgentBulkFunc func,
                gpointer data,
                gint64 *seq,
                guint *count,
                GError **error)
{
  return run (desk, kind, filter, NULL, TRUE, expect, func, data, seq, count, error);
}

gboolean
agent_bulk_run_ids (AgentDesk *desk,
                    const M77Kind *kind,
                    const char *const *ids,
                    gboolean strict,
                    AgentBulkFunc func,
                    gpointer data,
                    gint64 *seq,
                    guint *count,
                    GError **error)
{
  return run (desk, kind, NULL, ids, strict, -1, func, data, seq, count, error);
}

gboolean
agent_bulk_look (AgentDesk *desk,
                 const M77Kind *kind,
                 const char *filter,
                 const char *const *ids,
                 AgentBulkFunc func,
                 gpointer data,
                 guint *found,
                 GError **error)
{
  g_autoptr (GPtrArray)
      operations = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  Bulk bulk = { func, data, operations, FALSE, 0 };

  if (!each (desk, kind, filter, ids, &bulk, error) || !check_count (bulk.found, -1, error))
    return FALSE;
  *found = bulk.found;
  return TRUE;
}
