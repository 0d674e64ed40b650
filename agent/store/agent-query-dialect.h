/* agent-query-dialect.h: where the cache keeps the values a filter or a sort names
 *
 * In every statement the row is `k`: a kind's own table, or for all kinds at once `record`
 * with its `overlay` as `o`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache-private.h"
#include "agent/store/agent-search.h"
#include "shared/model/m77-predicate-sql.h"

G_BEGIN_DECLS

typedef struct
{
  M77SqlDialect base;
  const AgentKindTable *table; /* NULL: every kind */
  AgentCache *reader;
  AgentSearch *search; /* for words; may be NULL */
  GError *error;       /* of a look-up of words that failed */
} AgentDialect;

void agent_dialect_init (AgentDialect *self,
                         const AgentKindTable *table,
                         AgentCache *reader,
                         AgentSearch *search);

/* "FROM … AS k" with its joins, and a condition that is always there (may be ""). */
const char *agent_dialect_from (const AgentDialect *self, const char **condition);
/* The expression a sort goes by, which may have to read documents. */
void agent_dialect_sort (const AgentDialect *self, const M77Field *field, GString *sql);
void agent_dialect_bind (sqlite3_stmt *statement, const GArray *binds);

/* Tests that a row is one of the hits put there; forgotten by agent_dialect_forget. */
void agent_dialect_put_hits (AgentCache *reader, GArray *rows, GString *sql, GArray *binds);
void agent_dialect_forget (AgentCache *reader);

G_END_DECLS
