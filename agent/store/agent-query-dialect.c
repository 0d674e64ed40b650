/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-query"

#include "config.h"

#include "agent/store/agent-query-dialect.h"

#include "agent/store/agent-search-hits.h"
#include <string.h>

#define FEW_HITS 5000 /* up to here the hits lead to the rows, beyond each row is tested */

static const AgentDialect *
dialect_of (const M77SqlDialect *self)
{
  return (const AgentDialect *) self;
}

static gboolean
envelope_column (const AgentDialect *self, const M77Field *field, GString *sql)
{
  if (g_str_equal (field->name, "id"))
    g_string_append (sql, "(SELECT lower (id) FROM record WHERE record.row = k.row)");
  else if (g_str_equal (field->name, "updated_by") && self->table == NULL)
    g_string_append (sql, "lower (k.updated_by)");
  else if (field->type == M77_TYPE_TIME || g_str_equal (field->name, "updated_by"))
    g_string_append_printf (sql, "k.%s", field->name);
  else
    g_string_append_printf (sql, "(SELECT %s FROM record WHERE record.row = k.row)", field->name);
  return TRUE;
}

static gboolean
column (const M77SqlDialect *base, const M77Field *field, GString *sql)
{
  const AgentDialect *self = dialect_of (base);
  const AgentColumn *found;

  if (m77_field_is_envelope (field))
    return envelope_column (self, field, sql);
  found = self->table != NULL ? agent_kind_table_column (self->table, field) : NULL;
  if (found == NULL || found->column == 0)
    return FALSE;
  g_string_append_printf (sql, "k.f_%s", field->name);
  return TRUE;
}

static gboolean
elements (const M77SqlDialect *base, const M77Field *field, GString *sql, const char **element)
{
  const AgentDialect *self = dialect_of (base);
  const AgentColumn *found = self->table != NULL ? agent_kind_table_column (self->table, field)
                                                 : NULL;

  if (found == NULL || found->elements == 0)
    return FALSE;
  g_string_append_printf (sql,
                          "k.row IN (SELECT row FROM element WHERE field = %u AND ",
                          found->elements);
  *element = "value";
  return TRUE;
}

static void
hit_cb (sqlite3_context *context, int n, sqlite3_value **values)
{
  AgentCache *reader = sqlite3_user_data (context);
  const GByteArray *bits = g_ptr_array_index (reader->hits, sqlite3_value_int (values[0]));
  guint64 row = (guint64) sqlite3_value_int64 (values[1]);

  sqlite3_result_int (context, row / 8 < bits->len && bits->data[row / 8] & (1 << row % 8));
}

static void
put_bits (AgentCache *reader, GArray *rows, GString *sql, GArray *binds)
{
  GByteArray *bits = g_byte_array_new ();
  gint64 greatest = 0;

  for (guint i = 0; i < rows->len; i++)
    greatest = MAX (greatest, g_array_index (rows, gint64, i));
  g_byte_array_set_size (bits, (guint) (greatest / 8 + 1));
  memset (bits->data, 0, bits->len);
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);

      bits->data[row / 8] |= (guint8) (1 << row % 8);
    }
  if (reader->hits == NULL)
    {
      reader->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
      sqlite3_create_function (agent_db_handle (reader->db),
                               "agent_hit",
                               2,
                               SQLITE_UTF8,
                               reader,
                               hit_cb,
                               NULL,
                               NULL);
    }
  g_string_append (sql, "agent_hit (?, k.row)");
  m77_binds_add_integer (binds, reader->hits->len);
  g_ptr_array_add (reader->hits, bits);
}

static void
put_list (GArray *rows, GString *sql, GArray *binds)
{
  g_autoptr (GString) list = g_string_new ("[");

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (list,
                            "%s%" G_GINT64_FORMAT,
                            i > 0 ? "," : "",
                            g_array_index (rows, gint64, i));
  g_string_append_c (list, ']');
  g_string_append (sql, "k.row IN (SELECT value FROM json_each (?))");
  m77_binds_add_text (binds, list->str);
}

void
agent_dialect_put_hits (AgentCache *reader, GArray *rows, GString *sql, GArray *binds)
{
  if (rows->len <= FEW_HITS)
    put_list (rows, sql, binds);
  else
    put_bits (reader, rows, sql, binds);
}

void
agent_dialect_forget (AgentCache *reader)
{
  if (reader->hits != NULL)
    g_ptr_array_set_size (reader->hits, 0);
}

static gboolean
words (const M77SqlDialect *base, const M77Predicate *predicate, GString *sql, GArray *binds)
{
  AgentDialect *self = (AgentDialect *) base;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (AgentHits) hits = NULL;
  gint64 row;

  g_ptr_array_add (list, (gpointer) predicate);
  g_clear_error (&self->error);
  hits = agent_hits_new (self->search, self->reader, list, &self->error);
  for (;;)
    {
      if (hits == NULL || !agent_hits_next (hits, &row, &self->error))
        return FALSE;
      if (row == 0)
        break;
      g_array_append_val (rows, row);
    }
  agent_dialect_put_hits (self->reader, rows, sql, binds);
  return TRUE;
}

static gboolean
is (const M77SqlDialect *base, M77Is what, GString *sql, GArray *binds)
{
  static const AgentRowState states[] = { 0,
                                          AGENT_ROW_PENDING,
                                          AGENT_ROW_WAITING,
                                          AGENT_ROW_HELD,
                                          AGENT_ROW_REJECTED,
                                          AGENT_ROW_CONFLICT,
                                          AGENT_ROW_CLEAN };
  const AgentDialect *self = dialect_of (base);

  if (what == M77_IS_OPEN && self->table == NULL)
    return FALSE;
  if (what == M77_IS_OPEN)
    g_string_append (sql, "k.is_open");
  else
    /* Written out, not bound: the index of what is not clean is a partial one. */
    g_string_append_printf (sql,
                            what == M77_IS_CLEAN ? "%s = %d" : "(%1$s > 0 AND %1$s = %2$d)",
                            self->table != NULL ? "k.row_state" : "coalesce (o.state, 0)",
                            states[what]);
  return TRUE;
}

void
agent_dialect_init (AgentDialect *self,
                    const AgentKindTable *table,
                    AgentCache *reader,
                    AgentSearch *search)
{
  *self = (AgentDialect){
    .base = { .column = column, .elements = elements, .words = words, .is = is },
    .table = table,
    .reader = reader,
    .search = search,
  };
}

const char *
agent_dialect_from (const AgentDialect *self, const char **condition)
{
  *condition = self->table != NULL ? "" : "coalesce (o.hidden, 0) = 0";
  return self->table != NULL ? self->table->table
                             : "record AS k LEFT JOIN overlay AS o"
                               " ON o.row = k.row";
}

void
agent_dialect_sort (const AgentDialect *self, const M77Field *field, GString *sql)
{
  const char *document = "(SELECT coalesce (x.doc, r.doc) FROM record AS r LEFT JOIN overlay AS x"
                         " ON x.row = r.row WHERE r.row = k.row)";

  if (self->base.column (&self->base, field, sql))
    return;
  if (field->values == NULL)
    {
      g_string_append_printf (sql, "lower (json_extract (%s, '$.%s'))", document, field->name);
      return;
    }
  g_string_append_printf (sql, "CASE json_extract (%s, '$.%s')", document, field->name);
  for (guint i = 0; field->values[i].name != NULL; i++)
    g_string_append_printf (sql, " WHEN '%s' THEN %u", field->values[i].name, i);
  g_string_append (sql, " END");
}

void
agent_dialect_bind (sqlite3_stmt *statement, const GArray *binds)
{
  for (guint i = 0; i < binds->len; i++)
    {
      const M77Bind *bind = &g_array_index (binds, M77Bind, i);

      switch (bind->type)
        {
        case M77_BIND_INTEGER:
          sqlite3_bind_int64 (statement, (int) i + 1, bind->integer);
          break;
        case M77_BIND_NUMBER:
          sqlite3_bind_double (statement, (int) i + 1, bind->number);
          break;
        case M77_BIND_TEXT:
          sqlite3_bind_text (statement, (int) i + 1, bind->text, -1, SQLITE_TRANSIENT);
          break;
        }
    }
}
