/* bench-import: what a first sync is compared with, as a script for the sqlite3 shell
 *
 *   curl … /changes | sqlite3 FILE ".read SCRIPT"
 *
 * reads the same bytes into the same tables, columns and indexes, without full text: lines by
 * .import into memory, from there by SQL into the tables, the indexes last. Enums and times stay
 * the text they are, which spares the shell a conversion; it parses JSON with SQLite's own
 * functions. One transaction, with SQLite's defaults and as much page cache as the agent has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-import"

#include "config.h"

#include <stdlib.h>

#include "agent/store/agent-cache-schema.h"

static const char *const before =
    "PRAGMA cache_size = -8000;\n"
    "ATTACH ':memory:' AS feed;\n"
    "CREATE TABLE feed.line (line TEXT);\n"
    ".mode ascii\n"
    ".separator \"\\037\" \"\\n\"\n"
    ".import --schema feed /dev/stdin line\n"
    "BEGIN;\n"
    "CREATE TABLE kind (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);\n"
    "CREATE TABLE record (row INTEGER PRIMARY KEY, source INTEGER NOT NULL,"
    " kind INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,"
    " generation INTEGER NOT NULL, created_at INTEGER, updated_at INTEGER, updated_by TEXT,"
    " deleted INTEGER NOT NULL DEFAULT 0, doc TEXT);\n"
    "CREATE TABLE element (row INTEGER NOT NULL, field INTEGER NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY (row, field, value)) WITHOUT ROWID;\n";

static const char *const records =
    "INSERT INTO record SELECT l.rowid, 1, k.code, l.line ->> '$.id', l.line ->> '$.version', 1,"
    " l.line ->> '$.created_at', l.line ->> '$.updated_at', l.line ->> '$.updated_by', 0,"
    " l.line -> '$.doc' FROM feed.line AS l, kind AS k WHERE k.name = l.line ->> '$.kind'"
    " AND NOT l.line ->> '$.deleted' ORDER BY l.rowid;\n"
    "CREATE INDEX by_kind ON record (kind);\n";

/* 1 where the kind is of those that are open. */
static void
print_is_open (const M77Kind *kind)
{
  if (kind->open_states == NULL || kind->state_field == NULL)
    {
      g_print (", 0");
      return;
    }
  g_print (", coalesce (doc ->> '$.%s' IN (", kind->state_field);
  for (guint i = 0; kind->open_states[i] != NULL; i++)
    g_print ("%s'%s'", i > 0 ? ", " : "", kind->open_states[i]);
  g_print ("), 0)");
}

static void
print_kind (const AgentKindTable *table, guint code)
{
  g_print ("%s\nINSERT INTO %s SELECT row", table->create, table->table);
  for (const AgentColumn *column = table->fields; column->field != NULL; column++)
    if (column->column != 0)
      g_print (", doc ->> '$.%s'", column->field->name);
  g_print (", created_at, updated_at, updated_by");
  print_is_open (table->kind);
  g_print (", 0 FROM record WHERE kind = %u;\n", code);
  for (const AgentColumn *column = table->fields; column->field != NULL; column++)
    if (column->elements != 0)
      g_print ("INSERT OR IGNORE INTO element SELECT r.row, %u, %s e.value FROM record AS r,"
               " json_each (r.doc, '$.%s') AS e WHERE r.kind = %u AND e.value IS NOT NULL;\n",
               column->elements,
               column->field->type == M77_TYPE_MAP ? "e.key || '=' ||" : "",
               column->field->name,
               code);
}

int
main (void)
{
  const AgentCacheSchema *schema = agent_cache_schema ();

  g_print ("%s", before);
  for (guint i = 0; i < schema->tables->len; i++)
    {
      const AgentKindTable *table = schema->tables->pdata[i];

      g_print ("INSERT INTO kind VALUES (%u, '%s');\n", i + 1, table->kind->name);
    }
  g_print ("%s", records);
  for (guint i = 0; i < schema->tables->len; i++)
    print_kind (schema->tables->pdata[i], i + 1);
  g_print ("DROP INDEX by_kind;\nCREATE UNIQUE INDEX record_id ON record (id, kind);\n");
  for (guint i = 0; i < schema->indexes->len; i++)
    g_print ("%s;\n", (const char *) schema->indexes->pdata[i]);
  g_print ("COMMIT;\n");
  return EXIT_SUCCESS;
}
