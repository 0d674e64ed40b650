/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-list"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-core-private.h"
#include "platform/api/platform-problem.h"
#include "platform/api/platform-spread.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-filter.h"
#include "shared/model/m77-predicate-sql.h"

/* GET …/{kind}?filter=…&sort=…&after=…&limit=…: {"kind","rows":[…],"next"}. The rows of a kind
 * are matched in memory by the predicate the agent uses too, so both find the same. The
 * cursor names the last row; what was before it stays before it (keyset by sort values and
 * id). Made for third parties, not for caches: those read the change feed. */

#define LIMIT_DEFAULT    100
#define LIMIT_LARGEST    1000
#define LOOK_AT_ONCE     500 /* rows, a few ms */
#define LEFT_BEHIND_MOST 4000

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

/* ---- A list on its way ----
 *
 * All rows of the kind are looked at, some at a time, and others are served between. No more are
 * kept than will be answered, however many match. */

typedef struct
{
  PlatformCore *core;
  gint64 tenant;
  char *kind; /* as it was asked for */
  Order order;
  M77Predicate *predicate;
  const M77Json *after; /* in pool; NULL: from the first */
  guint limit;
  char *looked; /* id of the last row that was looked at */
  gboolean is_over;
  GPtrArray *rows; /* the first limit + 1 that match, in order; in pool */
  M77JsonPool *pool;
  guint left_behind; /* rows in pool that are kept no more */
} Listing;

static void
listing_free (Listing *self)
{
  g_free (self->kind);
  g_free (self->looked);
  g_array_unref (self->order.sort);
  m77_predicate_unref (self->predicate);
  g_ptr_array_unref (self->rows);
  m77_json_pool_free (self->pool);
  g_free (self);
}

/* Into a pool of their own, those that are kept. */
static void
tidy (Listing *self)
{
  M77JsonPool *pool;

  if (self->left_behind < LEFT_BEHIND_MOST)
    return;
  pool = m77_json_pool_new ();
  for (guint i = 0; i < self->rows->len; i++)
    self->rows->pdata[i] = m77_json_copy (pool, self->rows->pdata[i]);
  if (self->after != NULL)
    self->after = m77_json_copy (pool, self->after);
  m77_json_pool_free (self->pool);
  self->pool = pool;
  self->left_behind = 0;
}

static void
keep (Listing *self, const M77Json *row)
{
  GPtrArray *rows = self->rows;
  guint from = 0, to = rows->len;

  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (compare_rows (&rows->pdata[middle], &row, &self->order) <= 0)
        from = middle + 1;
      else
        to = middle;
    }
  if (from > self->limit)
    return;
  g_ptr_array_insert (rows, (int) from, m77_json_copy (self->pool, row));
  if (rows->len <= self->limit + 1)
    return;
  g_ptr_array_set_size (rows, (int) self->limit + 1);
  self->left_behind++;
  tidy (self);
}

static gboolean
look_at (Listing *self, M77JsonPool *scratch, const char *text, gssize length, GError **error)
{
  const M77Json *row = m77_json_parse (scratch, text, length, error);
  M77Record record;

  if (row == NULL || !m77_record_from_json (&record, row, error))
    return FALSE;
  g_free (self->looked);
  self->looked = g_strdup (record.id);
  if (m77_predicate_matches (self->predicate, self->order.kind, &record, NULL) &&
      (self->after == NULL || compare_rows (&row, &self->after, &self->order) > 0))
    keep (self, row);
  return TRUE;
}

static gboolean
look_at_some (Listing *self, GError **error)
{
  g_autoptr (M77JsonPool) scratch = m77_json_pool_new ();
  g_autoptr (PlatformQuery)
      query = platform_db_query (self->core->db,
                                 error,
                                 "SELECT line FROM record WHERE tenant = ? AND kind = ? AND id > ?"
                                 " AND deleted = 0 ORDER BY id LIMIT ?",
                                 "itti",
                                 self->tenant,
                                 self->kind,
                                 self->looked,
                                 (gint64) LOOK_AT_ONCE);
  gboolean have_row;

  for (guint n = 0; query != NULL; n++)
    {
      if (!platform_db_next (self->core->db, query, &have_row, error))
        return FALSE;
      if (!have_row)
        {
          self->is_over = n < LOOK_AT_ONCE;
          return TRUE;
        }
      m77_json_pool_reset (scratch);
      if (!look_at (self,
                    scratch,
                    platform_query_text (query, 0),
                    sqlite3_column_bytes (query, 0),
                    error))
        return FALSE;
    }
  return FALSE;
}

static GBytes *
write_rows (const Listing *self)
{
  GString *text = g_string_new ("{\"kind\":");
  g_autofree char *next = NULL;

  if (self->rows->len > self->limit)
    next = cursor_of (self->pool, &self->order, self->rows->pdata[self->limit - 1]);
  m77_json_write_string (text, self->kind, -1);
  g_string_append (text, ",\"rows\":[");
  for (guint i = 0; i < MIN (self->rows->len, self->limit); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      m77_json_write (self->rows->pdata[i], text);
    }
  g_string_append (text, "],\"next\":");
  if (next != NULL)
    m77_json_write_string (text, next, -1);
  else
    g_string_append (text, "null");
  g_string_append_c (text, '}');
  return g_string_free_to_bytes (text);
}

/* Empty until all has been looked at: then comes the whole of it. */
static gboolean
next_chunk (M77Answer *answer, GBytes **chunk, GCancellable *cancellable, GError **error)
{
  Listing *self = answer->source;

  *chunk = NULL;
  if (self->is_over)
    return TRUE;
  if (!look_at_some (self, error))
    return FALSE;
  *chunk = self->is_over ? write_rows (self) : g_bytes_new_static ("", 0);
  return TRUE;
}

static void
finish (M77Answer *answer)
{
  listing_free (answer->source);
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

static M77Answer *
begin (PlatformCall *call, const Order *order, M77Predicate *predicate, guint limit)
{
  M77Answer *answer = m77_answer_new (200, "application/json", NULL);
  Listing *self = g_new0 (Listing, 1);

  self->core = call->core;
  self->tenant = call->tenant->id;
  self->kind = g_strdup (call->path[1]);
  self->order = *order;
  self->predicate = predicate;
  self->pool = m77_json_pool_new ();
  self->after = read_cursor (self->pool, m77_request_query (call->request, "after"));
  self->limit = limit;
  self->looked = g_strdup ("");
  self->rows = g_ptr_array_new ();
  answer->source = self;
  answer->next_chunk = next_chunk;
  answer->finish = finish;
  return answer;
}

M77Answer *
platform_list_answer (PlatformCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Predicate) predicate = NULL;
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
  if (g_str_equal (call->path[1], "delivery") && !platform_spread_all (call->core, &error))
    return platform_problem_error (call, error);
  predicate = m77_filter_parse (filter != NULL ? filter : "", order.kind, &context, NULL, &error);
  if (predicate == NULL)
    return platform_problem_error (call, error);
  order.sort = order.kind != NULL ? m77_sort_parse (by != NULL ? by : "", order.kind, &error)
                                  : g_array_new (FALSE, FALSE, sizeof (M77Sort));
  if (order.sort == NULL)
    return platform_problem_error (call, error);
  return begin (call, &order, g_steal_pointer (&predicate), limit);
}
