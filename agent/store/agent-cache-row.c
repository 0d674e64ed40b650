/* Reading one row, and finding it by what people call it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-cache"

#include "config.h"

#include "agent/store/agent-cache-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

#define CANDIDATES_LISTED 5
#define LEAST_SUFFIX      4     /* characters of an id's end that may stand for it */
#define FEW_ROWS          50000 /* of a kind */

void
agent_row_free (AgentRow *row)
{
  if (row == NULL)
    return;
  g_free (row->kind);
  g_free (row->id);
  g_free (row->updated_by);
  g_free (row->doc);
  g_free (row->base_doc);
  g_free (row->pending_action);
  g_free (row);
}

sqlite3_stmt *
agent_cache_row_statement (AgentCache *self, GError **error)
{
  static const char *const sql = "SELECT " AGENT_CACHE_ROW_COLUMNS
                                 " FROM record AS r LEFT JOIN overlay AS o"
                                 " ON o.row = r.row WHERE r.row = ?";

  return agent_db_keep (self->db, sql, error);
}

static char *
column_text (sqlite3_stmt *query, int column)
{
  return (char *) sqlite3_column_text (query, column);
}

gboolean
agent_cache_fill_row (AgentCache *self,
                      sqlite3_stmt *query,
                      int first,
                      gint64 rowid,
                      AgentRow *row,
                      GError **error)
{
  AgentKindCode *kind = agent_cache_kind_of_code (self, sqlite3_column_int64 (query, first), error);

  if (kind == NULL)
    return FALSE;
  *row = (AgentRow){ .rowid = rowid,
                     .kind = kind->name,
                     .id = column_text (query, first + 1),
                     .version = sqlite3_column_int64 (query, first + 2),
                     .created_at = agent_cache_column_time (query, first + 3),
                     .updated_at = agent_cache_column_time (query, first + 4),
                     .updated_by = column_text (query, first + 5),
                     .gone = sqlite3_column_int (query, first + 6) != 0,
                     .doc = column_text (query, first + 7),
                     .base_doc = column_text (query, first + 12),
                     .state = agent_row_state_name (sqlite3_column_int (query, first + 8)),
                     .pending_action = column_text (query, first + 9),
                     .local_number = (guint) sqlite3_column_int64 (query, first + 10) };
  row->deleted = row->gone || sqlite3_column_int (query, first + 11) != 0;
  if (row->doc == NULL)
    row->doc = row->base_doc;
  return TRUE;
}

gboolean
agent_cache_borrow_row (AgentCache *self,
                        sqlite3_stmt *query,
                        gint64 rowid,
                        AgentRow *row,
                        GError **error)
{
  gboolean found;

  *row = (AgentRow){ .rowid = rowid,
                     .kind = (char *) "",
                     .id = (char *) "",
                     .created_at = M77_TIME_NONE,
                     .updated_at = M77_TIME_NONE,
                     .deleted = TRUE,
                     .state = agent_row_state_name (AGENT_ROW_CLEAN) };
  sqlite3_reset (query);
  sqlite3_bind_int64 (query, 1, rowid);
  if (!agent_db_next (self->db, query, &found, error))
    return FALSE;
  return !found || agent_cache_fill_row (self, query, 0, rowid, row, error);
}

AgentRow *
agent_row_copy (const AgentRow *row)
{
  AgentRow *copy = g_new (AgentRow, 1);

  *copy = *row;
  copy->kind = g_strdup (row->kind);
  copy->id = g_strdup (row->id);
  copy->updated_by = g_strdup (row->updated_by);
  copy->doc = g_strdup (row->doc);
  copy->base_doc = g_strdup (row->base_doc);
  copy->pending_action = g_strdup (row->pending_action);
  return copy;
}

AgentRow *
agent_cache_row (AgentCache *self, gint64 rowid, GError **error)
{
  g_autoptr (AgentDbKept) query = agent_cache_row_statement (self, error);
  AgentRow row;

  if (query == NULL || !agent_cache_borrow_row (self, query, rowid, &row, error))
    return NULL;
  if (row.doc == NULL)
    {
      g_set_error_literal (error, M77_ERROR, M77_ERROR_NOT_FOUND, _ ("This record is gone."));
      return NULL;
    }
  return agent_row_copy (&row);
}

/* Runs a query whose first column is rowids, with a text, or a number where text is NULL. */
static gboolean
add_rows (AgentCache *self,
          GArray *rows,
          sqlite3_stmt *query,
          const char *text,
          gint64 number,
          gint64 kind,
          GError **error)
{
  gboolean have_row = TRUE;

  if (query == NULL)
    return FALSE;
  if (text != NULL)
    sqlite3_bind_text (query, 1, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_int64 (query, 1, number);
  if (sqlite3_bind_parameter_count (query) > 1)
    sqlite3_bind_int64 (query, 2, kind);
  while (have_row)
    {
      gint64 row;

      if (!agent_db_next (self->db, query, &have_row, error))
        return FALSE;
      row = sqlite3_column_int64 (query, 0);
      if (have_row)
        g_array_append_val (rows, row);
    }
  return TRUE;
}

/* "INC-2041" or "2041". */
static gboolean
read_number (const M77Kind *kind, const char *text, gint64 *number)
{
  gsize length = kind->number_prefix != NULL ? strlen (kind->number_prefix) : 0;

  if (length > 0 && g_ascii_strncasecmp (text, kind->number_prefix, length) == 0 &&
      text[length] == '-')
    text += length + 1;
  return g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL);
}

/* "new-cart@production": of the rows found by the part before the @, those with that key. */
static gboolean
keep_scope (AgentCache *self, const M77Kind *kind, const char *id, GArray *rows, GError **error)
{
  guint kept = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      gint64 rowid = g_array_index (rows, gint64, i);
      g_autoptr (AgentRow) row = agent_cache_row (self, rowid, error);
      g_autofree char *key = NULL;

      if (row == NULL)
        return FALSE;
      m77_json_pool_reset (self->pool);
      key = m77_record_key (kind, m77_json_parse (self->pool, row->doc, -1, NULL), row->id, 0);
      if (g_ascii_strcasecmp (key, id) == 0)
        g_array_index (rows, gint64, kept++) = rowid;
    }
  g_array_set_size (rows, kept);
  return TRUE;
}

static gboolean
find_by_key (AgentCache *self,
             const AgentKindCode *kind,
             const char *id,
             GArray *rows,
             GError **error)
{
  const AgentKindTable *table = kind->table;
  g_autofree char *sql = NULL;
  g_autofree char *folded = g_utf8_casefold (*id == '@' ? id + 1 : id, -1);
  g_autoptr (sqlite3_stmt) query = NULL;
  char *scope = table->kind->key_scope != NULL ? strrchr (folded, '@') : NULL;
  gboolean is_number;
  gint64 number = 0;

  if (table->key_field == NULL || table->key_field->column == 0)
    return TRUE;
  is_number = table->key_field->field->type == M77_TYPE_INTEGER;
  if (is_number && !read_number (table->kind, id, &number))
    return TRUE;
  if (scope != NULL)
    *scope = '\0';
  sql = g_strdup_printf ("SELECT row FROM %s WHERE f_%s = ?", table->table, table->kind->key_field);
  query = agent_db_prepare (self->db, sql, error);
  if (!add_rows (self, rows, query, is_number ? NULL : folded, number, 0, error))
    return FALSE;
  return scope == NULL || keep_scope (self, table->kind, id, rows, error);
}

static gboolean
find_by_local_number (AgentCache *self,
                      const AgentKindCode *kind,
                      const char *id,
                      GArray *rows,
                      GError **error)
{
  static const char *const sql = "SELECT row FROM overlay WHERE local_number = ? AND kind = ?";
  gint64 number;

  if (*id != '~' || !g_ascii_string_to_signed (id + 1, 10, 1, G_MAXINT64, &number, NULL))
    return TRUE;
  return add_rows (self,
                   rows,
                   agent_db_keep (self->db, sql, error),
                   NULL,
                   number,
                   kind->code,
                   error);
}

/* An id's end has no index: of a kind with few rows its own table is walked, else all ids. */
static gboolean
find_by_end (AgentCache *self,
             const AgentKindCode *kind,
             const char *end,
             GArray *rows,
             GError **error)
{
  static const char
      *const all_sql = "SELECT row FROM record WHERE id LIKE '%' || ? AND kind = ? LIMIT 20";
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) query = NULL;
  gint64 count;

  if (!agent_cache_count (self, kind->name, &count, error))
    return FALSE;
  if (count > FEW_ROWS || kind->table == NULL)
    return add_rows (self,
                     rows,
                     agent_db_keep (self->db, all_sql, error),
                     end,
                     0,
                     kind->code,
                     error);
  sql = g_strdup_printf ("SELECT k.row FROM %s AS k CROSS JOIN record AS r ON r.row = k.row"
                         " WHERE r.id LIKE '%%' || ? LIMIT 20",
                         kind->table->table);
  query = agent_db_prepare (self->db, sql, error);
  return add_rows (self, rows, query, end, 0, kind->code, error);
}

static gboolean
find_by_id (AgentCache *self,
            const AgentKindCode *kind,
            const char *id,
            GArray *rows,
            GError **error)
{
  static const char *const whole_sql = "SELECT row FROM record WHERE id = ? AND kind = ?";
  g_autofree char *lower = NULL;

  if (!add_rows (self, rows, agent_db_keep (self->db, whole_sql, error), id, 0, kind->code, error))
    return FALSE;
  lower = g_ascii_strdown (id, -1);
  if (rows->len > 0 || strlen (id) < LEAST_SUFFIX ||
      strspn (lower, "0123456789abcdef-") != strlen (lower))
    return TRUE;
  return find_by_end (self, kind, lower, rows, error);
}

static void
set_ambiguous (AgentCache *self, const M77Kind *kind, const char *id, GArray *rows, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (rows->len, CANDIDATES_LISTED); i++)
    {
      g_autoptr (AgentRow) row = agent_cache_row (self, g_array_index (rows, gint64, i), NULL);
      const M77Json *doc;
      g_autofree char *key = NULL;
      g_autofree char *title = NULL;

      if (row == NULL)
        continue;
      m77_json_pool_reset (self->pool);
      doc = m77_json_parse (self->pool, row->doc, -1, NULL);
      key = m77_record_key (kind, doc, row->id, row->local_number);
      title = m77_record_title (kind, doc, row->id);
      g_string_append_printf (list,
                              "%s%s (%s, %s)",
                              list->len > 0 ? ", " : "",
                              key,
                              row->id,
                              title);
    }
  if (rows->len > CANDIDATES_LISTED)
    g_string_append (list, ", …");
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_AMBIGUOUS,
               _ ("“%s” could be any of these; say which by its id: %s"),
               id,
               list->str);
}

static void
set_not_found (const char *kind, const char *id, GError **error)
{
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_NOT_FOUND,
               /* Translators: a kind of record, then what the person called it */
               _ ("There is no %s “%s” here."),
               kind,
               id);
}

typedef gboolean (*FindFunc) (AgentCache *self,
                              const AgentKindCode *kind,
                              const char *id,
                              GArray *rows,
                              GError **error);

AgentRow *
agent_cache_find (AgentCache *self, const char *kind, const char *id, GError **error)
{
  static const FindFunc ways[] = { find_by_local_number, find_by_key, find_by_id };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  AgentKindCode *code = agent_cache_kind (self, kind, FALSE, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  for (guint i = 0; code != NULL && rows->len == 0 && i < G_N_ELEMENTS (ways); i++)
    if ((code->table != NULL || ways[i] == find_by_id) && !ways[i](self, code, id, rows, error))
      return NULL;
  if (rows->len == 0)
    {
      set_not_found (kind, id, error);
      return NULL;
    }
  if (rows->len > 1)
    {
      set_ambiguous (self, code->table != NULL ? code->table->kind : NULL, id, rows, error);
      return NULL;
    }
  return agent_cache_row (self, g_array_index (rows, gint64, 0), error);
}
