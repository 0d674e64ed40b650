/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-list"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-core-private.h"
#include "platform/api/platform-problem.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-filter.h"
#include "shared/model/m77-predicate-sql.h"

/* GET …/{kind}?filter=…&sort=…&after=…&limit=…: {"kind","rows":[…],"next"}. The rows of a kind
 * are matched in memory by the predicate the agent uses too, so both find the same. The
 * cursor names the last row; what was before it stays before it (keyset by sort values and
 * id). Made for third parties, not for caches: those read the change feed. */

#define LIMIT_DEFAULT 100
#define LIMIT_LARGEST 1000

typedef struct
{
  const M77Kind *kind;
  GArray *sort; /* of M77Sort */
} Order;

static int
compare_values (const M77Field *field, const M77Json *a, const M77Json *b)
{
  double x, y;

  if (m77_json_is_null (a) || m77_json_is_null (b))
    return m77_json_is_null (a) - m77_json_is_null (b);
  if (field->type == M77_TYPE_RANKED && m77_json_string (a) != NULL && m77_json_string (b) != NULL)
    return m77_field_rank (field, m77_json_string (a)) -
           m77_field_rank (field, m77_json_string (b));
  if (m77_json_double (a, &x) && m77_json_double (b, &y))
    return (x > y) - (x < y);
  return g_strcmp0 (m77_json_string (a), m77_json_string (b));
}

/* A field of the document, or of the envelope. */
static const M77Json *
value_of (const M77Json *record, const M77Field *field)
{
  return m77_json_get (m77_field_is_envelope (field) ? record : m77_json_get (record, "doc"),
                       field->name);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  const M77Json *x = *(const M77Json *const *) a, *y = *(const M77Json *const *) b;

  for (guint i = 0; i < order->sort->len; i++)
    {
      const M77Sort *by = &g_array_index (order->sort, M77Sort, i);
      int result = compare_values (by->field, value_of (x, by->field), value_of (y, by->field));

      if (result != 0)
        return by->descending ? -result : result;
    }
  return g_strcmp0 (m77_json_get_string (x, "id"), m77_json_get_string (y, "id"));
}

/* What of a row its cursor holds: the values it is sorted by. */
static char *
cursor_of (M77JsonPool *pool, const Order *order, const M77Json *record)
{
  M77Json *row = m77_json_object_new (pool);
  M77Json *doc = m77_json_object_new (pool);
  g_autoptr (GString) text = g_string_new (NULL);

  m77_json_set_string (pool, row, "id", m77_json_get_string (record, "id"));
  for (guint i = 0; i < order->sort->len; i++)
    {
      const M77Field *field = g_array_index (order->sort, M77Sort, i).field;
      const M77Json *value = value_of (record, field);

      if (value != NULL)
        m77_json_set (pool,
                      m77_field_is_envelope (field) ? row : doc,
                      field->name,
                      m77_json_copy (pool, value));
    }
  m77_json_set (pool, row, "doc", doc);
  m77_json_write (row, text);
  return g_base64_encode ((const guchar *) text->str, text->len);
}

static const M77Json *
read_cursor (M77JsonPool *pool, const char *after)
{
  g_autofree guchar *text = NULL;
  gsize size;

  if (after == NULL || *after == '\0')
    return NULL;
  text = g_base64_decode (after, &size);
  return m77_json_parse (pool, (const char *) text, (gssize) size, NULL);
}

static GPtrArray *
matching_rows (PlatformCall *call,
               M77JsonPool *pool,
               const Order *order,
               const M77Predicate *predicate,
               const M77Json *after,
               GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (M77JsonPool) scratch = m77_json_pool_new ();
  g_autoptr (PlatformQuery)
      query = platform_db_query (call->core->db,
                                 error,
                                 "SELECT line FROM record WHERE tenant = ? AND kind = ?"
                                 " AND deleted = 0",
                                 "it",
                                 call->tenant->id,
                                 call->path[1]);
  gboolean have_row = query != NULL;

  while (have_row)
    {
      const M77Json *row;
      M77Record record;

      if (!platform_db_next (call->core->db, query, &have_row, error))
        return NULL;
      if (!have_row)
        return g_steal_pointer (&rows);
      m77_json_pool_reset (scratch);
      row = m77_json_parse (scratch,
                            platform_query_text (query, 0),
                            sqlite3_column_bytes (query, 0),
                            error);
      if (row == NULL || !m77_record_from_json (&record, row, error))
        return NULL;
      if (m77_predicate_matches (predicate, order->kind, &record, NULL) &&
          (after == NULL || compare_rows (&row, &after, (gpointer) order) > 0))
        g_ptr_array_add (rows, m77_json_copy (pool, row));
    }
  return NULL;
}

static M77Answer *
rows_answer (PlatformCall *call,
             M77JsonPool *pool,
             const Order *order,
             GPtrArray *rows,
             guint limit)
{
  GString *text = g_string_new ("{\"kind\":");
  g_autoptr (GBytes) body = NULL;
  g_autofree char *next = NULL;

  g_ptr_array_sort_with_data (rows, compare_rows, (gpointer) order);
  if (rows->len > limit)
    next = cursor_of (pool, order, rows->pdata[limit - 1]);
  m77_json_write_string (text, call->path[1], -1);
  g_string_append (text, ",\"rows\":[");
  for (guint i = 0; i < MIN (rows->len, limit); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      m77_json_write (rows->pdata[i], text);
    }
  g_string_append (text, "],\"next\":");
  if (next != NULL)
    m77_json_write_string (text, next, -1);
  else
    g_string_append (text, "null");
  g_string_append_c (text, '}');
  body = g_string_free_to_bytes (text);
  return m77_answer_new (200, "application/json", body);
}

static gboolean
parse_limit (const char *text, guint *limit)
{
  guint64 value = LIMIT_DEFAULT;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, LIMIT_LARGEST, &value, NULL))
    return FALSE;
  *limit = (guint) value;
  return TRUE;
}

M77Answer *
platform_list_answer (PlatformCall *call)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Predicate) predicate = NULL;
  g_autoptr (GArray) sort = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  M77FilterContext context = { .now = call->now, .me = call->token.member };
  const char *filter = m77_request_query (call->request, "filter");
  const char *by = m77_request_query (call->request, "sort");
  Order order = { .kind = m77_kind_find (call->path[1]) };
  guint limit;

  if (!platform_grants_may_read (call->grants, call->path[1]) ||
      (order.kind != NULL && !g_str_equal (order.kind->name, call->path[1])))
    return platform_problem (call, "unknown-kind", _ ("There is no such kind."));
  if (!parse_limit (m77_request_query (call->request, "limit"), &limit))
    return platform_problem (call,
                             "validation-failed",
                             _ ("limit must be a number from 1 to 1000."));
  predicate = m77_filter_parse (filter != NULL ? filter : "", order.kind, &context, NULL, &error);
  if (predicate == NULL)
    return platform_problem_error (call, error);
  sort = order.kind != NULL ? m77_sort_parse (by != NULL ? by : "", order.kind, &error)
                            : g_array_new (FALSE, FALSE, sizeof (M77Sort));
  if (sort == NULL)
    return platform_problem_error (call, error);
  order.sort = sort;
  rows = matching_rows (call,
                        pool,
                        &order,
                        predicate,
                        read_cursor (pool, m77_request_query (call->request, "after")),
                        &error);
  return rows != NULL ? rows_answer (call, pool, &order, rows, limit)
                      : platform_problem_error (call, error);
}
