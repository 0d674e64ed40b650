/* agent-journal-audit-private.h: entries, as they are written and checked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-journal-audit.h"
#include "agent/store/agent-journal-private.h"

G_BEGIN_DECLS

#define AGENT_AUDIT_GENESIS "genesis"
#define AGENT_AUDIT_WITNESS "witness"
#define AGENT_AUDIT_BEFORE                                                                         \
  "before" /* subject, seq and hash: a chain that ended where this begins */

/* Values of the journal: which chain there is; for the next that is begun,
 * [{"chain","number","hash"}]. */
#define AGENT_AUDIT_CHAIN_VALUE  "audit-chain"
#define AGENT_AUDIT_BEFORE_VALUE "audit-before"

#define AGENT_AUDIT_NAMES "number, at, what, seq, subject, detail, digest, hash"

/* One row of the table `audit`; strings are borrowed. */
typedef struct
{
  gint64 number, at; /* ms */
  const char *what;  /* the table's name, or one of the above */
  gint64 seq;        /* of the operation; 0: of none */
  const char *subject;
  const char *detail;              /* NULL: none */
  guint8 digest[AGENT_AUDIT_HASH]; /* of the row written; zeros: of none */
} AgentAuditEntry;

void agent_audit_entry_hash (const AgentAuditEntry *entry,
                             const guint8 *before, /* zeros: it is the first */
                             guint8 *hash);

char *agent_audit_hex (const guint8 *hash);

/* Of a row as it is in memory, and as a statement answers it from column 0. */
void agent_audit_digest (const AgentRows *rows, gconstpointer row, guint8 *digest);
void agent_audit_digest_of (const AgentRows *rows, sqlite3_stmt *statement, guint8 *digest);

/* The row that a statement answers, by what its entries have in seq and subject; subject is the
 * statement's own. */
void agent_audit_name_row (const AgentRows *rows,
                           sqlite3_stmt *statement,
                           gint64 *seq,
                           const char **subject);

/* In the running transaction. Rows of other tables have no entries. */
gboolean agent_journal_audit_row (AgentJournal *self,
                                  const AgentRows *rows,
                                  gconstpointer row,
                                  GError **error);
/* Where the chain of `from` ends, and those before it: the next one begun in `to` names them. Of a
 * chain named twice, the later place. What cannot be read is not named. */
gboolean agent_journal_audit_leave (AgentJournal *to, AgentJournal *from, GError **error);
/* Begins a chain where there is none: the genesis, those before it, and an entry for each row that
 * is there. */
gboolean agent_journal_audit_begin (AgentJournal *self, AgentAuditWhy why, GError **error);

G_END_DECLS
