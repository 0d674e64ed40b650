/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal"

#include "config.h"

#include "agent/store/agent-journal-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-error.h"

#define FNV_BASIS G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_PRIME G_GUINT64_CONSTANT (0x00000100000001b3)

// clang-format off
#define TEXT(type, member)  { AGENT_COLUMN_TEXT, G_STRUCT_OFFSET (type, member) }
#define INT(type, member)   { AGENT_COLUMN_INT, G_STRUCT_OFFSET (type, member) }
#define INT64(type, member) { AGENT_COLUMN_INT64, G_STRUCT_OFFSET (type, member) }

static const AgentColumn operation_columns[] = {
  INT64 (AgentOperation, seq),
  TEXT (AgentOperation, id),
  INT (AgentOperation, type),
  TEXT (AgentOperation, kind),
  TEXT (AgentOperation, record),
  TEXT (AgentOperation, author),
  TEXT (AgentOperation, session),
  TEXT (AgentOperation, group),
  INT64 (AgentOperation, base_version),
  TEXT (AgentOperation, base),
  TEXT (AgentOperation, doc),
  TEXT (AgentOperation, patch),
  TEXT (AgentOperation, elements),
  TEXT (AgentOperation, action),
  TEXT (AgentOperation, args),
  TEXT (AgentOperation, expect),
  TEXT (AgentOperation, reason),
  INT64 (AgentOperation, asked_at),
  INT64 (AgentOperation, expires_at),
  INT64 (AgentOperation, made_at),
  INT64 (AgentOperation, undoes),
  INT (AgentOperation, state),
  INT64 (AgentOperation, state_at),
  TEXT (AgentOperation, code),
  TEXT (AgentOperation, detail),
  INT64 (AgentOperation, applied_version),
  INT64 (AgentOperation, not_before),
  INT (AgentOperation, tries),
  TEXT (AgentOperation, asked),
};
#define OPERATION_FIRST 28
static const AgentColumn attempt_columns[] = {
  TEXT (AgentAttemptRow, attempt.key),
  INT64 (AgentAttemptRow, attempt.seq),
  TEXT (AgentAttemptRow, attempt.bytes),
  INT64 (AgentAttemptRow, attempt.made_at),
  INT64 (AgentAttemptRow, closed_at),
  INT64 (AgentAttemptRow, applied_version),
};
static const AgentColumn conflict_columns[] = {
  INT64 (AgentConflict, seq),
  TEXT (AgentConflict, base),
  TEXT (AgentConflict, theirs),
  INT64 (AgentConflict, theirs_version),
  TEXT (AgentConflict, theirs_by),
  INT64 (AgentConflict, theirs_at),
  TEXT (AgentConflict, overlaps),
  TEXT (AgentConflict, decision),
  INT64 (AgentConflict, found_at),
};
static const AgentColumn value_columns[] = {
  TEXT (AgentValue, name),
  TEXT (AgentValue, text),
};
// clang-format on

static void
free_attempt_row (gpointer data)
{
  AgentAttemptRow *row = data;

  g_free (row->attempt.key);
  g_free (row->attempt.bytes);
  g_free (row);
}

static void
free_value (gpointer data)
{
  AgentValue *value = data;

  g_free (value->name);
  g_free (value->text);
  g_free (value);
}

static void
free_operation (gpointer data)
{
  agent_operation_free (data);
}

static void
free_conflict (gpointer data)
{
  agent_conflict_free (data);
}

#define INTO_OPERATION                                                                             \
  "INTO operation (" AGENT_OPERATION_NAMES ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"   \
  " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define INTO_ATTEMPT "INTO attempt (" AGENT_ATTEMPT_NAMES ") VALUES (?, ?, ?, ?, ?, ?, ?)"
#define INTO_CONFLICT                                                                              \
  "INTO conflict (" AGENT_CONFLICT_NAMES ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define INTO_VALUE "INTO value (" AGENT_VALUE_NAMES ") VALUES (?, ?, ?)"

const AgentRows agent_operation_rows = {
  .table = "operation",
  .names = AGENT_OPERATION_NAMES,
  .insert = "INSERT " INTO_OPERATION,
  .replace = "REPLACE " INTO_OPERATION,
  .columns = operation_columns,
  .n_columns = G_N_ELEMENTS (operation_columns),
  .n_first = OPERATION_FIRST,
  .size = sizeof (AgentOperation),
  .free = free_operation,
};

const AgentRows agent_attempt_rows = {
  .table = "attempt",
  .names = AGENT_ATTEMPT_NAMES,
  .insert = "INSERT " INTO_ATTEMPT,
  .replace = "REPLACE " INTO_ATTEMPT,
  .columns = attempt_columns,
  .n_columns = G_N_ELEMENTS (attempt_columns),
  .n_first = G_N_ELEMENTS (attempt_columns),
  .size = sizeof (AgentAttemptRow),
  .free = free_attempt_row,
};

const AgentRows agent_conflict_rows = {
  .table = "conflict",
  .names = AGENT_CONFLICT_NAMES,
  .insert = "INSERT " INTO_CONFLICT,
  .replace = "REPLACE " INTO_CONFLICT,
  .columns = conflict_columns,
  .n_columns = G_N_ELEMENTS (conflict_columns),
  .n_first = G_N_ELEMENTS (conflict_columns),
  .size = sizeof (AgentConflict),
  .free = free_conflict,
};

const AgentRows agent_value_rows = {
  .table = "value",
  .names = AGENT_VALUE_NAMES,
  .insert = "INSERT " INTO_VALUE,
  .replace = "REPLACE " INTO_VALUE,
  .columns = value_columns,
  .n_columns = G_N_ELEMENTS (value_columns),
  .n_first = G_N_ELEMENTS (value_columns),
  .size = sizeof (AgentValue),
  .free = free_value,
};

static guint64
add_bytes (guint64 sum, gconstpointer bytes, gsize size)
{
  const guint8 *byte = bytes;

  for (gsize i = 0; i < size; i++)
    sum = (sum ^ byte[i]) * FNV_PRIME;
  return sum;
}

/* The same on every machine, as the file is. */
static guint64
add_int (guint64 sum, gint64 number)
{
  number = GINT64_TO_LE (number);
  return add_bytes (sum, &number, sizeof number);
}

/* A length goes before each text, so that nothing can move from one column to the next. */
static guint64
add_text (guint64 sum, const char *text)
{
  gint64 length = text == NULL ? -1 : (gint64) strlen (text);

  sum = add_int (sum, length);
  return text == NULL ? sum : add_bytes (sum, text, length);
}

/* Where the ith column stands: the checksum keeps its place. */
static guint
place_of (const AgentRows *rows, guint i)
{
  return i < rows->n_first ? i : i + 1;
}

static gint64
get_int (const AgentColumn *column, gconstpointer row)
{
  if (column->type == AGENT_COLUMN_INT)
    return G_STRUCT_MEMBER (int, row, column->offset);
  return G_STRUCT_MEMBER (gint64, row, column->offset);
}

gboolean
agent_rows_cell (const AgentRows *rows,
                 guint i,
                 gconstpointer row,
                 sqlite3_stmt *statement,
                 AgentCell *cell)
{
  const AgentColumn *column = &rows->columns[i];
  guint place = place_of (rows, i);

  *cell = (AgentCell){ NULL };
  if (column->type == AGENT_COLUMN_TEXT)
    cell->text = row != NULL ? G_STRUCT_MEMBER (char *, row, column->offset)
                             : (const char *) sqlite3_column_text (statement, place);
  else
    cell->number = row != NULL ? get_int (column, row) : sqlite3_column_int64 (statement, place);
  return i < rows->n_first || cell->text != NULL || cell->number != 0;
}

/* Of the row, or where it is NULL of what the statement answers. The place of a later column goes
 * before it. */
static guint64
sum_up (const AgentRows *rows, gconstpointer row, sqlite3_stmt *statement)
{
  guint64 sum = FNV_BASIS;
  AgentCell cell;

  for (guint i = 0; i < rows->n_columns; i++)
    {
      if (!agent_rows_cell (rows, i, row, statement, &cell))
        continue;
      if (i >= rows->n_first)
        sum = add_int (sum, i);
      if (rows->columns[i].type == AGENT_COLUMN_TEXT)
        sum = add_text (sum, cell.text);
      else
        sum = add_int (sum, cell.number);
    }
  return sum;
}

void
agent_rows_bind (const AgentRows *rows, sqlite3_stmt *statement, gconstpointer row)
{
  AgentCell cell;

  for (guint i = 0; i < rows->n_columns; i++)
    {
      agent_rows_cell (rows, i, row, NULL, &cell);
      if (rows->columns[i].type == AGENT_COLUMN_TEXT)
        sqlite3_bind_text (statement, place_of (rows, i) + 1, cell.text, -1, SQLITE_STATIC);
      else
        sqlite3_bind_int64 (statement, place_of (rows, i) + 1, cell.number);
    }
  sqlite3_bind_int64 (statement, rows->n_first + 1, (gint64) sum_up (rows, row, NULL));
}

gboolean
agent_rows_is_whole (const AgentRows *rows, sqlite3_stmt *statement)
{
  return (guint64) sqlite3_column_int64 (statement, rows->n_first) ==
         sum_up (rows, NULL, statement);
}

gpointer
agent_rows_read (const AgentRows *rows, sqlite3_stmt *statement, GError **error)
{
  gpointer row;

  if (!agent_rows_is_whole (rows, statement))
    {
      g_set_error (
          error,
          M77_ERROR,
          M77_ERROR_STORAGE_CORRUPT,
          _ ("An entry of the journal (%s %s) is damaged. Restart the agent: it saves what "
             "can be read."),
          rows->table,
          (const char *) sqlite3_column_text (statement, 0));
      return NULL;
    }

  row = g_malloc0 (rows->size);
  for (guint i = 0; i < rows->n_columns; i++)
    {
      const AgentColumn *column = &rows->columns[i];
      AgentCell cell;

      agent_rows_cell (rows, i, NULL, statement, &cell);
      if (column->type == AGENT_COLUMN_TEXT)
        G_STRUCT_MEMBER (char *, row, column->offset) = g_strdup (cell.text);
      else if (column->type == AGENT_COLUMN_INT)
        G_STRUCT_MEMBER (int, row, column->offset) = (int) cell.number;
      else
        G_STRUCT_MEMBER (gint64, row, column->offset) = cell.number;
    }
  return row;
}
