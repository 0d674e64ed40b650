/* agent-journal-private.h: what the journal's files share
 *
 * Every row carries a checksum over all its values, written with it and compared whenever it
 * is read: a row that a failing disk or a stray write changed is M77_ERROR_STORAGE_CORRUPT,
 * never sent. FNV-1a of 64 bits: any single changed byte is found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-journal.h"

G_BEGIN_DECLS

#define AGENT_JOURNAL_FILE "journal.db"

struct _AgentJournal
{
  AgentDb *db;
  const M77Runtime *runtime; /* NULL: a reader */

  /* The end of the audit chain, as the running transaction has it (agent-journal-audit.c). */
  gboolean audit_known; /* else it is read again */
  gint64 audit_number;
  guint8 audit_hash[32];
};

/* ---- Rows: agent-journal-rows.c ---- */

typedef enum
{
  AGENT_COLUMN_TEXT, /* char * */
  AGENT_COLUMN_INT,  /* an enum or guint */
  AGENT_COLUMN_INT64
} AgentColumnType;

/* A member of a struct that is a column, in the table's order. */
typedef struct
{
  AgentColumnType type;
  gsize offset;
} AgentColumn;

typedef struct
{
  const char *table;
  const char *names; /* of every column in order, as the file has them */
  const char *insert;
  const char *replace; /* the row with the same key */
  const AgentColumn *columns;
  guint n_columns; /* without the checksum */
  guint n_first;   /* those the table began with; the checksum is behind them */
  gsize size;      /* of the struct */
  GDestroyNotify free;
} AgentRows;

/* What a column says. */
typedef struct
{
  const char *text; /* NULL: none */
  gint64 number;
} AgentCell;

/* An attempt with what became of it. */
typedef struct
{
  AgentAttempt attempt;
  gint64 closed_at;       /* ms; 0: its answer is outstanding */
  gint64 applied_version; /* 0: it was not applied */
} AgentAttemptRow;

/* A small value. */
typedef struct
{
  char *name, *text;
} AgentValue;

extern const AgentRows agent_operation_rows, agent_attempt_rows, agent_conflict_rows,
    agent_value_rows;

#define AGENT_OPERATION_NAMES                                                                      \
  "seq, id, type, kind, record, author, session, batch, base_version, base, doc, patch, elements," \
  " action, args, expect, reason, asked_at, expires_at, made_at, undoes, state, state_at, code,"   \
  " detail, applied_version, not_before, tries, checksum, asked"
#define AGENT_ATTEMPT_NAMES "key, seq, bytes, made_at, closed_at, applied_version, checksum"
#define AGENT_CONFLICT_NAMES                                                                       \
  "seq, base, theirs, theirs_version, theirs_by, theirs_at, overlaps, decision, found_at, "        \
  "checksum"
#define AGENT_VALUE_NAMES     "name, value, checksum"
#define AGENT_OPERATION_WIDTH 30

/* Ready for a WHERE; AGENT_OPERATION_WIDTH columns. */
#define AGENT_OPERATION_SELECT "SELECT " AGENT_OPERATION_NAMES " FROM operation "
#define AGENT_ATTEMPT_SELECT   "SELECT " AGENT_ATTEMPT_NAMES " FROM attempt "
#define AGENT_CONFLICT_SELECT  "SELECT " AGENT_CONFLICT_NAMES " FROM conflict "
#define AGENT_VALUE_SELECT     "SELECT " AGENT_VALUE_NAMES " FROM value "
/* Likewise, with open_key behind them. */
#define AGENT_OPERATION_SELECT_OPEN                                                                \
  "SELECT " AGENT_OPERATION_NAMES ", (SELECT key FROM attempt"                                     \
  " WHERE attempt.seq = operation.seq AND closed_at = 0) FROM operation "

/* What the row says in its ith column; row NULL: what the statement answers. FALSE: it is one that
 * came with a later schema and says nothing. The checksums and digests of rows from before it, too,
 * are over the others alone. */
gboolean agent_rows_cell (const AgentRows *rows,
                          guint i,
                          gconstpointer row,
                          sqlite3_stmt *statement,
                          AgentCell *cell);
/* Binds all columns and the checksum from parameter 1. */
void agent_rows_bind (const AgentRows *rows, sqlite3_stmt *statement, gconstpointer row);
/* From column 0; NULL and M77_ERROR_STORAGE_CORRUPT where the checksum does not fit. */
gpointer agent_rows_read (const AgentRows *rows, sqlite3_stmt *statement, GError **error);
/* Whether the statement's values are those the checksum was made of. */
gboolean agent_rows_is_whole (const AgentRows *rows, sqlite3_stmt *statement);
gboolean agent_journal_insert (AgentJournal *self,
                               const AgentRows *rows,
                               gconstpointer row,
                               GError **error);
/* Puts row in the place of the one with its key. */
gboolean agent_journal_replace (AgentJournal *self,
                                const AgentRows *rows,
                                gconstpointer row,
                                GError **error);
/* All that the statement answers, read with the checksum (element: the row). */
GPtrArray *agent_journal_read (AgentJournal *self,
                               const AgentRows *rows,
                               sqlite3_stmt *statement,
                               GError **error);

/* ---- Transactions and operations ---- */

/* Runs step in a transaction: what it wrote is there when it answers TRUE and the commit
 * succeeds, else nothing. */
typedef gboolean (*AgentJournalStep) (AgentJournal *self, gpointer data, GError **error);
gboolean agent_journal_transact (AgentJournal *self,
                                 AgentJournalStep step,
                                 gpointer data,
                                 GError **error);
/* In memory; agent_journal_replace () makes it so. */
void agent_journal_move (AgentJournal *self,
                         AgentOperation *operation,
                         AgentOpState state,
                         const char *code,
                         const char *detail);

/* The operation is not what later edits of its record were made on: it ended without being
 * applied, or says something else now. None of them may rely on a version any more, or it would
 * put its values over others that nobody saw. Within a transaction. */
gboolean agent_journal_unbase_followers (AgentJournal *self,
                                         const AgentOperation *operation,
                                         GError **error);

/* Before another conflict of the operation takes its place: a decision is kept for the history.
 * Within a transaction. */
gboolean agent_journal_keep_earlier (AgentJournal *self, gint64 seq, GError **error);

/* ---- Opening and rescue ---- */

extern const char *const agent_journal_steps[];
extern const guint agent_journal_n_steps;

/* Small values. A seq is never given twice, not even that of an operation that was lost: the
 * greatest one a rescue has seen. The notice is told by the next open. */
#define AGENT_JOURNAL_LAST_SEQ      "rescue-last-seq"
#define AGENT_JOURNAL_RESCUE_NOTICE "rescue-notice"

/* Saves what can be read of the corrupt file into a new one and swaps them; the old one is
 * kept beside it, byte for byte. A rescue that was cut off is gone on with by
 * agent_journal_finish_rescue (), to be called before the file is opened. */
gboolean agent_journal_rescue (const char *directory,
                               const char *vfs,
                               const M77Runtime *runtime,
                               GError **error);
gboolean agent_journal_finish_rescue (const char *directory,
                                      const M77Runtime *runtime,
                                      GError **error);

/* What can be read of the file `salvage`, a copy, goes into a new one, `rescue`. corrupt: the
 * name that the damaged one will have, for the notice. */
gboolean agent_journal_salvage (const char *salvage,
                                const char *rescue,
                                const char *corrupt,
                                const char *vfs,
                                const M77Runtime *runtime,
                                GError **error);
/* Operations that are lost but whose attempt is not: its bytes say most of what they were, and
 * go out again under the same key, so nothing is applied twice. */
gboolean agent_journal_revive (AgentJournal *self, GError **error);

G_END_DECLS
