/* The columns and elements of a row, from its document.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-cache"

#include "config.h"

#include "agent/store/agent-cache-private.h"

#include <string.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-predicate.h"

const char *
agent_cache_fold (AgentCache *self, const char *text, gsize length, int *folded_length)
{
  gboolean is_lower = TRUE;
  g_autofree char *folded = NULL;

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) text[i] >= 0x80)
        {
          folded = g_utf8_casefold (text, (gssize) length);
          g_string_assign (self->folded, folded);
          *folded_length = (int) self->folded->len;
          return self->folded->str;
        }
      is_lower &= !g_ascii_isupper (text[i]);
    }
  *folded_length = (int) length;
  if (is_lower)
    return text;
  g_string_truncate (self->folded, 0);
  g_string_append_len (self->folded, text, (gssize) length);
  g_string_ascii_down (self->folded);
  return self->folded->str;
}

static void
bind_folded (AgentCache *self, sqlite3_stmt *statement, int parameter, const M77Json *value)
{
  const char *text = m77_json_string (value);
  int length;

  if (text == NULL)
    return;
  text = agent_cache_fold (self, text, m77_json_string_length (value), &length);
  sqlite3_bind_text (statement,
                     parameter,
                     text,
                     length,
                     text == self->folded->str ? SQLITE_TRANSIENT : SQLITE_STATIC);
}

/* As m77_predicate_matches () reads it; what has the wrong type has no value. */
static void
bind_value (AgentCache *self,
            sqlite3_stmt *statement,
            const AgentColumn *column,
            const M77Json *value)
{
  int parameter = column->column;
  const char *text;
  gint64 integer;
  gboolean flag;
  double number;

  switch (column->field->type)
    {
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
      text = m77_json_string (value);
      if (text != NULL)
        sqlite3_bind_int (statement, parameter, m77_field_rank (column->field, text));
      break;
    case M77_TYPE_TIME:
      text = m77_json_string (value);
      if (text != NULL)
        agent_cache_bind_time (statement, parameter, m77_time_parse (text));
      break;
    case M77_TYPE_DURATION:
    case M77_TYPE_INTEGER:
      if (m77_json_int (value, &integer))
        sqlite3_bind_int64 (statement, parameter, integer);
      break;
    case M77_TYPE_BOOLEAN:
      if (m77_json_bool (value, &flag))
        sqlite3_bind_int (statement, parameter, flag);
      break;
    case M77_TYPE_NUMBER:
      if (m77_json_double (value, &number))
        sqlite3_bind_double (statement, parameter, number);
      break;
    default:
      bind_folded (self, statement, parameter, value);
    }
}

static gboolean
put_element (AgentCache *self, gint64 row, guint field, const M77Json *element, GError **error)
{
  static const char *const sql = "INSERT OR IGNORE INTO element VALUES (?, ?, ?)";
  sqlite3_stmt *statement = agent_db_keep (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row);
  sqlite3_bind_int64 (statement, 2, field);
  if (m77_json_name (element) == NULL && m77_json_is (element, M77_JSON_STRING))
    bind_folded (self, statement, 3, element);
  else
    {
      char *text = m77_predicate_element (element);

      if (text == NULL)
        return TRUE;
      sqlite3_bind_text (statement, 3, text, -1, g_free);
    }
  return agent_db_run (self->db, statement, error);
}

static gboolean
put_elements (AgentCache *self,
              gint64 row,
              const AgentColumn *column,
              const M77Json *value,
              GError **error)
{
  M77JsonType wanted = column->field->type == M77_TYPE_MAP ? M77_JSON_OBJECT : M77_JSON_ARRAY;

  if (!m77_json_is (value, wanted))
    return TRUE;
  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    if (!put_element (self, row, column->elements, e, error))
      return FALSE;
  return TRUE;
}

gboolean
agent_cache_derive (AgentCache *self,
                    const AgentKindTable *table,
                    const AgentDerived *derived,
                    GError **error)
{
  sqlite3_stmt *insert;
  int length;

  if (table == NULL)
    return TRUE;
  insert = agent_db_keep (self->db, table->insert, error);
  if (insert == NULL)
    return FALSE;
  sqlite3_bind_int64 (insert, 1, derived->row);
  for (const M77Json *e = m77_json_first (derived->doc); e != NULL; e = m77_json_next (e))
    {
      const AgentColumn *column = g_hash_table_lookup (table->by_name, m77_json_name (e));

      if (column == NULL || m77_json_is_null (e))
        continue;
      if (column->column != 0)
        bind_value (self, insert, column, e);
      else if (column->elements != 0 && !put_elements (self, derived->row, column, e, error))
        return FALSE;
    }
  agent_cache_bind_time (insert, table->created_at, derived->created_at);
  agent_cache_bind_time (insert, table->updated_at, derived->updated_at);
  if (derived->updated_by != NULL)
    {
      const char *by = agent_cache_fold (self,
                                         derived->updated_by,
                                         strlen (derived->updated_by),
                                         &length);

      sqlite3_bind_text (insert, table->updated_by, by, length, SQLITE_TRANSIENT);
    }
  sqlite3_bind_int (insert,
                    table->is_open,
                    m77_kind_is_open (table->kind, m77_record_state (table->kind, derived->doc)));
  sqlite3_bind_int (insert, table->row_state, derived->state);
  return agent_db_run (self->db, insert, error);
}

gboolean
agent_cache_underive (AgentCache *self, const AgentKindTable *table, gint64 row, GError **error)
{
  static const char *const sql = "DELETE FROM element WHERE row = ?";
  sqlite3_stmt *statement;

  if (table == NULL)
    return TRUE;
  statement = agent_db_keep (self->db, table->remove, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row);
  if (!agent_db_run (self->db, statement, error))
    return FALSE;
  statement = agent_db_keep (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row);
  return agent_db_run (self->db, statement, error);
}

static gboolean
derive_stored (AgentCache *self, sqlite3_stmt *query, GError **error)
{
  AgentKindCode *kind = agent_cache_kind_of_code (self, sqlite3_column_int64 (query, 1), error);
  const char *text = (const char *) sqlite3_column_text (query, 2);
  AgentDerived derived = {
    .row = sqlite3_column_int64 (query, 0),
    .created_at = agent_cache_column_time (query, 3),
    .updated_at = agent_cache_column_time (query, 4),
    .updated_by = (const char *) sqlite3_column_text (query, 5),
    .state = sqlite3_column_int (query, 6),
  };

  if (kind == NULL)
    return FALSE;
  if (kind->table == NULL || text == NULL)
    return TRUE;
  m77_json_pool_reset (self->pool);
  derived.doc = m77_json_parse (self->pool, text, sqlite3_column_bytes (query, 2), error);
  return derived.doc != NULL && agent_cache_derive (self, kind->table, &derived, error);
}

static gboolean
derive_each (AgentCache *self, GError **error)
{
  g_autoptr (sqlite3_stmt) query =
      agent_db_prepare (self->db,
                        "SELECT r.row, r.kind, coalesce (o.doc, r.doc), r.created_at,"
                        " r.updated_at, r.updated_by, coalesce (o.state, 0) FROM record AS r"
                        " LEFT JOIN overlay AS o ON o.row = r.row"
                        " WHERE coalesce (o.hidden, 0) = 0",
                        error);
  gboolean have_row = TRUE;

  if (query == NULL)
    return FALSE;
  while (have_row)
    if (!agent_db_next (self->db, query, &have_row, error) ||
        (have_row && !derive_stored (self, query, error)))
      return FALSE;
  return TRUE;
}

static gboolean
derive_within (AgentCache *self, GError **error)
{
  g_autoptr (sqlite3_stmt)
      put = agent_db_prepare (self->db, "INSERT OR REPLACE INTO meta VALUES ('schema', ?)", error);

  if (put == NULL)
    return FALSE;
  sqlite3_bind_text (put, 1, agent_cache_schema ()->hash, -1, SQLITE_STATIC);
  self->number++;
  return agent_cache_schema_make_derived (self->db, error) && derive_each (self, error) &&
         (self->loading || agent_cache_schema_make_indexes (self->db, error)) &&
         agent_cache_set_meta (self, "number", self->number, error) &&
         agent_db_run (self->db, put, error);
}

gboolean
agent_cache_derive_all (AgentCache *self, GError **error)
{
  if (!agent_cache_begin (self, error))
    return FALSE;
  if (!derive_within (self, error))
    return agent_cache_abandon (self);
  return agent_cache_commit (self, error);
}
