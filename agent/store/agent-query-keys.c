/* Keyset cursors: where a row stands in the order, as text for scripts to hand back.
 *
 * [value, value, …, row] as JSON in base64url. SQLite puts a missing value before all others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-query"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/store/agent-query-private.h"
#include "shared/base/m77-error.h"

static void
swap (char *text, char from, char to)
{
  for (; *text != '\0'; text++)
    if (*text == from)
      *text = to;
}

static M77Json *
column_value (M77JsonPool *pool, sqlite3_stmt *statement, int column)
{
  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      return m77_json_int_new (pool, sqlite3_column_int64 (statement, column));
    case SQLITE_FLOAT:
      return m77_json_double_new (pool, sqlite3_column_double (statement, column));
    case SQLITE_TEXT:
      return m77_json_string_new (pool, (const char *) sqlite3_column_text (statement, column));
    default:
      return m77_json_null_new (pool);
    }
}

char *
agent_query_cursor_key (AgentQueryCursor *self, gint64 row)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *values = m77_json_array_new (pool);
  g_autofree char *text = NULL;
  char *key;

  for (guint i = 0; i < self->n_keys; i++)
    m77_json_append (values, column_value (pool, self->statement, (int) i + 1));
  m77_json_append (values, m77_json_int_new (pool, row));
  text = m77_json_to_text (values);
  key = g_base64_encode ((const guchar *) text, strlen (text));
  swap (key, '+', '-');
  swap (key, '/', '_');
  return key;
}

static const M77Json *
decode (M77JsonPool *pool, const char *after, guint n_values)
{
  g_autofree char *base64 = g_strdup (after);
  g_autofree char *text = NULL;
  const M77Json *values;
  gsize length;

  swap (base64, '-', '+');
  swap (base64, '_', '/');
  text = (char *) g_base64_decode (base64, &length);
  values = text != NULL ? m77_json_parse (pool, text, (gssize) length, NULL) : NULL;
  return m77_json_is (values, M77_JSON_ARRAY) && m77_json_size (values) == n_values ? values : NULL;
}

static void
bind_value (GArray *binds, const M77Json *value)
{
  gint64 integer;
  double number;

  if (m77_json_string (value) != NULL)
    m77_binds_add_text (binds, m77_json_string (value));
  else if (m77_json_int (value, &integer))
    m77_binds_add_integer (binds, integer);
  else if (m77_json_double (value, &number))
    m77_binds_add_number (binds, number);
  else
    m77_binds_add_integer (binds, 0);
}

/* "(a > ? OR (a = ? AND " as the order has it, missing values first. */
static void
write_step (const char *expression,
            gboolean descending,
            const M77Json *value,
            GString *where,
            GArray *binds)
{
  if (m77_json_is_null (value))
    {
      g_string_append_printf (where,
                              descending ? "(%s IS NULL AND "
                                         : "(%1$s IS NOT NULL OR (%1$s IS NULL AND ",
                              expression);
      return;
    }
  g_string_append_printf (where,
                          descending ? "(%1$s < ? OR %1$s IS NULL OR (%1$s = ? AND "
                                     : "(%1$s > ? OR (%1$s = ? AND ",
                          expression);
  bind_value (binds, value);
  bind_value (binds, value);
}

gboolean
agent_query_keys_after (const AgentQueryCursor *self,
                        const char *after,
                        GString *where,
                        GArray *binds,
                        gint64 *row,
                        GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const GArray *sorts = self->query->sorts;
  const M77Json *values = decode (pool, after, sorts->len + 1), *value;
  g_autoptr (GString) closing = g_string_new (NULL);

  value = m77_json_first (values);
  if (where->len > 0)
    g_string_append (where, " AND ");
  for (guint i = 0; value != NULL && i < sorts->len; i++, value = m77_json_next (value))
    {
      const M77Sort *sort = &g_array_index (sorts, M77Sort, i);
      g_autoptr (GString) expression = g_string_new (NULL);

      agent_dialect_sort (&self->dialect, sort->field, expression);
      /* A bound for the index; the rest of the condition is exact. */
      if (i == 0 && !sort->descending && !m77_json_is_null (value))
        {
          g_string_append_printf (where, "%s >= ? AND ", expression->str);
          bind_value (binds, value);
        }
      write_step (expression->str, sort->descending, value, where, binds);
      g_string_append (closing, m77_json_is_null (value) && sort->descending ? ")" : "))");
    }
  if (!m77_json_int (value, row))
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_USAGE,
                           _ ("This is not where a list left off; give what `next` was."));
      return FALSE;
    }
  g_string_append_printf (where,
                          "k.row %s ?%s",
                          self->query->newest_first ? "<" : ">",
                          closing->str);
  m77_binds_add_integer (binds, *row);
  return TRUE;
}
