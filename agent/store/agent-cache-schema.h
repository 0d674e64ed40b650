/* agent-cache-schema.h: the tables of the cache, as the table of kinds makes them
 *
 *   source     where each feed stands
 *   kind       a number for each kind name, with the count of rows that lists can show
 *   record     the envelope and document as the source said; version 0 and no document for
 *              what was made here. Rowids are never used twice
 *   overlay    the document with pending edits, its row's state, what hides it
 *   gone       versions at which records were deleted that the journal knows: what it has as
 *              applied before is not laid over them again
 *   opened     the number of changes at each opening, with a random stamp: what was read from
 *              here and lost in a power cut can be told from what is here now
 *   moved      rows changed or removed since they were new, numbered: what full text must read
 *              again. New rows need no entry: their rowid tells
 *   k_<kind>   derived: a row for each record that lists can show, with the columns below
 *   element    derived: elements of sets, "key=value" of maps, case-folded
 *
 * Columns of a kind: the indexed fields (times ms, enums their rank or -1, text case-folded),
 * then created_at, updated_at, updated_by, is_open and row_state (AgentRowState). Documents
 * are looked at only when a filter names a field that has no column.
 *
 * Const once made; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-db.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  const M77Field *field;
  int column;     /* parameter of `insert`, from 1; 0: no column */
  guint elements; /* number of the field in `element`; 0: none */
} AgentColumn;

typedef struct
{
  const M77Kind *kind;
  char *table;         /* "k_incident" */
  AgentColumn *fields; /* in the order of kind->fields, zeroed at the end */
  GHashTable *by_name; /* name → AgentColumn * */
  const AgentColumn *state_field, *number_field, *key_field;  /* may be NULL */
  int created_at, updated_at, updated_by, is_open, row_state; /* parameters */
  char *insert; /* 1 is the rowid's parameter, columns from 2 */
  char *remove; /* DELETE by rowid */
  char *create; /* the table */
  char *make_indexes, *drop_indexes;
} AgentKindTable;

typedef struct
{
  GPtrArray *tables;   /* AgentKindTable * */
  GHashTable *by_name; /* kind name → AgentKindTable * */
  GPtrArray *indexes;  /* char *: the statements that make those of derived tables */
  char *hash;          /* of all that is derived */
} AgentCacheSchema;

/* Made once, lives for ever. */
const AgentCacheSchema *agent_cache_schema (void);
const AgentKindTable *agent_cache_schema_find (const char *kind);
const AgentColumn *agent_kind_table_column (const AgentKindTable *self, const M77Field *field);

/* Makes the lasting tables in a new file; M77_ERROR_VERSION for one from a newer program. */
gboolean agent_cache_schema_migrate (AgentDb *db, GError **error);
/* Drops and makes the derived tables, empty. */
gboolean agent_cache_schema_make_derived (AgentDb *db, GError **error);
/* For a first load, and when it is done. */
gboolean agent_cache_schema_drop_indexes (AgentDb *db, GError **error);
gboolean agent_cache_schema_make_indexes (AgentDb *db, GError **error);

G_END_DECLS
