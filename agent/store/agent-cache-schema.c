/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-cache"

#include "config.h"

#include "agent/store/agent-cache-schema.h"

#include <string.h>

#define DERIVED_VERSION "1" /* change it when the same fields come to be stored otherwise */
#define SORT_INDEXES    4   /* fields of a kind that get an index of their own in its order */

static const char *const steps[] = {
  "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;"
  "CREATE TABLE source (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, cursor TEXT,"
  " synced_at INTEGER, complete INTEGER NOT NULL DEFAULT 0, generation INTEGER NOT NULL DEFAULT 0,"
  " sweeping INTEGER NOT NULL DEFAULT 0, drop_guards INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE kind (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
  " count INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE record (row INTEGER PRIMARY KEY, source INTEGER NOT NULL, kind INTEGER NOT NULL,"
  " id TEXT NOT NULL, version INTEGER NOT NULL, generation INTEGER NOT NULL, created_at INTEGER,"
  " updated_at INTEGER, updated_by TEXT, deleted INTEGER NOT NULL DEFAULT 0, doc TEXT);"
  "CREATE UNIQUE INDEX record_id ON record (id, kind);"
  "CREATE TABLE overlay (row INTEGER PRIMARY KEY, kind INTEGER NOT NULL, doc TEXT,"
  " state INTEGER NOT NULL, pending_action TEXT, seq INTEGER NOT NULL,"
  " hidden INTEGER NOT NULL DEFAULT 0, local_number INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE gone (kind INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,"
  " PRIMARY KEY (kind, id)) WITHOUT ROWID;"
  "CREATE TABLE opened (serial INTEGER PRIMARY KEY, number INTEGER NOT NULL,"
  " stamp INTEGER NOT NULL);"
  "CREATE TABLE moved (number INTEGER PRIMARY KEY AUTOINCREMENT, row INTEGER NOT NULL);",
};

static gboolean
has_column (const M77Field *field)
{
  switch (field->type)
    {
    case M77_TYPE_TEXT:
    case M77_TYPE_MARKDOWN:
    case M77_TYPE_SET:
    case M77_TYPE_LOG:
    case M77_TYPE_MAP:
    case M77_TYPE_JSON:
      return FALSE;
    default:
      return (field->flags & M77_FIELD_INDEXED) && !(field->flags & M77_FIELD_SECRET);
    }
}

static gboolean
has_elements (const M77Field *field)
{
  return field->type == M77_TYPE_SET ||
         (field->type == M77_TYPE_MAP &&
          (field->flags & (M77_FIELD_INDEXED | M77_FIELD_SEARCHED)) != 0);
}

static void
add_index (AgentKindTable *self, GString *make, GString *drop, const char *name, const char *what)
{
  g_string_append_printf (make,
                          "CREATE INDEX IF NOT EXISTS %s_%s ON %s (%s;",
                          self->table,
                          name,
                          self->table,
                          what);
  g_string_append_printf (drop, "DROP INDEX IF EXISTS %s_%s;", self->table, name);
}

/* The kind's default order as columns: "f_severity, f_started_at DESC, row". */
static char *
order_columns (const AgentKindTable *self)
{
  g_auto (GStrv) names = g_strsplit (self->kind->sort != NULL ? self->kind->sort : "", ",", -1);
  GString *order = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      gboolean descending = *name == '-';
      const M77Field *field = m77_kind_field (self->kind, name + descending);
      const AgentColumn *column = field != NULL ? agent_kind_table_column (self, field) : NULL;

      if (column != NULL && column->column != 0)
        g_string_append_printf (order, "f_%s", field->name);
      else if (field != NULL && m77_field_is_envelope (field) && field->type == M77_TYPE_TIME)
        g_string_append (order, field->name);
      else
        continue;
      g_string_append (order, descending ? " DESC, " : ", ");
    }
  g_string_append (order, "row");
  return g_string_free (order, FALSE);
}

/* The kind's order whole, of what is open, and within the fields most filters name. */
static void
write_indexes (AgentKindTable *self)
{
  static const char *const common[SORT_INDEXES] = { NULL, "service", "environment", "owner" };
  g_autofree char *order = order_columns (self);
  g_autofree char *all = g_strconcat (order, ")", NULL);
  g_autofree char *open = g_strconcat (order, ") WHERE is_open", NULL);
  g_autoptr (GString) make = g_string_new (NULL);
  g_autoptr (GString) drop = g_string_new (NULL);

  add_index (self, make, drop, "order", all);
  add_index (self, make, drop, "created", "created_at, row)");
  add_index (self, make, drop, "updated", "updated_at, row)");
  add_index (self, make, drop, "state", "row_state) WHERE row_state > 0");
  if (self->kind->open_states != NULL)
    add_index (self, make, drop, "open", open);
  for (guint i = 0; i < SORT_INDEXES; i++)
    {
      const char *name = i == 0 ? self->kind->state_field : common[i];
      const AgentColumn *column = name != NULL ? g_hash_table_lookup (self->by_name, name) : NULL;
      g_autofree char *what = NULL;
      g_autofree char *index = NULL;

      if (column == NULL || column->column == 0 || g_str_has_prefix (order + 2, name))
        continue;
      what = g_strdup_printf ("f_%s, %s)", name, order);
      index = g_strconcat ("by_", name, NULL);
      add_index (self, make, drop, index, what);
    }
  if (self->key_field != NULL && self->key_field->column != 0 &&
      !g_str_has_prefix (order + 2, self->kind->key_field))
    {
      g_autofree char *what = g_strdup_printf ("f_%s)", self->kind->key_field);

      add_index (self, make, drop, "key", what);
    }
  self->make_indexes = g_string_free (g_steal_pointer (&make), FALSE);
  self->drop_indexes = g_string_free (g_steal_pointer (&drop), FALSE);
}

static void
write_table (AgentKindTable *self)
{
  static const char *const own[] = {
    "created_at", "updated_at", "updated_by", "is_open", "row_state"
  };
  int *const places[] = {
    &self->created_at, &self->updated_at, &self->updated_by, &self->is_open, &self->row_state
  };
  g_autoptr (GString) create = g_string_new (NULL);
  g_autoptr (GString) insert = g_string_new (NULL);
  int parameter = 1;

  g_string_printf (create, "CREATE TABLE %s (row INTEGER PRIMARY KEY", self->table);
  g_string_printf (insert, "INSERT INTO %s VALUES (?", self->table);
  for (AgentColumn *column = self->fields; column->field != NULL; column++)
    if (has_column (column->field))
      {
        column->column = ++parameter;
        g_string_append_printf (create, ", f_%s", column->field->name);
        g_string_append (insert, ", ?");
      }
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      *places[i] = ++parameter;
      g_string_append_printf (create, ", %s", own[i]);
      g_string_append (insert, ", ?");
    }
  g_string_append (create, ");");
  g_string_append (insert, ")");
  self->create = g_string_free (g_steal_pointer (&create), FALSE);
  self->insert = g_string_free (g_steal_pointer (&insert), FALSE);
  self->remove = g_strdup_printf ("DELETE FROM %s WHERE row = ?", self->table);
}

static AgentKindTable *
make_table (const M77Kind *kind, guint *n_elements)
{
  AgentKindTable *self = g_new0 (AgentKindTable, 1);
  guint count = 0;

  while (kind->fields[count].name != NULL)
    count++;
  self->kind = kind;
  self->table = g_strconcat ("k_", kind->name, NULL);
  self->fields = g_new0 (AgentColumn, count + 1);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < count; i++)
    {
      self->fields[i].field = &kind->fields[i];
      if (has_elements (&kind->fields[i]))
        self->fields[i].elements = ++*n_elements;
      g_hash_table_insert (self->by_name, (gpointer) kind->fields[i].name, &self->fields[i]);
    }
  write_table (self);
  if (kind->state_field != NULL)
    self->state_field = g_hash_table_lookup (self->by_name, kind->state_field);
  if (kind->key_field != NULL)
    self->key_field = g_hash_table_lookup (self->by_name, kind->key_field);
  if (kind->key == M77_KEY_NUMBER)
    self->number_field = self->key_field;
  write_indexes (self);
  return self;
}

/* All of the table of kinds that what is derived depends on. */
static char *
make_hash (const AgentCacheSchema *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) DERIVED_VERSION, -1);
  for (guint i = 0; i < self->tables->len; i++)
    {
      const AgentKindTable *table = self->tables->pdata[i];

      g_checksum_update (sum, (const guchar *) table->create, -1);
      g_checksum_update (sum, (const guchar *) table->make_indexes, -1);
      for (const AgentColumn *column = table->fields; column->field != NULL; column++)
        {
          g_autofree char *line = g_strdup_printf ("%s %d %u %u;",
                                                   column->field->name,
                                                   column->field->type,
                                                   column->elements,
                                                   column->field->flags & M77_FIELD_SEARCHED);

          g_checksum_update (sum, (const guchar *) line, -1);
          for (const M77Value *value = column->field->values; value != NULL && value->name != NULL;
               value++)
            g_checksum_update (sum, (const guchar *) value->name, strlen (value->name) + 1);
        }
      for (guint s = 0; table->kind->open_states != NULL && table->kind->open_states[s] != NULL;
           s++)
        g_checksum_update (sum, (const guchar *) table->kind->open_states[s], -1);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static void
add_indexes (AgentCacheSchema *self)
{
  self->indexes = g_ptr_array_new ();
  for (guint i = 0; i < self->tables->len; i++)
    {
      const AgentKindTable *table = self->tables->pdata[i];
      g_auto (GStrv) statements = g_strsplit (table->make_indexes, ";", -1);

      for (guint n = 0; statements[n] != NULL; n++)
        if (*statements[n] != '\0')
          g_ptr_array_add (self->indexes, g_strdup (statements[n]));
    }
  g_ptr_array_add (self->indexes,
                   (gpointer) "CREATE INDEX IF NOT EXISTS element_value ON element"
                              " (field, value, row)");
}

static gpointer
make_schema (gpointer unused)
{
  AgentCacheSchema *self = g_new0 (AgentCacheSchema, 1);
  guint n_elements = 0;

  self->tables = g_ptr_array_new ();
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; m77_kinds ()[i] != NULL; i++)
    {
      AgentKindTable *table = make_table (m77_kinds ()[i], &n_elements);

      g_ptr_array_add (self->tables, table);
      g_hash_table_insert (self->by_name, (gpointer) table->kind->name, table);
    }
  add_indexes (self);
  self->hash = make_hash (self);
  return self;
}

const AgentCacheSchema *
agent_cache_schema (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_schema, NULL);
}

const AgentKindTable *
agent_cache_schema_find (const char *kind)
{
  return g_hash_table_lookup (agent_cache_schema ()->by_name, kind);
}

const AgentColumn *
agent_kind_table_column (const AgentKindTable *self, const M77Field *field)
{
  const AgentColumn *column = g_hash_table_lookup (self->by_name, field->name);

  return column != NULL && column->field == field ? column : NULL;
}

gboolean
agent_cache_schema_migrate (AgentDb *db, GError **error)
{
  return agent_db_migrate (db, steps, G_N_ELEMENTS (steps), NULL, NULL, error);
}

gboolean
agent_cache_schema_drop_indexes (AgentDb *db, GError **error)
{
  const AgentCacheSchema *schema = agent_cache_schema ();

  for (guint i = 0; i < schema->tables->len; i++)
    {
      const AgentKindTable *table = schema->tables->pdata[i];

      if (!agent_db_exec (db, table->drop_indexes, error))
        return FALSE;
    }
  return agent_db_exec (db, "DROP INDEX IF EXISTS element_value", error);
}

gboolean
agent_cache_schema_make_indexes (AgentDb *db, GError **error)
{
  const GPtrArray *indexes = agent_cache_schema ()->indexes;

  for (guint i = 0; i < indexes->len; i++)
    if (!agent_db_exec (db, indexes->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Tables of kinds that are no more go too. */
static gboolean
drop_derived (AgentDb *db, GError **error)
{
  g_autoptr (sqlite3_stmt)
      tables = agent_db_prepare (db,
                                 "SELECT 'DROP TABLE \"' || name || '\"' FROM sqlite_schema WHERE"
                                 " type = 'table' AND (name GLOB 'k_*' OR name = 'element')",
                                 error);
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean have_row;

  if (tables == NULL)
    return FALSE;
  for (;;)
    {
      if (!agent_db_next (db, tables, &have_row, error))
        return FALSE;
      if (!have_row)
        return agent_db_exec (db, sql->str, error);
      g_string_append_printf (sql, "%s;", (const char *) sqlite3_column_text (tables, 0));
    }
}

gboolean
agent_cache_schema_make_derived (AgentDb *db, GError **error)
{
  const AgentCacheSchema *schema = agent_cache_schema ();

  if (!drop_derived (db, error) ||
      !agent_db_exec (db,
                      "CREATE TABLE element (row INTEGER NOT NULL, field INTEGER NOT NULL,"
                      " value TEXT NOT NULL, PRIMARY KEY (row, field, value)) WITHOUT ROWID",
                      error))
    return FALSE;
  for (guint i = 0; i < schema->tables->len; i++)
    {
      const AgentKindTable *table = schema->tables->pdata[i];

      if (!agent_db_exec (db, table->create, error))
        return FALSE;
    }
  return TRUE;
}
