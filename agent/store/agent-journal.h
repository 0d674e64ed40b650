/* agent-journal.h: the truth about what the person did
 *
 * Operations, attempts, conflicts, drafts and settings of one profile, in journal.db
 * (synchronous=FULL). An operation that agent_journal_add () returned from survives a power
 * cut. Migrated forward only, copied before each migration. A file that is corrupt is set
 * aside under another name, what can be read of it is saved into a new one, and the report
 * says what was lost; it is never overwritten.
 *
 * Functions on a handle: one thread at a time. Any number of readers (agent_journal_open_reader)
 * may have the same file open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-db.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-operation.h"

G_BEGIN_DECLS

typedef enum
{
  /* A person can see these under "not yet applied" … */
  AGENT_OP_QUEUED,   /* goes by itself */
  AGENT_OP_HELD,     /* waits for a person's word */
  AGENT_OP_CONFLICT, /* a person must decide */
  AGENT_OP_REJECTED, /* the platform refused it for good; a person closes it */
  /* … and these are ended, kept in the history. */
  AGENT_OP_APPLIED,
  AGENT_OP_RESOLVED,  /* by a recorded decision */
  AGENT_OP_CLOSED,    /* rejected and closed */
  AGENT_OP_WITHDRAWN, /* undone before it was sent */
  AGENT_OP_LAPSED,
  AGENT_OP_DISCARDED
} AgentOpState;

/* base_version of an edit that was made on what no version of the record is: on a change of one's
 * own that came out otherwise. The platform refuses it with the record as it is, and it is
 * merged, by its base. */
#define AGENT_VERSION_UNKNOWN ((G_GINT64_CONSTANT (1) << 53) - 1)

#define AGENT_OP_IS_ENDED(state) ((state) >= AGENT_OP_APPLIED)

const char *agent_op_state_name (AgentOpState state); /* "queued" */

/* JSON is kept as text: NULL is absent. */
typedef struct
{
  gint64 seq; /* 1, 2, …: order of making; 0 before it is added */
  char *id;   /* UUIDv7, what people and the bus call it by */
  M77OperationType type;
  char *kind, *record; /* record: the record's id */
  char *author;        /* member handle: never sent under another's token */
  char *session;       /* of the front end: undo goes by it */
  char *group;         /* of a bulk change: id of its first operation; or NULL */
  gint64 base_version; /* of the record it was made on; 0: a create or elements alone */
  char *base;          /* {field: value} it was made on */
  char *doc, *patch, *elements;
  char *asked; /* base, patch and elements before they were merged (agent-asked.h); NULL: as now */
  char *action, *args, *expect, *reason;
  gint64 asked_at, expires_at; /* ms */
  gint64 made_at;              /* ms */
  gint64 undoes;               /* seq of the one this takes back; 0: none */

  AgentOpState state;
  gint64 state_at;
  char *code, *detail;    /* why it is held, in conflict, rejected; NULL */
  gint64 applied_version; /* of the record after it; 0: not applied */
  gint64 not_before;      /* ms: try again then */
  guint tries;
  char *open_key; /* key of the attempt whose answer is outstanding, else NULL */
} AgentOperation;

void agent_operation_free (AgentOperation *operation);
/* Whether later operations on its record wait behind it: an edit that is held, in conflict or
 * rejected. An action holds up nothing: no edit was made on what it would have changed. */
gboolean agent_operation_holds_up (const AgentOperation *operation);

/* A conflict as it is kept: what a person will be shown. */
typedef struct
{
  gint64 seq;   /* of the operation */
  char *base;   /* {field: value} */
  char *theirs; /* the record as the platform has it, feed line JSON */
  gint64 theirs_version;
  char *theirs_by;  /* member handle */
  gint64 theirs_at; /* ms */
  char *overlaps;   /* JSON array of field names */
  char *decision;   /* half-made, JSON; NULL: none */
  gint64 found_at;
} AgentConflict;

void agent_conflict_free (AgentConflict *conflict);

typedef struct _AgentJournal AgentJournal;

/* *rescue (may be NULL) gets a sentence when a corrupt file was set aside, else NULL. */
AgentJournal *agent_journal_open (const char *directory,
                                  const char *vfs,
                                  const M77Runtime *runtime,
                                  char **rescue,
                                  GError **error);
AgentJournal *agent_journal_open_reader (const char *directory, const char *vfs, GError **error);
void agent_journal_close (AgentJournal *self);
AgentDb *agent_journal_db (AgentJournal *self);

/* Durable on return: fills seq, made_at, state_at, and id where it is NULL. state is QUEUED or
 * HELD. */
gboolean agent_journal_add (AgentJournal *self, AgentOperation *operation, GError **error);
/* All or none, one commit (element AgentOperation *). */
gboolean agent_journal_add_all (AgentJournal *self, GPtrArray *operations, GError **error);

/* M77_ERROR_NOT_FOUND. */
AgentOperation *agent_journal_get (AgentJournal *self, gint64 seq, GError **error);
/* By id or a unique suffix of it, or by seq as people say it ("12"). M77_ERROR_AMBIGUOUS, too
 * where digits are one's seq and the end of another's id. */
AgentOperation *agent_journal_find (AgentJournal *self, const char *id, GError **error);
/* Not ended, in order; kind and record NULL: all. limit 0: no limit. */
GPtrArray *agent_journal_unended (AgentJournal *self,
                                  const char *kind,
                                  const char *record,
                                  guint limit,
                                  GError **error);
/* The next few not ended behind that seq, in order: for those who need not see all. */
GPtrArray *agent_journal_unended_after (AgentJournal *self,
                                        gint64 seq,
                                        guint limit,
                                        GError **error);
/* The actions not ended, in order. */
GPtrArray *agent_journal_unended_actions (AgentJournal *self, GError **error);
/* A place among the attempts: what they applied, up to it, is in all that is read from the platform
 * from now on, or lost there. */
gboolean agent_journal_told (AgentJournal *self, gint64 *told, GError **error);
/* What lies over the cached record: not ended, or applied with applied_version > cached_version by
 * an attempt after `told`, when reading it was begun (0: not known). Versions alone do not say it:
 * a platform that was restored from a backup has lower ones. */
GPtrArray *agent_journal_overlay (AgentJournal *self,
                                  const char *kind,
                                  const char *record,
                                  gint64 cached_version,
                                  gint64 told,
                                  GError **error);
/* Records that may have something for agent_journal_overlay (element char *: "kind/id"): those
 * with operations not ended, and the last AGENT_JOURNAL_APPLIED_MOST applied, of which the feed
 * may not have told yet. */
#define AGENT_JOURNAL_APPLIED_MOST 2000
GPtrArray *agent_journal_overlaid (AgentJournal *self, GError **error);
/* Everything done to a record, newest first: the history. */
GPtrArray *agent_journal_history (AgentJournal *self,
                                  const char *kind,
                                  const char *record,
                                  guint limit,
                                  GError **error);
/* The operations of a bulk change, in order. */
GPtrArray *agent_journal_group (AgentJournal *self, const char *group, GError **error);
/* The newest operation of a session (NULL or "": any) that undo may take back: it is not an
 * undo itself, was not taken back, and is queued, held, in conflict or applied. For redo: the
 * newest undo, or operation that was withdrawn, that was not taken back, if nothing new was
 * done since. Who takes back adds an operation with `undoes`, or withdraws. NULL: none. */
AgentOperation *agent_journal_undoable (AgentJournal *self,
                                        const char *session,
                                        gboolean redo,
                                        GError **error);
/* Whether an operation behind it, which has not ended, takes it back. */
gboolean agent_journal_is_taken_back (AgentJournal *self,
                                      const AgentOperation *operation,
                                      gboolean *is_taken,
                                      GError **error);
/* The greatest seq; 0: none. */
gint64 agent_journal_last_seq (AgentJournal *self);

typedef struct
{
  guint queued, waiting, held, conflicts, rejected;
} AgentJournalCounts;

gboolean agent_journal_counts (AgentJournal *self, AgentJournalCounts *counts, GError **error);

/* An attempt: the key and the exact bytes, before the first byte leaves. Sets open_key. */
typedef struct
{
  gint64 seq;
  char *key;   /* UUIDv7 */
  char *bytes; /* the operation's JSON text as it is sent */
  gint64 made_at;
} AgentAttempt;

void agent_attempt_free (AgentAttempt *attempt);

gboolean agent_journal_open_attempts (AgentJournal *self,
                                      GPtrArray *attempts, /* AgentAttempt *, one commit */
                                      GError **error);
/* Those whose answer is outstanding, in order of seq; not those a restore holds. */
GPtrArray *agent_journal_outstanding (AgentJournal *self, guint limit, GError **error);
/* Every attempt of an operation, in order, with what became of it: the history. */
typedef struct
{
  gint64 made_at, closed_at; /* ms; closed_at 0: its answer is outstanding */
  gint64 applied_version;    /* 0: it was not applied */
  char *bytes;
} AgentSending;

void agent_sending_free (AgentSending *sending);
GPtrArray *agent_journal_sendings (AgentJournal *self, gint64 seq, GError **error);
/* The key whose application made version applied_version; NULL if none. */
char *agent_journal_last_key (AgentJournal *self, gint64 seq, GError **error);

/* Runs func, and makes all that it changes here durable by one commit, which costs as much as
 * one change alone; none of it where it answers FALSE. Not one within another. */
typedef gboolean (*AgentJournalFunc) (gpointer data, GError **error);
gboolean agent_journal_together (AgentJournal *self,
                                 AgentJournalFunc func,
                                 gpointer data,
                                 GError **error);

/* A definitive answer to an attempt: closes it and moves its operation, in one commit. */
typedef struct
{
  gint64 seq;
  const char *key;
  AgentOpState state; /* QUEUED: to be attempted anew (rebased or put off) */
  const char *code, *detail;
  gint64 applied_version;
  gint64 not_before;
  /* Rebase, when state is QUEUED; NULL or 0 keep what is there. What was asked is kept beside it,
   * and comes back where a person is to look at it (CONFLICT, REJECTED). */
  gint64 base_version;
  const char *base, *patch, *elements;
  const AgentConflict *conflict; /* when state is CONFLICT */
} AgentSettlement;

gboolean agent_journal_settle (AgentJournal *self,
                               const AgentSettlement *settlement,
                               GError **error);
/* Moves an operation that has not ended and has no outstanding attempt, or is held with one (it
 * was restored): queued, the attempt goes again. */
gboolean agent_journal_set_state (AgentJournal *self,
                                  gint64 seq,
                                  AgentOpState state,
                                  const char *code,
                                  const char *detail,
                                  GError **error);
/* Not before then: an operation that has not ended. */
gboolean agent_journal_put_off (AgentJournal *self, gint64 seq, gint64 not_before, GError **error);
/* Confirms a held one: queued again with these times and this expectation (NULL: what it had),
 * and the code "confirmed". */
gboolean agent_journal_confirm (AgentJournal *self,
                                gint64 seq,
                                const char *expect,
                                gint64 asked_at,
                                gint64 expires_at,
                                GError **error);

/* Operations in conflict, in order; without their open_key, which they have not. */
GPtrArray *agent_journal_in_conflict (AgentJournal *self, GError **error);
AgentConflict *agent_journal_conflict (AgentJournal *self, gint64 seq, GError **error);
/* Those an operation was in before, in order (element AgentConflict *), each with how it was
 * decided; without the sides. */
GPtrArray *agent_journal_earlier_conflicts (AgentJournal *self, gint64 seq);
/* While a conflict is open theirs moves on; the decision is kept. */
gboolean agent_journal_update_theirs (AgentJournal *self,
                                      const AgentConflict *conflict,
                                      GError **error);

/* A half-made decision, JSON; NULL: none. M77_ERROR_PRECONDITION_CHANGED if it is no conflict. */
gboolean agent_journal_keep_decision (AgentJournal *self,
                                      gint64 seq,
                                      const char *decision,
                                      GError **error);
/* What a person makes of one that did not go through. It keeps its place before those that
 * were made on top of it. NULL, or 0, keeps what is there. */
typedef struct
{
  gint64 seq;
  AgentOpState state; /* QUEUED: it goes again */
  const char *code;
  const char *decision; /* of a conflict, JSON */
  gboolean is_merge;    /* what was asked is kept beside it; else this is what is asked now */
  gint64 base_version, applied_version;
  const char *base, *doc, *patch, *elements;
  GPtrArray *others; /* AgentOperation *, added in the same commit */
} AgentRework;

/* One that is not on its way, in one commit. */
gboolean agent_journal_rework (AgentJournal *self, const AgentRework *rework, GError **error);

/* Moves some that are not on their way, and adds those that take their place (element
 * AgentOperation *; added may be NULL): all or none, one commit. */
gboolean agent_journal_supersede (AgentJournal *self,
                                  GPtrArray *ended,
                                  AgentOpState state,
                                  GPtrArray *added,
                                  GError **error);

/* Small values that must not be lost: last seen clock, offline-until, member, drafts
 * ("draft/incident/<id>"). value NULL removes. get returns NULL when absent. */
gboolean agent_journal_put (AgentJournal *self,
                            const char *name,
                            const char *value,
                            GError **error);
char *agent_journal_get_value (AgentJournal *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentOperation, agent_operation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentConflict, agent_conflict_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentAttempt, agent_attempt_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentJournal, agent_journal_close)

G_END_DECLS
