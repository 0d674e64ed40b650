/* Open lists: what SQL finds is what the filter says, and splices are true.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-query"

#include "config.h"

#include <string.h>

#include "agent/store/agent-cache-row.h"
#include "agent/store/agent-query.h"
#include "tests/agent/cache-fixture.h"

#define RECORDS   300
#define FILTERS   400
#define ROWS_MOST 1000 /* rowids that a test may come to */

static const char *const words[] = { "disk", "Full", "café", "cart", "LATENCY", "eu-1", "a_b%" };
static const char *const severities[] = { "sev1", "sev2", "sev3", "sev9" };
static const char *const statuses[] = { "triggered", "acknowledged", "resolved", "closed" };
static const char *const environments[] = { "production", "staging", "moon" };

#define PICK(list) (list)[g_test_rand_int_range (0, G_N_ELEMENTS (list))]

static void
add_member (GString *doc, const char *name, const char *const *values, guint count)
{
  if (g_test_rand_int_range (0, 4) == 0)
    return;
  g_string_append_printf (doc,
                          ",\"%s\":\"%s\"",
                          name,
                          values[g_test_rand_int_range (0, (gint) count)]);
}

static char *
random_incident (guint n)
{
  GString *doc = g_string_new (NULL);

  g_string_printf (doc, "{\"number\":%u,\"title\":\"%s %s\"", n, PICK (words), PICK (words));
  add_member (doc, "severity", severities, G_N_ELEMENTS (severities));
  add_member (doc, "status", statuses, G_N_ELEMENTS (statuses));
  add_member (doc, "environment", environments, G_N_ELEMENTS (environments));
  add_member (doc, "service", words, G_N_ELEMENTS (words));
  add_member (doc, "lead", words, G_N_ELEMENTS (words));
  add_member (doc, "summary", words, G_N_ELEMENTS (words));
  if (g_test_rand_bit ())
    g_string_append_printf (doc, ",\"labels\":[\"%s\",\"%s\"]", PICK (words), PICK (words));
  if (g_test_rand_bit ())
    g_string_append_printf (doc,
                            ",\"started_at\":\"2030-05-%02dT10:00:00.000Z\"",
                            g_test_rand_int_range (1, 17));
  if (g_test_rand_bit ())
    g_string_append_printf (doc, ",\"customers_affected\":%d", g_test_rand_int_range (0, 9));
  if (g_test_rand_int_range (0, 9) == 0)
    g_string_append (doc, ",\"severity\":7,\"lead\":null,\"labels\":{}");
  if (g_test_rand_bit ())
    g_string_append_printf (doc, ",\"tasks\":{\"t\":\"%s\"}", PICK (words));
  g_string_append_c (doc, '}');
  return g_string_free (doc, FALSE);
}

static void
append_term (GString *filter)
{
  static const char *const terms[] = {
    "severity<=sev2",
    "severity>sev1",
    "severity:sev2,sev3",
    "status:triggered,resolved",
    "status:*",
    "service:CAFÉ",
    "service:c*",
    "service:*a*",
    "lead:*",
    "labels:disk",
    "labels:*",
    "label:c*",
    "environment:staging",
    "environment<=staging",
    "started_at>3d",
    "started_at<2030-05-09",
    "started_at:2030-05-02",
    "number>150",
    "number:INC-7,9",
    "customers_affected>=4",
    "customers_affected:*",
    "title:*full*",
    "title:disk*",
    "summary:cart",
    "tasks:t",
    "tasks:t=disk",
    "is:open",
    "is:pending",
    "is:clean",
    "disk",
    "\"full cart\"",
    "cafe",
    "lat*",
    "updated_by:omar",
    "id:*00c*",
    "version>1",
    "merged_into:*",
    "postmortem:*",
    "title:a_b%*",
  };

  g_string_append_printf (filter,
                          "%s%s ",
                          g_test_rand_int_range (0, 3) == 0 ? "-" : "",
                          PICK (terms));
}

static void
fill (CacheFixture *self)
{
  for (guint n = 1; n <= RECORDS; n++)
    {
      g_autofree char *doc = random_incident (n);

      cache_fixture_add (self, "incident", n, 1 + n % 3, doc);
    }
  g_assert_cmpuint (cache_fixture_apply (self, "c"), ==, 0);
  for (guint n = 5; n < RECORDS; n += 23)
    {
      g_autofree char *id = cache_fixture_id (n);

      fixture_add (self->journal, fixture_edit (id, "{\"title\":\"disk full\",\"status\":null}"));
      cache_fixture_refresh (self, "incident", n);
    }
}

static M77FilterContext
context_of (CacheFixture *self)
{
  return (M77FilterContext){ .now = self->base.now, .me = "cart" };
}

static AgentQuery *
open_query (CacheFixture *self, const char *filter, const char *sort)
{
  g_autoptr (GError) error = NULL;
  M77FilterContext context = context_of (self);
  AgentQuery *query = agent_query_new ("incident", filter, sort, &context, &error);

  g_assert_no_error (error);
  return query;
}

static GArray *
run (CacheFixture *self, AgentQuery *query, guint limit)
{
  g_autoptr (GError) error = NULL;
  GArray *splices;

  agent_query_run (query, self->reader, self->found, self->base.now, limit, &splices, &error);
  g_assert_no_error (error);
  return splices;
}

static gboolean
matches (CacheFixture *self, const M77Predicate *predicate, const AgentRow *row)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Record record = { .kind = row->kind,
                       .id = row->id,
                       .version = row->version,
                       .created_at = row->created_at,
                       .updated_at = row->updated_at,
                       .updated_by = row->updated_by };

  record.doc = m77_json_parse (pool, row->doc, -1, NULL);
  return m77_predicate_matches (predicate, m77_kind_find ("incident"), &record, row->state);
}

static void
check_filter (CacheFixture *self, const char *filter)
{
  M77FilterContext context = context_of (self);
  g_autoptr (M77Predicate)
      predicate = m77_filter_parse (filter, m77_kind_find ("incident"), &context, NULL, NULL);
  g_autoptr (AgentQuery) query = open_query (self, filter, g_test_rand_bit () ? "" : "-number");
  gint64 count;
  guint expected = 0;

  g_array_unref (run (self, query, 0));
  for (gint64 rowid = 1; rowid <= ROWS_MOST; rowid++)
    {
      g_autoptr (AgentRow) row = agent_cache_row (self->reader, rowid, NULL);
      gboolean wanted = row != NULL && matches (self, predicate, row);

      expected += wanted;
      if (wanted != (agent_query_position (query, rowid) >= 0))
        g_error ("“%s” on %s: memory says %d", filter, row != NULL ? row->doc : "-", wanted);
    }
  g_assert_cmpuint (agent_query_size (query), ==, expected);
  g_assert_true (
      agent_query_count (query, self->reader, self->found, self->base.now, 20, &count, NULL));
  g_assert_cmpint (count, ==, MIN (expected, 20));
}

static void
test_filters (CacheFixture *self, gconstpointer data)
{
  fill (self);
  for (guint i = 0; i < FILTERS; i++)
    {
      g_autoptr (GString) filter = g_string_new (NULL);

      for (gint n = g_test_rand_int_range (1, 4); n > 0; n--)
        append_term (filter);
      /* Half of them with an index of words that is behind. */
      if (i == FILTERS / 2)
        cache_fixture_index (self);
      check_filter (self, filter->str);
    }
}

static void
change_some (CacheFixture *self, guint version)
{
  for (gint i = g_test_rand_int_range (0, 12); i > 0; i--)
    {
      guint n = (guint) g_test_rand_int_range (1, RECORDS + 100);
      g_autofree char *doc = random_incident (n);
      gboolean gone = g_test_rand_int_range (0, 5) == 0;

      cache_fixture_add (self, "incident", n, version, gone ? NULL : doc);
    }
  cache_fixture_apply (self, "c");
}

/* Words are found right while the index is anywhere behind changes, deletions and edits. */
static void
test_words_behind (CacheFixture *self, gconstpointer data)
{
  static const char *const filters[] = { "disk",         "full cart",     "-latency",  "caf*",
                                         "disk is:open", "\"disk full\"", "eu-1 -disk" };

  fill (self);
  for (guint round = 0; round < 60; round++)
    {
      gint64 behind;
      gboolean more;

      change_some (self, 10 + round);
      for (gint steps = g_test_rand_int_range (0, 9); steps > 0; steps--)
        g_assert_true (agent_search_catch_up (self->search, self->reader, 7, &more, NULL));
      check_filter (self, PICK (filters));
      g_assert_true (agent_search_behind (self->found, self->reader, &behind, NULL));
      g_assert_cmpint (behind, >=, 0);
    }
}

static void
apply_splices (GArray *rows, GArray *splices, const GArray *target)
{
  for (guint i = 0; i < splices->len; i++)
    {
      const AgentSplice *splice = &g_array_index (splices, AgentSplice, i);

      g_assert_cmpuint (splice->position + splice->removed, <=, rows->len);
      if (splice->removed > 0)
        g_array_remove_range (rows, splice->position, splice->removed);
      if (splice->added > 0)
        g_array_insert_vals (rows,
                             splice->position,
                             &g_array_index (target, gint64, splice->position),
                             splice->added);
    }
}

static GArray *
rows_of (CacheFixture *self, AgentQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) window = agent_query_window (query, self->reader, 0, G_MAXUINT, &error);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_no_error (error);
  for (guint i = 0; i < window->len; i++)
    g_array_append_val (rows, ((AgentRow *) window->pdata[i])->rowid);
  return rows;
}

/* Rows stand by group, groups in the order of their first rows; counts are of the open ones. */
static void
check_groups (CacheFixture *self, AgentQuery *grouped, AgentQuery *plain)
{
  const GArray *groups = agent_query_groups_shown (grouped);
  g_autoptr (GArray) rows = rows_of (self, grouped);
  g_autoptr (GArray) flat = rows_of (self, plain);
  guint at = 0;
  int before = -1;

  g_assert_cmpuint (rows->len, ==, flat->len);
  for (guint i = 0; i < groups->len; i++)
    {
      const AgentQueryGroup *group = &g_array_index (groups, AgentQueryGroup, i);
      int first = agent_query_position (plain, g_array_index (rows, gint64, at));
      int last = -1;
      guint counted = 0;

      g_assert_cmpint (first, >, before);
      before = first;
      for (guint k = 0; k < group->rows; k++, at++)
        {
          int place = agent_query_position (plain, g_array_index (rows, gint64, at));

          g_assert_cmpint (place, >, last);
          last = place;
        }
      for (guint k = 0; k < group->counts->len; k++)
        counted += g_array_index (group->counts, AgentCount, k).n;
      g_assert_cmpuint (group->open, <=, group->rows);
      g_assert_cmpuint (counted, <=, group->open);
    }
  g_assert_cmpuint (at, ==, rows->len);
}

static void
test_grouped (CacheFixture *self, gconstpointer data)
{
  static const char *const fields[] = { "service", "status", "severity", "lead" };

  fill (self);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (AgentQuery) plain = open_query (self, "", "severity,title");
      g_autoptr (AgentQuery) grouped = open_query (self, "", "severity,title");
      g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GError) error = NULL;

      g_assert_true (
          agent_query_set_group (grouped, fields[i], i == 2 ? "status" : "severity", &error));
      g_array_unref (run (self, plain, 0));
      /* The first few, then all of them. */
      for (guint pass = 0; pass < 2; pass++)
        {
          g_autoptr (GArray) splices = run (self, grouped, pass == 0 ? 5 : 0);
          g_autoptr (GArray) rows = rows_of (self, grouped);

          apply_splices (shown, splices, rows);
          g_assert_cmpmem (shown->data,
                           shown->len * sizeof (gint64),
                           rows->data,
                           rows->len * sizeof (gint64));
        }
      check_groups (self, grouped, plain);
    }
}

static void
test_ungrouped (CacheFixture *self, gconstpointer data)
{
  static const char *const fields[] = { "labels", "timeline", "summary", "nothing" };
  g_autoptr (AgentQuery) query = open_query (self, "", "");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (agent_query_set_group (query, fields[i], NULL, &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
    }
  g_assert_false (agent_query_set_group (query, "service", "title", NULL));
  g_array_unref (run (self, query, 0));
  g_assert_null (agent_query_groups_shown (query));
}

static void
test_splices (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentQuery) query = open_query (self, "-status:closed", "severity,title");
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint version = 10;

  fill (self);
  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (GArray) splices = NULL;
      g_autoptr (GArray) rows = NULL;

      for (gint i = g_test_rand_int_range (0, 30); i > 0; i--)
        {
          guint n = (guint) g_test_rand_int_range (1, RECORDS + 40);
          g_autofree char *doc = random_incident (n);

          cache_fixture_add (self,
                             "incident",
                             n,
                             version++,
                             g_test_rand_int_range (0, 6) == 0 ? NULL : doc);
        }
      cache_fixture_apply (self, "c");
      splices = run (self, query, 0);
      rows = rows_of (self, query);
      apply_splices (shown, splices, rows);
      g_assert_cmpmem (shown->data,
                       shown->len * sizeof (gint64),
                       rows->data,
                       rows->len * sizeof (gint64));
    }
}

/* One row that goes from the top to the bottom is two splices, not all between. */
static void
test_splices_few (CacheFixture *self, gconstpointer data)
{
  g_autoptr (AgentQuery) query = open_query (self, "", "title");
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) moved = NULL;
  g_autoptr (GArray) none = NULL;

  for (guint n = 1; n <= 1000; n++)
    {
      g_autofree char *doc = g_strdup_printf ("{\"title\":\"t%04u\"}", n);

      cache_fixture_add (self, "incident", n, 1, doc);
    }
  cache_fixture_apply (self, "c");
  first = run (self, query, 0);
  g_assert_cmpuint (first->len, ==, 1);
  cache_fixture_add (self, "incident", 2, 2, "{\"title\":\"z\"}");
  cache_fixture_apply (self, "c");
  moved = run (self, query, 0);
  g_assert_cmpuint (moved->len, ==, 2);
  g_assert_cmpuint (g_array_index (moved, AgentSplice, 0).position, ==, 1);
  g_assert_cmpuint (g_array_index (moved, AgentSplice, 0).removed, ==, 1);
  g_assert_cmpuint (g_array_index (moved, AgentSplice, 1).position, ==, 999);
  g_assert_cmpuint (g_array_index (moved, AgentSplice, 1).added, ==, 1);
  none = run (self, query, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_window (CacheFixture *self, gconstpointer data)
{
  static const char *const fields[] = { "title", "missing", "number", NULL };
  g_autoptr (AgentQuery) query = open_query (self, "", "number");
  g_autoptr (GArray) splices = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) end = NULL;

  cache_fixture_add (self, "incident", 1, 1, "{\"number\":1,\"title\":\"A\",\"impact\":\"x\"}");
  cache_fixture_add (self, "incident", 2, 1, "{\"number\":2,\"title\":\"B\"}");
  cache_fixture_add (self, "incident", 3, 1, "{\"number\":3,\"title\":\"C\"}");
  cache_fixture_apply (self, "c");
  splices = run (self, query, 2);
  g_assert_cmpuint (agent_query_size (query), ==, 2);
  g_assert_cmpint (agent_query_total (query), ==, AGENT_TOTAL_AT_LEAST);
  agent_query_set_fields (query, fields);
  cache_fixture_add (self, "incident", 2, 2, NULL);
  cache_fixture_apply (self, "c");
  rows = agent_query_window (query, self->reader, 0, 10, NULL);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (((AgentRow *) rows->pdata[0])->doc, ==, "{\"title\":\"A\",\"number\":1}");
  g_assert_true (((AgentRow *) rows->pdata[1])->deleted);
  g_assert_null (((AgentRow *) rows->pdata[1])->doc);
  end = agent_query_window (query, self->reader, 7, 10, NULL);
  g_assert_cmpuint (end->len, ==, 0);
}

typedef struct
{
  AgentCache *reader;
  GArray *rows;
  guint left;
} Page;

/* However a row came, it is the one that is read alone. */
static void
check_row (AgentCache *reader, const AgentRow *given)
{
  g_autoptr (AgentRow) copy = agent_row_copy (given);
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentRow) row = agent_cache_row (reader, copy->rowid, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (copy->kind, ==, row->kind);
  g_assert_cmpstr (copy->id, ==, row->id);
  g_assert_cmpint (copy->version, ==, row->version);
  g_assert_cmpint (copy->created_at, ==, row->created_at);
  g_assert_cmpint (copy->updated_at, ==, row->updated_at);
  g_assert_cmpstr (copy->updated_by, ==, row->updated_by);
  g_assert_cmpstr (copy->doc, ==, row->doc);
  g_assert_cmpstr (copy->base_doc, ==, row->base_doc);
  g_assert_cmpstr (copy->state, ==, row->state);
}

static gboolean
take_row_cb (const AgentRow *row, gpointer data, GError **error)
{
  Page *page = data;

  check_row (page->reader, row);
  g_array_append_val (page->rows, row->rowid);
  return --page->left > 0;
}

/* Pages after one another are the whole list, whatever is missing in the sort's fields. */
static void
check_pages (CacheFixture *self, const char *filter, const char *sort)
{
  g_autoptr (AgentQuery) query = open_query (self, filter, sort);
  g_autoptr (GArray) expected = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *after = NULL;

  g_array_unref (run (self, query, 0));
  expected = rows_of (self, query);
  do
    {
      g_autoptr (GError) error = NULL;
      Page page = { self->reader, rows, 37 };
      char *next;

      agent_query_each (query,
                        self->reader,
                        self->found,
                        self->base.now,
                        after,
                        take_row_cb,
                        &page,
                        &next,
                        &error);
      g_assert_no_error (error);
      g_free (after);
      after = next;
    }
  while (after != NULL);
  g_assert_cmpmem (rows->data,
                   rows->len * sizeof (gint64),
                   expected->data,
                   expected->len * sizeof (gint64));
}

static void
test_pages (CacheFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentQuery) query = NULL;

  fill (self);
  cache_fixture_index (self);
  check_pages (self, "", "");
  check_pages (self, "-labels:disk", "severity,-started_at");
  check_pages (self, "", "-severity,lead,-environment");
  check_pages (self, "", "-started_at,number");
  check_pages (self, "disk", "");
  check_pages (self, "disk -summary:cart", "");
  check_pages (self, "disk", "title");
  query = open_query (self, "", "title");
  g_assert_false (agent_query_each (
      query, self->reader, self->found, 0, "nonsense", take_row_cb, NULL, NULL, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_USAGE);
}

static void
test_groups (CacheFixture *self, gconstpointer data)
{
  const M77Kind *kind = m77_kind_find ("incident");
  g_autoptr (AgentQuery) query = open_query (self, "-tasks:no", "");
  g_autoptr (GArray) services = NULL;
  g_autoptr (GArray) labels = NULL;
  g_autoptr (GArray) states = NULL;

  cache_fixture_add (self, "incident", 1, 1, "{\"service\":\"Cart\",\"labels\":[\"A\",\"b\"]}");
  cache_fixture_add (self, "incident", 2, 1, "{\"service\":\"Cart\",\"status\":\"closed\"}");
  cache_fixture_add (self, "incident", 3, 1, "{\"labels\":[\"A\"],\"status\":\"odd\"}");
  cache_fixture_apply (self, "c");
  services = agent_query_groups (query,
                                 self->reader,
                                 NULL,
                                 0,
                                 m77_kind_field (kind, "service"),
                                 0,
                                 NULL);
  g_assert_cmpuint (services->len, ==, 2);
  g_assert_cmpstr (g_array_index (services, AgentGroup, 0).value, ==, "Cart");
  g_assert_cmpint (g_array_index (services, AgentGroup, 0).count, ==, 2);
  g_assert_null (g_array_index (services, AgentGroup, 1).value);
  labels = agent_query_groups (query,
                               self->reader,
                               NULL,
                               0,
                               m77_kind_field (kind, "labels"),
                               1,
                               NULL);
  g_assert_cmpuint (labels->len, ==, 1);
  g_assert_cmpstr (g_array_index (labels, AgentGroup, 0).value, ==, "A");
  states = agent_query_groups (query,
                               self->reader,
                               NULL,
                               0,
                               m77_kind_field (kind, "status"),
                               0,
                               NULL);
  g_assert_cmpuint (states->len, ==, 3);
  g_assert_cmpstr (g_array_index (states, AgentGroup, 1).value, ==, "odd");
  g_assert_cmpstr (g_array_index (states, AgentGroup, 2).value, ==, "closed");
}

static int
interrupt_cb (void *data)
{
  return 1;
}

/* One that was superseded leaves the list as it was, and the reader ready. */
static void
test_interrupted (CacheFixture *self, gconstpointer data)
{
  static const char *const filters[] = { "", "disk", "customers_affected>2" };
  sqlite3 *db = agent_db_handle (agent_cache_db (self->reader));

  fill (self);
  cache_fixture_index (self);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (AgentQuery) query = open_query (self, filters[i], "title");
      g_autoptr (GError) error = NULL;
      guint size;

      g_array_unref (run (self, query, 0));
      size = agent_query_size (query);
      g_assert_cmpuint (size, >, 0);
      sqlite3_progress_handler (db, 50, interrupt_cb, NULL);
      g_assert_false (
          agent_query_run (query, self->reader, self->found, self->base.now, 0, NULL, &error));
      sqlite3_progress_handler (db, 0, NULL, NULL);
      g_assert_error (error, M77_ERROR, M77_ERROR_CANCELLED);
      g_assert_cmpuint (agent_query_size (query), ==, size);
      g_array_unref (run (self, query, 0));
      g_assert_cmpuint (agent_query_size (query), ==, size);
    }
}

static void
test_refused (CacheFixture *self, gconstpointer data)
{
  M77FilterContext context = context_of (self);
  g_autoptr (GError) kind = NULL;
  g_autoptr (GError) filter = NULL;
  g_autoptr (GError) sort = NULL;

  g_assert_null (agent_query_new ("teapot", "", "", &context, &kind));
  g_assert_error (kind, M77_ERROR, M77_ERROR_UNKNOWN_KIND);
  g_assert_null (agent_query_new ("incident", "severity<=", "", &context, &filter));
  g_assert_error (filter, M77_ERROR, M77_ERROR_BAD_FILTER);
  g_assert_null (agent_query_new ("incident", "", "summary", &context, &sort));
  g_assert_error (sort, M77_ERROR, M77_ERROR_BAD_FILTER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CACHE_TEST ("/query/filters", test_filters);
  CACHE_TEST ("/query/words-behind", test_words_behind);
  CACHE_TEST ("/query/grouped", test_grouped);
  CACHE_TEST ("/query/ungrouped", test_ungrouped);
  CACHE_TEST ("/query/splices", test_splices);
  CACHE_TEST ("/query/splices-few", test_splices_few);
  CACHE_TEST ("/query/window", test_window);
  CACHE_TEST ("/query/pages", test_pages);
  CACHE_TEST ("/query/groups", test_groups);
  CACHE_TEST ("/query/interrupted", test_interrupted);
  CACHE_TEST ("/query/refused", test_refused);
  return g_test_run ();
}
