/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-read.h"

#include <glib/gi18n.h>

#include "agent/service/agent-row-json.h"
#include "shared/base/m77-error.h"

#define COUNT_MOST  10000 /* of what a filter finds: more are not counted */
#define TITLES_MOST 200

typedef struct
{
  M77JsonPool *pool;
  GString *out;
  guint count, limit;
} Listed;

static gboolean
list_row_cb (const AgentRow *row, gpointer data, GError **error)
{
  Listed *listed = data;

  if (listed->count++ > 0)
    g_string_append_c (listed->out, ',');
  agent_row_write_json (row, listed->pool, listed->out);
  return listed->count < listed->limit && listed->out->len < AGENT_LIST_BYTES_MOST;
}

/* *total -1: they are too many to be counted while somebody waits. */
static gboolean
count_total (const AgentDesk *desk,
             AgentQuery *query,
             const AgentListing *listing,
             gint64 *total,
             GError **error)
{
  gboolean is_whole = *listing->filter == '\0';
  gint64 cap = is_whole ? 0 : COUNT_MOST + 1;

  *total = -1;
  if (*listing->after != '\0')
    return TRUE;
  if (!agent_query_count (
          query, desk->reader, desk->search, agent_desk_now (desk), cap, total, error))
    return FALSE;
  if (!is_whole && *total > COUNT_MOST)
    *total = -1;
  return TRUE;
}

gboolean
agent_read_list (const AgentDesk *desk,
                 const AgentListing *listing,
                 GString *rows,
                 gint64 *total,
                 char **next,
                 GError **error)
{
  M77FilterContext context = agent_desk_context (desk);
  const char *after = *listing->after != '\0' ? listing->after : NULL;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (AgentQuery)
      query = agent_query_new (listing->kind, listing->filter, listing->sort, &context, error);
  Listed listed = { pool, rows, 0, listing->limit };

  *next = NULL;
  if (listed.limit == 0 || listed.limit > AGENT_LIST_MOST)
    listed.limit = AGENT_LIST_MOST;
  if (query == NULL || !count_total (desk, query, listing, total, error))
    return FALSE;
  g_string_append_c (rows, '[');
  if (!agent_query_each (
          query, desk->reader, desk->search, context.now, after, list_row_cb, &listed, next, error))
    return FALSE;
  g_string_append_c (rows, ']');
  if (*total == listed.count)
    g_clear_pointer (next, g_free);
  return TRUE;
}

GArray *
agent_read_groups (const AgentDesk *desk,
                   AgentQuery *query,
                   const char *kind,
                   const char *field,
                   guint limit,
                   GError **error)
{
  const M77Kind *of = agent_desk_kind (kind, error);
  const M77Field *by = of != NULL ? m77_kind_field (of, field) : NULL;

  if (by != NULL)
    return agent_query_groups (query,
                               desk->reader,
                               desk->search,
                               agent_desk_now (desk),
                               by,
                               limit,
                               error);
  if (of != NULL)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_INVALID,
                 /* Translators: a kind of record, then what the person typed */
                 _ ("A %s has no field “%s”."),
                 g_dgettext (GETTEXT_PACKAGE, of->label),
                 field);
  return NULL;
}

static void
add_title (GVariantBuilder *titles, const AgentRow *row, M77JsonPool *pool)
{
  const M77Kind *kind = m77_kind_find (row->kind);
  g_autofree char *key = agent_row_key (row, pool);
  g_autofree char *title = NULL;
  const M77Json *doc;
  const char *state;

  m77_json_pool_reset (pool);
  doc = m77_json_parse (pool, row->doc, -1, NULL);
  title = m77_record_title (kind, doc, row->id);
  state = kind != NULL ? m77_record_state (kind, doc) : NULL;
  g_variant_builder_add (titles,
                         "(sssss)",
                         row->kind,
                         row->id,
                         key,
                         title,
                         state != NULL ? state : "");
}

GVariant *
agent_read_titles (const AgentDesk *desk, const char *typed, guint limit, GError **error)
{
  guint most = limit == 0 ? TITLES_MOST : MIN (limit, TITLES_MOST);
  g_autoptr (GArray) rows = agent_search_titles (desk->search, typed, most, error);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  GVariantBuilder titles;

  if (rows == NULL)
    return NULL;
  g_variant_builder_init (&titles, G_VARIANT_TYPE ("a(sssss)"));
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (AgentRow)
          row = agent_cache_row (desk->reader, g_array_index (rows, gint64, i), NULL);

      /* The index is behind: what it knows may have gone since. */
      if (row != NULL && !row->deleted)
        add_title (&titles, row, pool);
    }
  return g_variant_builder_end (&titles);
}

/* Kinds this version does not know are still shown. */
static AgentRow *
find_any (const AgentDesk *desk, const char *kind, const char *id, GError **error)
{
  const M77Kind *known = m77_kind_find (kind);
  g_autoptr (AgentRow) row = NULL;

  if (known != NULL)
    return agent_desk_find (desk, known, id, error);
  row = agent_cache_find (desk->reader, kind, id, NULL);
  if (row != NULL && !row->deleted)
    return g_steal_pointer (&row);
  agent_desk_kind (kind, error);
  return NULL;
}

gboolean
agent_read_record (const AgentDesk *desk,
                   const char *kind,
                   const char *id,
                   GString *out,
                   GError **error)
{
  g_autoptr (M77JsonPool) pool = NULL;
  g_autoptr (AgentRow) row = find_any (desk, kind, id, error);

  if (row == NULL)
    return FALSE;
  pool = m77_json_pool_new ();
  agent_row_write_json (row, pool, out);
  return TRUE;
}
