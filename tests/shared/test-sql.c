/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sql"

#include "config.h"

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-filter.h"
#include "shared/model/m77-predicate-sql.h"

/* A store that has a column for each indexed field. */
static gboolean
write_column (const M77SqlDialect *self, const M77Field *field, GString *sql)
{
  if (!m77_field_is_envelope (field) && (field->flags & M77_FIELD_INDEXED) == 0)
    return FALSE;
  g_string_append_printf (sql, "r.%s", field->name);
  return TRUE;
}

static gboolean
write_elements (const M77SqlDialect *self,
                const M77Field *field,
                GString *sql,
                const char **element)
{
  g_string_append_printf (sql, "EXISTS (SELECT 1 FROM e WHERE field = '%s' AND ", field->name);
  *element = "e.text";
  return TRUE;
}

static gboolean
write_words (const M77SqlDialect *self, const M77Predicate *words, GString *sql, GArray *binds)
{
  g_string_append (sql, "match(?)");
  m77_binds_add_text (binds, words->text);
  return TRUE;
}

static gboolean
write_is (const M77SqlDialect *self, M77Is is, GString *sql, GArray *binds)
{
  if (is != M77_IS_OPEN)
    return FALSE;
  g_string_append (sql, "r.open");
  return TRUE;
}

static const M77SqlDialect dialect = { write_column, write_elements, write_words, write_is };

static gboolean
write_sql (const char *kind, const char *filter, GString *sql, GArray *binds)
{
  M77FilterContext context = { m77_time_parse ("2030-05-17T03:12:00.000Z"), "jana", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Predicate)
      predicate = m77_filter_parse (filter, m77_kind_find (kind), &context, NULL, &error);

  g_assert_no_error (error);
  return m77_predicate_to_sql (predicate, &dialect, sql, binds);
}

/* The binds follow the text as "[1|'a']". */
static void
check (const char *kind, const char *filter, const char *expected)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) binds = m77_binds_new ();

  g_assert_true (write_sql (kind, filter, sql, binds));
  g_string_append (sql, binds->len > 0 ? " [" : "");
  for (guint i = 0; i < binds->len; i++)
    {
      const M77Bind *bind = &g_array_index (binds, M77Bind, i);

      g_string_append (sql, i > 0 ? "|" : "");
      if (bind->type == M77_BIND_TEXT)
        g_string_append_printf (sql, "'%s'", bind->text);
      else if (bind->type == M77_BIND_NUMBER)
        g_string_append_printf (sql, "%g", bind->number);
      else
        g_string_append_printf (sql, "%" G_GINT64_FORMAT, bind->integer);
    }
  g_string_append (sql, binds->len > 0 ? "]" : "");
  if (!g_str_equal (sql->str, expected))
    g_error ("%s:\n  is  %s\n  not %s", filter, sql->str, expected);
}

static void
test_text (void)
{
  check ("incident", "", "1");
  check ("incident", "status:closed", "r.status = ? [4]");
  check ("incident", "status:closed,resolved", "r.status IN (?, ?) [4|3]");
  check ("incident", "-status:closed,resolved", "(r.status IN (?, ?)) IS NOT TRUE [4|3]");
  check ("incident",
         "severity<=sev2 service:Checkout",
         "(r.severity <= ? AND r.service = ?) [1|'checkout']");
  check ("incident", "service:check*", "(r.service >= ? AND r.service < ?) ['check'|'checl']");
  check ("incident", "service:*out", "r.service LIKE ? ESCAPE '\\' ['%out']");
  check ("incident", "title:50%_\\*x", "r.title LIKE ? ESCAPE '\\' ['50\\%\\_\\\\%x']");
  check ("incident",
         "service:a*,b",
         "((r.service >= ? AND r.service < ?) OR r.service = ?) ['a'|'b'|'b']");
  check ("incident", "lead:*", "r.lead IS NOT NULL");
  check ("incident", "-lead:*", "r.lead IS NULL");
  check ("incident", "updated<2h", "r.updated_at > ? [1905210720000]");
  check ("slo", "objective>0.99", "r.objective > ? [0.99]");
  check ("incident", "disk -is:open", "(match(?) AND (r.open) IS NOT TRUE) ['disk']");
}

static void
test_elements (void)
{
  check ("incident",
         "label:db",
         "EXISTS (SELECT 1 FROM e WHERE field = 'labels' AND e.text = ?) ['db']");
  check ("incident",
         "-label:DB,web",
         "(EXISTS (SELECT 1 FROM e WHERE field = 'labels' AND e.text IN (?, ?))) IS NOT TRUE "
         "['db'|'web']");
  check ("incident",
         "label:*",
         "EXISTS (SELECT 1 FROM e WHERE field = 'labels' AND e.text IS NOT NULL)");
  check ("incident",
         "-label:*",
         "(EXISTS (SELECT 1 FROM e WHERE field = 'labels' AND e.text IS NOT NULL)) IS NOT TRUE");
  check ("incident",
         "tasks:k",
         "EXISTS (SELECT 1 FROM e WHERE field = 'tasks' AND (e.text >= ? AND e.text < ?)) "
         "['k='|'k>']");
  check ("incident",
         "tasks:k=v,l=w",
         "(EXISTS (SELECT 1 FROM e WHERE field = 'tasks' AND e.text = ?) OR "
         "EXISTS (SELECT 1 FROM e WHERE field = 'tasks' AND e.text = ?)) ['k=v'|'l=w']");
}

/* After the last code point of a prefix comes the next one, or the one before it grows. */
static void
test_prefix_ends (void)
{
  check ("incident",
         "service:a\xf4\x8f\xbf\xbf*",
         "(r.service >= ? AND r.service < ?) ['a\xf4\x8f\xbf\xbf'|'b']");
  check ("incident", "service:\xf4\x8f\xbf\xbf*", "(r.service >= ?) ['\xf4\x8f\xbf\xbf']");
  check ("incident",
         "service:\xed\x9f\xbf*",
         "(r.service >= ? AND r.service < ?) ['\xed\x9f\xbf'|'\xee\x80\x80']");
}

/* Where the store cannot say a part, nothing is left of the rest. */
static void
test_not_expressible (void)
{
  static const char *const filters[] = {
    "service:a plan:*", "service:a is:pending", "service:a,b -events:*", "service:a events:x"
  };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (GString) sql = g_string_new ("WHERE ");
      g_autoptr (GArray) binds = m77_binds_new ();

      m77_binds_add_integer (binds, 7);
      if (write_sql ("deployment", filters[i], sql, binds))
        g_error ("%s is %s", filters[i], sql->str);
      g_assert_cmpstr (sql->str, ==, "WHERE ");
      g_assert_cmpuint (binds->len, ==, 1);
    }
}

static void
test_me_unknown (void)
{
  M77FilterContext context = { 0, NULL, NULL };
  g_autoptr (M77Predicate)
      predicate = m77_filter_parse ("lead:@me", m77_kind_find ("incident"), &context, NULL, NULL);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) binds = m77_binds_new ();

  g_assert_true (m77_predicate_to_sql (predicate, &dialect, sql, binds));
  g_assert_cmpstr (sql->str, ==, "0");
}

static void
test_sort (void)
{
  const M77Kind *kind = m77_kind_find ("incident");
  g_autoptr (GArray) sorts = m77_sort_parse ("sev, -started_at,updated", kind, NULL);
  g_autoptr (GArray) none = m77_sort_parse (" ", kind, NULL);
  static const char *const wrong[] = { "nope", "severity,,title", "-", "labels", "summary", "," };

  g_assert_cmpuint (sorts->len, ==, 3);
  g_assert_cmpstr (g_array_index (sorts, M77Sort, 0).field->name, ==, "severity");
  g_assert_false (g_array_index (sorts, M77Sort, 0).descending);
  g_assert_cmpstr (g_array_index (sorts, M77Sort, 1).field->name, ==, "started_at");
  g_assert_true (g_array_index (sorts, M77Sort, 1).descending);
  g_assert_cmpstr (g_array_index (sorts, M77Sort, 2).field->name, ==, "updated_at");
  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (m77_sort_parse (wrong[i], kind, &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_BAD_FILTER);
    }
}

/* Each kind's own order can be had. */
static void
test_default_sorts (void)
{
  for (const M77Kind *const *kind = m77_kinds (); *kind != NULL; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) sorts = m77_sort_parse ((*kind)->sort, *kind, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (sorts->len, >, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sql/text", test_text);
  g_test_add_func ("/sql/elements", test_elements);
  g_test_add_func ("/sql/prefix-ends", test_prefix_ends);
  g_test_add_func ("/sql/not-expressible", test_not_expressible);
  g_test_add_func ("/sql/me-unknown", test_me_unknown);
  g_test_add_func ("/sql/sort", test_sort);
  g_test_add_func ("/sql/default-sorts", test_default_sorts);
  return g_test_run ();
}
