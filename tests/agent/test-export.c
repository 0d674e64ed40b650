/* Reading rows as JSON, and exports.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-export"

#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "agent/jobs/agent-export.h"
#include "agent/service/agent-edit.h"
#include "agent/service/agent-read.h"
#include "tests/agent/calls-fixture.h"

#define MANY 3000 /* rows, more than one buffer of them */

static char *
export_with (CallsFixture *self, const AgentExport *asked, gint64 *rows, GError **error)
{
  g_autofree char *path = g_build_filename (self->base.directory, "export", NULL);
  AgentExport job = *asked;
  char *text = NULL;

  job.output = g_open (path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  g_assert_cmpint (job.output, >=, 0);
  job.filter = job.filter != NULL ? job.filter : "";
  job.sort = "";
  *rows = agent_export_files (&job, self->base.directory, self->base.now, error);
  close (job.output);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
add_strange (CallsFixture *self)
{
  calls_add (self,
             "incident",
             9,
             1,
             "{\"number\":9,\"title\":\"=HYPERLINK(\\\"x\\\"),\\r\\nend\",\"severity\":\"sev1\","
             "\"status\":\"triggered\",\"environment\":\"production\",\"labels\":[\"-a\",\"b\"],"
             "\"customers_affected\":-5,\"summary\":\"a, b\",\"impact\":\"a \\\"b\\\"\","
             "\"timeline\":[{\"id\":\"e\",\"text\":\"Jana called\"}]}");
  calls_apply (self);
}

static void
test_csv (CallsFixture *self, gconstpointer data)
{
  static const char *const columns[] = { "key",     "title",  "labels",   "customers_affected",
                                         "summary", "impact", "timeline", "lead",
                                         NULL };
  const AgentExport job = {
    .kind = "incident", .filter = "number:9", .format = "csv", .columns = columns
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 rows;

  add_strange (self);
  text = export_with (self, &job, &rows, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rows, ==, 1);
  g_assert_cmpstr (text,
                   ==,
                   "key,title,labels,customers_affected,summary,impact,timeline,lead\r\n"
                   "INC-9,\"'=HYPERLINK(\"\"x\"\"),\r\nend\",\"'-a b\",-5,\"a, b\","
                   "\"a \"\"b\"\"\",***,\r\n");
}

static void
test_csv_whole (CallsFixture *self, gconstpointer data)
{
  const AgentExport job = { .kind = "incidents", .format = "csv" };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 rows;

  text = export_with (self, &job, &rows, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rows, ==, 2);
  g_assert_true (g_str_has_prefix (text, "id,key,version,state,created_at,updated_at,updated_by,"));
  g_assert_nonnull (strstr (text, "INC-2041,4,clean,2030-05-01T00:00:00.000Z,"));
}

static void
test_ndjson (CallsFixture *self, gconstpointer data)
{
  AgentExport job = { .kind = "incident", .filter = "number:9", .format = "ndjson" };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *masked = NULL, *raw = NULL;
  const M77Json *doc;
  gint64 rows;

  add_strange (self);
  masked = export_with (self, &job, &rows, &error);
  g_assert_no_error (error);
  doc = m77_json_get (m77_json_parse (pool, masked, -1, &error), "doc");
  g_assert_no_error (error);
  g_assert_cmpstr (m77_json_get_string (doc, "timeline"), ==, "***");
  g_assert_cmpstr (m77_json_get_string (doc, "summary"), ==, "a, b");
  job.raw_pii = TRUE;
  raw = export_with (self, &job, &rows, &error);
  g_assert_nonnull (strstr (raw, "Jana called"));
  g_assert_true (g_str_has_suffix (raw, "}\n"));
}

/* Keys as the whole document has them, whatever it takes to find them in its text. */
static void
test_ndjson_keys (CallsFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *doc, *key; /* NULL: the id's end */
  } cases[] = {
    { "{\"name\":\"plain\"}", "plain" },
    { "{\"description\":\"a \\\"name\\\"\",\"name\":\"later\"}", "later" },
    { "{\"links\":{\"name\":\"inner\"},\"name\" : \"spaced\"}", "spaced" },
    { "{\"name\":\"quo\\\"ted\\\\\"}", "quo\"ted\\" },
    { "{\"name\":\"\\u0041b\"}", "Ab" },
    { "{\"name\":\"\"}", NULL },
    { "{\"name\":7}", "7" },
    { "{\"name\":null}", NULL },
    { "{}", NULL },
  };
  const AgentExport job = { .kind = "service", .format = "ndjson", .raw_pii = TRUE };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 rows;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    calls_add (self, "service", 100 + i, 1, cases[i].doc);
  calls_apply (self);
  text = export_with (self, &job, &rows, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      const M77Json *row = m77_json_parse (pool, lines[i], -1, &error);

      g_assert_no_error (error);
      g_hash_table_insert (keys,
                           (gpointer) m77_json_get_string (row, "id"),
                           (gpointer) m77_json_get_string (row, "key"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = calls_id (100 + i);

      g_assert_cmpstr (g_hash_table_lookup (keys, id),
                       ==,
                       cases[i].key != NULL ? cases[i].key : id + strlen (id) - 8);
    }
}

static void
test_ndjson_columns (CallsFixture *self, gconstpointer data)
{
  static const char *const columns[] = { "key", "severity", "timeline", "lead", NULL };
  AgentExport job = {
    .kind = "incident", .filter = "number:9", .format = "ndjson", .columns = columns
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 rows;

  add_strange (self);
  text = export_with (self, &job, &rows, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (
      text, ==, "{\"key\":\"INC-9\",\"severity\":\"sev1\",\"timeline\":\"***\",\"lead\":null}\n");
}

static void
test_json (CallsFixture *self, gconstpointer data)
{
  static const char *const columns[] = { "key", NULL };
  AgentExport job = {
    .kind = "incident", .filter = "", .sort = "number", .format = "json", .columns = columns
  };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *whole = NULL, *none = NULL;
  gint64 rows;

  text = export_with (self, &job, &rows, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text,
                   ==,
                   "{\"kind\":\"incident\",\"rows\":[\n{\"key\":\"INC-2041\"},\n"
                   "{\"key\":\"INC-2042\"}\n],\"total\":2,\"next\":null}\n");
  job.columns = NULL;
  job.raw_pii = TRUE;
  whole = export_with (self, &job, &rows, &error);
  g_assert_cmpuint (m77_json_size (m77_json_get (m77_json_parse (pool, whole, -1, &error), "rows")),
                    ==,
                    2);
  g_assert_no_error (error);
  job.filter = "number:77";
  none = export_with (self, &job, &rows, &error);
  g_assert_cmpuint (m77_json_size (m77_json_get (m77_json_parse (pool, none, -1, &error), "rows")),
                    ==,
                    0);
  g_assert_no_error (error);
}

static void
test_refused (CallsFixture *self, gconstpointer data)
{
  static const char *const columns[] = { "moon", NULL };
  const AgentExport jobs[] = {
    { .kind = "incident", .format = "docx" },
    { .kind = "moon", .format = "csv" },
    { .kind = "incident", .format = "csv", .columns = columns },
    { .kind = "incident", .format = "csv", .filter = "severity<" },
  };
  const M77Error codes[] = {
    M77_ERROR_USAGE, M77_ERROR_UNKNOWN_KIND, M77_ERROR_INVALID, M77_ERROR_BAD_FILTER
  };

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      gint64 rows;

      text = export_with (self, &jobs[i], &rows, &error);
      g_assert_cmpint (rows, ==, -1);
      g_assert_error (error, M77_ERROR, (int) codes[i]);
      g_assert_cmpstr (text, ==, "");
    }
}

static void
add_many (CallsFixture *self)
{
  for (guint n = 100; n < 100 + MANY; n++)
    {
      g_autofree char *doc = g_strdup_printf (
          "{\"number\":%u,\"title\":\"Number %u\",\"severity\":\"sev4\",\"status\":\"closed\","
          "\"environment\":\"staging\",\"summary\":\"%0200u\"}",
          n,
          n,
          n);

      calls_add (self, "incident", n, 1, doc);
    }
  calls_apply (self);
}

static gpointer
read_all_cb (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);
  GString *text = g_string_new (NULL);
  char buffer[1000];
  gssize count;

  while ((count = read (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, count);
  close (fd);
  return text;
}

static void
test_pipe (CallsFixture *self, gconstpointer data)
{
  AgentExport job = { .kind = "incident", .filter = "", .sort = "number", .format = "ndjson" };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  GThread *reader;
  GString *text;
  int ends[2];

  add_many (self);
  g_assert_cmpint (pipe (ends), ==, 0);
  reader = g_thread_new ("reader", read_all_cb, GINT_TO_POINTER (ends[0]));
  job.output = ends[1];
  g_assert_cmpint (agent_export_files (&job, self->base.directory, self->base.now, &error),
                   ==,
                   MANY + 2);
  g_assert_no_error (error);
  close (ends[1]);
  text = g_thread_join (reader);
  lines = g_strsplit (text->str, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, MANY + 3);
  g_assert_true (g_str_has_suffix (lines[0], "}}"));
  g_string_free (text, TRUE);
}

static void
test_nobody_reads (CallsFixture *self, gconstpointer data)
{
  AgentExport job = { .kind = "incident", .filter = "", .sort = "", .format = "csv" };
  g_autoptr (GError) error = NULL;
  int ends[2];

  signal (SIGPIPE, SIG_IGN);
  g_assert_cmpint (pipe (ends), ==, 0);
  close (ends[0]);
  job.output = ends[1];
  g_assert_cmpint (agent_export_files (&job, self->base.directory, self->base.now, &error), ==, -1);
  g_assert_error (error, M77_ERROR, M77_ERROR_CANCELLED);
  close (ends[1]);
}

/* ---- Reads ---- */

static guint
count_rows (const char *json)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  const M77Json *rows = m77_json_parse (pool, json, -1, &error);

  g_assert_no_error (error);
  return m77_json_size (rows);
}

static void
test_list_pages (CallsFixture *self, gconstpointer data)
{
  AgentListing listing = { "incident", "environment:staging", "number", 1000, "" };
  g_autofree char *after = g_strdup ("");
  guint seen = 0;

  add_many (self);
  do
    {
      g_autoptr (GString) rows = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      char *next;
      gint64 total;

      listing.after = after;
      agent_read_list (&self->desk, &listing, rows, &total, &next, &error);
      g_assert_no_error (error);
      g_assert_cmpint (total, ==, seen == 0 ? MANY : -1);
      seen += count_rows (rows->str);
      g_free (after);
      after = next;
    }
  while (after != NULL);
  g_assert_cmpuint (seen, ==, MANY);
}

static void
test_record (CallsFixture *self, gconstpointer data)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const M77Json *row;

  agent_read_record (&self->desk, "incident", "inc-2041", out, &error);
  g_assert_no_error (error);
  row = m77_json_parse (pool, out->str, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (m77_json_get_string (row, "key"), ==, "INC-2041");
  g_assert_cmpint (m77_json_get_int (row, "version", 0), ==, 4);
  g_assert_cmpstr (m77_json_get_string (m77_json_get (row, "doc"), "title"), ==, "Checkout slow");
  g_assert_false (agent_read_record (&self->desk, "moon", "1", out, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_UNKNOWN_KIND);
}

static void
test_history (CallsFixture *self, gconstpointer data)
{
  const AgentEdit what = { "", "{\"title\":\"Down\"}", "" };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL, *subject = calls_id (2), *doc = NULL;
  const M77Json *entries;
  gint64 seq;

  doc = g_strdup_printf ("{\"sequence\":5,\"at\":\"2030-05-16T00:00:00.000Z\",\"verb\":\"edit\","
                         "\"subject_kind\":\"incident\",\"subject\":\"%s\"}",
                         subject);
  calls_add (self, "audit", 70, 1, doc);
  calls_apply (self);
  agent_edit_one (&self->desk, "incident", "2041", &what, &seq, &operation, &error);
  g_assert_no_error (error);
  agent_read_history (&self->desk, "incident", "2041", 0, out, &error);
  g_assert_no_error (error);
  entries = m77_json_parse (pool, out->str, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (m77_json_size (entries), ==, 2);
  g_assert_cmpstr (m77_json_get_string (m77_json_first (entries), "type"), ==, "update");
  g_assert_cmpstr (m77_json_get_string (m77_json_first (entries), "key"), ==, "INC-2041");
  g_assert_cmpstr (m77_json_get_string (m77_json_next (m77_json_first (entries)), "kind"),
                   ==,
                   "audit");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CALLS_TEST ("/export/csv", test_csv);
  CALLS_TEST ("/export/csv-whole", test_csv_whole);
  CALLS_TEST ("/export/ndjson", test_ndjson);
  CALLS_TEST ("/export/ndjson-keys", test_ndjson_keys);
  CALLS_TEST ("/export/ndjson-columns", test_ndjson_columns);
  CALLS_TEST ("/export/json", test_json);
  CALLS_TEST ("/export/refused", test_refused);
  CALLS_TEST ("/export/pipe", test_pipe);
  CALLS_TEST ("/export/nobody-reads", test_nobody_reads);
  CALLS_TEST ("/read/list-pages", test_list_pages);
  CALLS_TEST ("/read/record", test_record);
  CALLS_TEST ("/read/history", test_history);
  return g_test_run ();
}
