/* agent-journal-audit.h: the journal's hash chain
 *
 * Whatever is written to an operation, an attempt or a conflict adds an entry, in the same
 * transaction: what it was, and the SHA-256 of the row as it then was. An entry's own hash is
 * the SHA-256 of the hash before it and of all that it says, so that a changed, missing or moved
 * entry is found, and so is a row that is not as its last entry says. What a chain cannot show
 * is that its end was cut or all of it made anew: the platform keeps checkpoints for that
 * (docs/audit.md).
 *
 * The first entry, the genesis, names the chain (a UUID) and says why it begins: with a new
 * journal, with one from before there were chains, one that was saved from a damaged file, or
 * one that was restored; or that the chain before it is gone. Behind it each chain that ended there
 * is named, with its last entry, so that the platform's checkpoints of that one still count. What
 * is in such a journal already is entered behind those.
 *
 * Entries are numbered from 1 and are never changed or removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-journal.h"

G_BEGIN_DECLS

#define AGENT_AUDIT_HASH 32 /* bytes */

typedef enum
{
  AGENT_AUDIT_NEW,
  AGENT_AUDIT_UPGRADED,
  AGENT_AUDIT_RESCUED,
  AGENT_AUDIT_RESTORED,
  AGENT_AUDIT_LOST
} AgentAuditWhy;

const char *agent_audit_why_name (AgentAuditWhy why); /* "new" */

/* An entry of a chain; number 0: there is none. */
typedef struct
{
  char *chain;
  gint64 number;
  char *hash; /* 64 hexadecimal digits */
} AgentAuditPlace;

void agent_audit_place_clear (AgentAuditPlace *place);

/* Where the chain ends. Any handle. */
gboolean agent_journal_audit_end (AgentJournal *self, AgentAuditPlace *end, GError **error);

/* Enters where the platform's own chain ends, JSON: {"epoch","sequence","hash"}. */
gboolean agent_journal_audit_witness (AgentJournal *self, const char *witness, GError **error);
/* The newest one entered; NULL: none. */
char *agent_journal_audit_last_witness (AgentJournal *self, GError **error);

/* That the platform has seen another chain than this: `code` of m77 audit verify or, of the
 * platform's own audit, "platform-differs", "platform-cut". Kept with the chain it is about; NULL
 * ends it. */
gboolean agent_journal_audit_set_misfit (AgentJournal *self, const char *code, GError **error);
/* NULL: nothing is known of one. *at: since when, ms. Any handle. */
char *agent_journal_audit_misfit (AgentJournal *self, gint64 *at);

/* ---- Checking ---- */

typedef struct
{
  const char *code; /* "changed", "gap", …: docs/audit.md */
  gint64 number;    /* of the entry; 0: of none */
  char *text;
} AgentAuditFinding;

typedef struct
{
  char *chain;     /* NULL: there is none */
  char *why;       /* it begins */
  gint64 began_at; /* ms */
  gint64 entries, last;
  char *hash;          /* of the last; NULL: there is none */
  GArray *before;      /* AgentAuditPlace: chains that ended where this begins, as it says */
  GPtrArray *findings; /* AgentAuditFinding *, at most AGENT_AUDIT_FINDINGS_MOST */
} AgentAudit;

#define AGENT_AUDIT_FINDINGS_MOST 100

AgentAudit *agent_audit_new (void);
void agent_audit_free (AgentAudit *self);
/* Past the most, findings are left out. */
void agent_audit_find (AgentAudit *self, const char *code, gint64 number, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* All of it, in one look at the file; NULL: it could not be read. Any handle. */
AgentAudit *agent_journal_audit_verify (AgentJournal *self, GError **error);
/* Holds a checkpoint that the platform has of one before against its end. */
void agent_audit_hold_before (AgentAudit *audit,
                              const AgentAuditPlace *before,
                              gint64 number,
                              const char *hash);
/* Holds a checkpoint that the platform has of this chain against it. */
gboolean agent_journal_audit_hold (AgentJournal *self,
                                   AgentAudit *audit,
                                   gint64 number,
                                   const char *hash,
                                   GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentAuditPlace, agent_audit_place_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentAudit, agent_audit_free)

G_END_DECLS
