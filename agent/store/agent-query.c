/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-query"

#include "config.h"

#include "agent/store/agent-query-private.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"

static gboolean
read_kind (AgentQuery *self, const char *kind, GError **error)
{
  if (kind == NULL || *kind == '\0')
    return TRUE;
  self->kind = m77_kind_find (kind);
  if (self->kind == NULL)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_UNKNOWN_KIND,
                   _ ("There is no kind “%s”; m77 list --help names them."),
                   kind);
      return FALSE;
    }
  self->table = agent_cache_schema_find (self->kind->name);
  return TRUE;
}

static gboolean
read_sort (AgentQuery *self, const char *sort, const M77Predicate *predicate, GError **error)
{
  gboolean is_own = sort == NULL || *sort == '\0';

  if (is_own)
    {
      self->newest_first = self->kind == NULL || m77_predicate_has_words (predicate);
      sort = self->newest_first || self->kind->sort == NULL ? "" : self->kind->sort;
    }
  self->sorts = m77_sort_parse (sort, self->kind, error);
  return self->sorts != NULL;
}

AgentQuery *
agent_query_new (const char *kind,
                 const char *filter,
                 const char *sort,
                 const M77FilterContext *context,
                 GError **error)
{
  g_autoptr (AgentQuery) self = g_new0 (AgentQuery, 1);
  g_autoptr (M77Predicate) predicate = NULL;

  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->filter = g_strdup (filter != NULL ? filter : "");
  self->me = g_strdup (context->me);
  if (context->zone != NULL)
    self->zone = g_time_zone_ref (context->zone);
  if (!read_kind (self, kind, error))
    return NULL;
  predicate = m77_filter_parse (self->filter, self->kind, context, NULL, error);
  if (predicate == NULL || !read_sort (self, sort, predicate, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
agent_query_free (AgentQuery *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
  g_clear_pointer (&self->sorts, g_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_strfreev (self->fields);
  g_free (self->filter);
  g_free (self->me);
  g_free (self);
}

AgentQuery *
agent_query_copy (const AgentQuery *self)
{
  AgentQuery *copy = g_new (AgentQuery, 1);

  *copy = *self;
  copy->filter = g_strdup (self->filter);
  copy->me = g_strdup (self->me);
  copy->zone = self->zone != NULL ? g_time_zone_ref (self->zone) : NULL;
  copy->sorts = g_array_ref (self->sorts);
  copy->fields = g_strdupv (self->fields);
  copy->rows = g_array_ref (self->rows);
  copy->groups = self->groups != NULL ? g_array_ref (self->groups) : NULL;
  return copy;
}

void
agent_query_set_fields (AgentQuery *self, const char *const *fields)
{
  g_strfreev (self->fields);
  self->fields = fields != NULL && fields[0] != NULL ? g_strdupv ((char **) fields) : NULL;
}

guint
agent_query_size (const AgentQuery *self)
{
  return self->rows->len;
}

AgentTotal
agent_query_total (const AgentQuery *self)
{
  return self->total;
}

AgentRevision
agent_query_revision (const AgentQuery *self)
{
  return self->revision;
}

gboolean
agent_query_concerns (const AgentQuery *self, const char *const *kinds)
{
  return self->kind == NULL || g_strv_contains (kinds, self->kind->name);
}

gint
agent_query_position (const AgentQuery *self, gint64 rowid)
{
  const guint32 *rows = (const guint32 *) self->rows->data;

  for (guint i = 0; i < self->rows->len; i++)
    if (rows[i] == rowid)
      return (gint) i;
  return -1;
}

gboolean
agent_query_snapshot (AgentCache *reader, gboolean *begun, GError **error)
{
  *begun = sqlite3_get_autocommit (agent_db_handle (reader->db)) != 0;
  return !*begun || agent_db_exec (reader->db, "BEGIN", error);
}

void
agent_query_leave (AgentCache *reader, gboolean begun)
{
  agent_cache_note_damage (reader);
  if (begun)
    agent_db_rollback (reader->db);
}

static gboolean
fill (AgentQuery *self,
      AgentCache *reader,
      AgentSearch *search,
      gint64 now,
      guint limit,
      GArray *rows,
      GArray **groups,
      GError **error)
{
  g_auto (AgentQueryCursor) cursor = { 0 };
  gint64 row = 0;

  /* One more than asked for tells whether that is all. */
  if (!agent_query_cursor_open (
          &cursor, self, reader, search, now, NULL, limit > 0 ? limit + 1 : 0, FALSE, error))
    return FALSE;
  self->total = AGENT_TOTAL_EXACT;
  if (self->group != NULL)
    return agent_query_grouped_fill (&cursor, limit, rows, groups, error);
  for (;;)
    {
      guint32 short_row;

      if (!agent_query_cursor_next (&cursor, &row, error))
        return FALSE;
      if (row == 0)
        return TRUE;
      if (limit > 0 && rows->len == limit)
        {
          self->total = AGENT_TOTAL_AT_LEAST;
          return TRUE;
        }
      short_row = (guint32) row;
      g_array_append_val (rows, short_row);
    }
}

gboolean
agent_query_run (AgentQuery *self,
                 AgentCache *reader,
                 AgentSearch *search,
                 gint64 now,
                 guint limit,
                 GArray **splices,
                 GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) groups = NULL;
  AgentTotal total = self->total;
  AgentRevision revision;
  gboolean begun, ok;

  if (!agent_query_snapshot (reader, &begun, error))
    return FALSE;
  ok = agent_cache_revision (reader, &revision, error) &&
       fill (self, reader, search, now, limit, rows, &groups, error);
  agent_query_leave (reader, begun);
  if (!ok)
    {
      self->total = total;
      return FALSE;
    }
  if (splices != NULL)
    *splices = agent_query_splices (self->rows, rows);
  g_array_unref (self->rows);
  self->rows = g_steal_pointer (&rows);
  g_clear_pointer (&self->groups, g_array_unref);
  self->groups = g_steal_pointer (&groups);
  self->revision = revision;
  return TRUE;
}
