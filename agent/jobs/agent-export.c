/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-export"

#include "config.h"

#include "agent/jobs/agent-export.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/jobs/agent-export-output.h"
#include "agent/jobs/agent-export-skim.h"
#include "agent/service/agent-row-json.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define MASKED "***"

/* What is asked for by name and is no field of the document. */
typedef enum
{
  COLUMN_DOCUMENT,
  COLUMN_ID,
  COLUMN_KEY,
  COLUMN_VERSION,
  COLUMN_STATE,
  COLUMN_CREATED_AT,
  COLUMN_UPDATED_AT,
  COLUMN_UPDATED_BY
} Source;

static const struct
{
  const char *name;
  Source source;
} envelope[] = {
  { "id", COLUMN_ID },
  { "key", COLUMN_KEY },
  { "version", COLUMN_VERSION },
  { "state", COLUMN_STATE },
  { "created_at", COLUMN_CREATED_AT },
  { "updated_at", COLUMN_UPDATED_AT },
  { "updated_by", COLUMN_UPDATED_BY },
};

typedef struct
{
  const char *name;
  Source source;
  gboolean masked;
  const M77Json *value; /* of the row at hand */
} Column;

typedef struct
{
  const AgentExport *job;
  const M77Kind *kind;
  AgentExportOutput output;
  M77JsonPool *pool;
  GArray *columns;     /* Column */
  GHashTable *by_name; /* of the document: char * → index + 1 */
  GString *text;       /* scratch */
  gboolean is_csv, is_list, is_whole;
  gboolean is_raw; /* documents go out as they are kept */
  const char *key_fields[3];
  gint64 rows;
} Run;

static void
run_clear (Run *run)
{
  agent_export_output_clear (&run->output);
  g_clear_pointer (&run->pool, m77_json_pool_free);
  g_clear_pointer (&run->columns, g_array_unref);
  g_clear_pointer (&run->by_name, g_hash_table_unref);
  if (run->text != NULL)
    g_string_free (run->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
add_column (Run *run, const char *name, Source source, const M77Field *field)
{
  Column column = { .name = name, .source = source };

  column.masked = field != NULL && (field->flags & M77_FIELD_PERSONAL) != 0 && !run->job->raw_pii;
  g_array_append_val (run->columns, column);
  if (source == COLUMN_DOCUMENT)
    g_hash_table_insert (run->by_name, (gpointer) name, GUINT_TO_POINTER (run->columns->len));
}

static gboolean
add_named (Run *run, const char *name, GError **error)
{
  const M77Field *field;

  for (guint i = 0; i < G_N_ELEMENTS (envelope); i++)
    if (g_str_equal (name, envelope[i].name))
      {
        add_column (run, envelope[i].name, envelope[i].source, NULL);
        return TRUE;
      }
  field = m77_kind_field (run->kind, name);
  if (field != NULL && !g_hash_table_contains (run->by_name, field->name))
    add_column (run, field->name, COLUMN_DOCUMENT, field);
  if (field != NULL)
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_INVALID,
               /* Translators: a kind of record, then what the person typed */
               _ ("A %s has no field “%s”."),
               g_dgettext (GETTEXT_PACKAGE, run->kind->label),
               name);
  return FALSE;
}

static gboolean
take_columns (Run *run, GError **error)
{
  const char *const *names = run->job->columns;

  run->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  run->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  run->is_whole = names == NULL || names[0] == NULL;
  for (guint i = 0; !run->is_whole && names[i] != NULL; i++)
    if (!add_named (run, names[i], error))
      return FALSE;
  if (!run->is_whole)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (envelope); i++)
    add_column (run, envelope[i].name, envelope[i].source, NULL);
  for (const M77Field *field = run->kind->fields; field->name != NULL; field++)
    add_column (run, field->name, COLUMN_DOCUMENT, field);
  return TRUE;
}

/* One pass over the document, however many columns there are. */
static void
pick_values (Run *run, const M77Json *doc)
{
  for (guint i = 0; i < run->columns->len; i++)
    g_array_index (run->columns, Column, i).value = NULL;
  for (const M77Json *m = m77_json_first (doc); m != NULL; m = m77_json_next (m))
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (run->by_name, m77_json_name (m)));

      if (place > 0)
        g_array_index (run->columns, Column, place - 1).value = m;
    }
}

/* ---- CSV ---- */

/* A set of texts as its words; whatever else has an inside as JSON. */
static void
add_container_cell (Run *run, const M77Json *value)
{
  gboolean is_words = m77_json_is (value, M77_JSON_ARRAY);

  g_string_truncate (run->text, 0);
  for (const M77Json *e = m77_json_first (value); is_words && e != NULL; e = m77_json_next (e))
    {
      is_words = m77_json_string (e) != NULL;
      g_string_append_printf (run->text,
                              "%s%s",
                              run->text->len > 0 ? " " : "",
                              is_words ? m77_json_string (e) : "");
    }
  if (!is_words)
    {
      g_string_truncate (run->text, 0);
      m77_json_write (value, run->text);
    }
  agent_export_output_cell (&run->output, run->text->str, TRUE);
}

static void
add_value_cell (Run *run, const Column *column)
{
  const M77Json *value = column->value;
  GString *out = run->output.bytes;
  gboolean flag;

  if (m77_json_is_null (value))
    return;
  if (column->masked)
    g_string_append (out, MASKED);
  else if (m77_json_string (value) != NULL)
    agent_export_output_cell (&run->output, m77_json_string (value), TRUE);
  else if (m77_json_number_text (value) != NULL)
    g_string_append (out, m77_json_number_text (value));
  else if (m77_json_bool (value, &flag))
    g_string_append (out, flag ? "true" : "false");
  else
    add_container_cell (run, value);
}

static void
add_cell (Run *run, const Column *column, const AgentRow *row, const M77Json *doc)
{
  g_autofree char *key = NULL;

  switch (column->source)
    {
    case COLUMN_DOCUMENT:
      add_value_cell (run, column);
      break;
    case COLUMN_ID:
      agent_export_output_cell (&run->output, row->id, TRUE);
      break;
    case COLUMN_KEY:
      key = m77_record_key (run->kind, doc, row->id, row->local_number);
      agent_export_output_cell (&run->output, key, TRUE);
      break;
    case COLUMN_VERSION:
      g_string_append_printf (run->output.bytes, "%" G_GINT64_FORMAT, row->version);
      break;
    case COLUMN_STATE:
      g_string_append (run->output.bytes, row->state);
      break;
    case COLUMN_CREATED_AT:
      m77_time_append (run->output.bytes, row->created_at);
      break;
    case COLUMN_UPDATED_AT:
      m77_time_append (run->output.bytes, row->updated_at);
      break;
    case COLUMN_UPDATED_BY:
      if (row->updated_by != NULL)
        agent_export_output_cell (&run->output, row->updated_by, TRUE);
      break;
    }
}

static void
write_csv (Run *run, const AgentRow *row, const M77Json *doc)
{
  for (guint i = 0; i < run->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (run->output.bytes, ',');
      add_cell (run, &g_array_index (run->columns, Column, i), row, doc);
    }
  g_string_append (run->output.bytes, "\r\n");
}

static void
write_csv_header (Run *run)
{
  for (guint i = 0; i < run->columns->len; i++)
    g_string_append_printf (run->output.bytes,
                            "%s%s",
                            i > 0 ? "," : "",
                            g_array_index (run->columns, Column, i).name);
  g_string_append (run->output.bytes, "\r\n");
}

/* ---- NDJSON and JSON ---- */

/* Of the list that JSON is: its beginning, what is between two rows, its end. */
static void
write_list_header (Run *run)
{
  g_string_append (run->output.bytes, "{\"kind\":");
  m77_json_write_string (run->output.bytes, run->kind->name, -1);
  g_string_append (run->output.bytes, ",\"rows\":[\n");
}

static void
separate_rows (Run *run)
{
  if (run->is_list && run->rows > 1)
    g_string_append (run->output.bytes, ",\n");
}

static void
end_row (Run *run)
{
  if (!run->is_list)
    g_string_append_c (run->output.bytes, '\n');
}

static void
write_list_end (Run *run)
{
  g_string_append_printf (run->output.bytes,
                          "\n],\"total\":%" G_GINT64_FORMAT ",\"next\":null}\n",
                          run->rows);
}

/* The document with what is personal masked; NULL: there is nothing of it in this one. */
static char *
mask_document (Run *run, const M77Json *doc)
{
  M77Json *masked = NULL;

  for (guint i = 0; i < run->columns->len; i++)
    {
      const Column *column = &g_array_index (run->columns, Column, i);

      if (!column->masked || m77_json_is_null (column->value))
        continue;
      if (masked == NULL)
        masked = m77_json_copy (run->pool, doc);
      m77_json_set_string (run->pool, masked, column->name, MASKED);
    }
  return masked != NULL ? m77_json_to_text (masked) : NULL;
}

static void
write_row (Run *run, const AgentRow *row, const M77Json *doc)
{
  AgentRow shown = *row;
  g_autofree char *masked = mask_document (run, doc);
  g_autofree char *key = m77_record_key (run->kind, doc, row->id, row->local_number);

  if (masked != NULL)
    shown.doc = masked;
  agent_row_write_json_as (&shown, key, run->output.bytes);
}

static void
add_member (Run *run, const Column *column, const AgentRow *row, const M77Json *doc)
{
  GString *out = run->output.bytes;
  g_autofree char *key = NULL;

  switch (column->source)
    {
    case COLUMN_DOCUMENT:
      g_string_truncate (run->text, 0);
      if (!m77_json_is_null (column->value))
        m77_json_write (column->value, run->text);
      agent_json_add_raw (out,
                          column->name,
                          column->masked && run->text->len > 0 ? "\"" MASKED "\"" : run->text->str);
      break;
    case COLUMN_ID:
      agent_json_add_text (out, column->name, row->id);
      break;
    case COLUMN_KEY:
      key = m77_record_key (run->kind, doc, row->id, row->local_number);
      agent_json_add_text (out, column->name, key);
      break;
    case COLUMN_VERSION:
      agent_json_add_int (out, column->name, row->version);
      break;
    case COLUMN_STATE:
      agent_json_add_text (out, column->name, row->state);
      break;
    case COLUMN_CREATED_AT:
      agent_json_add_time (out, column->name, row->created_at);
      break;
    case COLUMN_UPDATED_AT:
      agent_json_add_time (out, column->name, row->updated_at);
      break;
    case COLUMN_UPDATED_BY:
      agent_json_add_text (out, column->name, row->updated_by);
      break;
    }
}

static void
write_json (Run *run, const AgentRow *row, const M77Json *doc)
{
  separate_rows (run);
  if (run->is_whole)
    write_row (run, row, doc);
  else
    {
      g_string_append_c (run->output.bytes, '{');
      for (guint i = 0; i < run->columns->len; i++)
        add_member (run, &g_array_index (run->columns, Column, i), row, doc);
      g_string_append_c (run->output.bytes, '}');
    }
  end_row (run);
}

/* A whole row of which nothing is masked: of the document, only what makes the key is read. */
static gboolean
write_raw (Run *run, const AgentRow *row)
{
  g_autofree char *made = NULL;
  const char *key = NULL;

  g_string_truncate (run->text, 0);
  if (!agent_export_skim (row->doc, run->key_fields, run->text))
    return FALSE;
  if (m77_record_key_is_field (run->kind))
    key = agent_export_skim_plain (run->text, run->kind->key_field);
  if (key == NULL)
    key = made = m77_record_key (run->kind,
                                 m77_json_parse (run->pool, run->text->str, run->text->len, NULL),
                                 row->id,
                                 row->local_number);
  separate_rows (run);
  agent_row_write_json_as (row, key, run->output.bytes);
  end_row (run);
  return TRUE;
}

/* ---- All of them ---- */

static gboolean
row_cb (const AgentRow *row, gpointer data, GError **error)
{
  Run *run = data;
  const M77Json *doc;

  run->rows++;
  m77_json_pool_reset (run->pool);
  if (run->is_raw && write_raw (run, row))
    return agent_export_output_flush (&run->output, FALSE, error);

  doc = m77_json_parse (run->pool, row->doc, -1, NULL);
  pick_values (run, doc);
  if (run->is_csv)
    write_csv (run, row, doc);
  else
    write_json (run, row, doc);
  return agent_export_output_flush (&run->output, FALSE, error);
}

static gboolean
hides_nothing (const Run *run)
{
  for (guint i = 0; i < run->columns->len; i++)
    if (g_array_index (run->columns, Column, i).masked)
      return FALSE;
  return TRUE;
}

static gboolean
prepare (Run *run, const AgentExport *job, GError **error)
{
  run->job = job;
  run->is_csv = g_str_equal (job->format, "csv");
  run->is_list = g_str_equal (job->format, "json");
  if (!run->is_csv && !run->is_list && !g_str_equal (job->format, "ndjson"))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_USAGE,
                   _ ("There is no format “%s” here; say csv, ndjson or json."),
                   job->format);
      return FALSE;
    }
  run->kind = m77_kind_find (job->kind);
  if (run->kind == NULL)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_UNKNOWN_KIND,
                   _ ("There is no kind “%s”; m77 list --help names them."),
                   job->kind);
      return FALSE;
    }
  if (!take_columns (run, error))
    return FALSE;
  run->is_raw = !run->is_csv && run->is_whole && hides_nothing (run);
  run->key_fields[0] = run->kind->key_field;
  run->key_fields[1] = run->kind->key_field != NULL ? run->kind->key_scope : NULL;
  run->pool = m77_json_pool_new ();
  run->text = g_string_new (NULL);
  agent_export_output_init (&run->output, job->output);
  return TRUE;
}

gint64
agent_export_run (const AgentExport *job,
                  AgentCache *reader,
                  AgentSearch *search,
                  gint64 now,
                  GError **error)
{
  M77FilterContext context = { .now = now, .me = job->me, .zone = job->zone };
  g_auto (Run) run = { 0 };
  g_autoptr (AgentQuery) query = NULL;

  if (!prepare (&run, job, error))
    return -1;
  query = agent_query_new (run.kind->name, job->filter, job->sort, &context, error);
  if (query == NULL)
    return -1;
  if (run.is_csv)
    write_csv_header (&run);
  if (run.is_list)
    write_list_header (&run);
  if (!agent_query_each (query, reader, search, now, NULL, row_cb, &run, NULL, error))
    return -1;
  if (run.is_list)
    write_list_end (&run);
  if (!agent_export_output_flush (&run.output, TRUE, error))
    return -1;
  return run.rows;
}

gint64
agent_export_files (const AgentExport *job, const char *directory, gint64 now, GError **error)
{
  g_autoptr (AgentCache) reader = agent_cache_open_reader (directory, NULL, error);
  g_autoptr (AgentSearch) search = NULL;

  if (reader == NULL)
    return -1;
  search = agent_search_open_reader (directory, NULL, error);
  if (search == NULL)
    return -1;
  return agent_export_run (job, reader, search, now, error);
}
