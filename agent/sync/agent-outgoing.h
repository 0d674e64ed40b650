/* agent-outgoing.h: which operations leave next, and the exact bytes they leave as
 *
 * Attempts whose answer is outstanding are repeated as they are. Then every queued
 * operation that may go becomes an attempt: a new key, its bytes frozen in the journal before
 * the first of them leaves. Operations on one record go in order:
 *
 *   - behind one in conflict, or rejected, a later one waits (a held or refused *action* holds
 *     up nothing: it never changed what a later edit was made on);
 *   - behind one in flight, a later one says `after`. A patch may do so only when the one
 *     before is itself guarded and was made on the same version: else a stranger's change
 *     in between would be overwritten unseen. It then waits for the answer.
 *
 * Run on the journal's lane.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-journal.h"

G_BEGIN_DECLS

typedef struct
{
  guint most;          /* attempts; 0: as many as a request may hold */
  GPtrArray *attempts; /* AgentAttempt *, in the order they go */
  gboolean is_full;    /* more may go at once: agent_outgoing_follow () */
  GPtrArray *moved;    /* AgentOperation *: became held or lapsed just now */
  gint64 next_due;     /* ms: when something will be due, or lapse; M77_TIME_NONE: nothing */
  GHashTable *chains;  /* "kind/record" → what is ahead on it */
  gint64 seq;          /* how far the journal was looked through */
} AgentOutgoing;

void agent_outgoing_clear (AgentOutgoing *self);
/* What is to go while `before`, which is full, is on its way: agent_outgoing_prepare () then goes
 * on where that one ended. What is behind one of those says `after`; should that be answered
 * otherwise meanwhile, the platform refuses it, and it goes again. */
void agent_outgoing_follow (AgentOutgoing *self, AgentOutgoing *before);

/* How far the clock can be trusted. */
typedef struct
{
  gint64 now;     /* ms */
  gint64 skew_ms; /* our clock minus the platform's */
  gboolean jumped;
} AgentClock;

/* Actions whose time is over become held or lapsed; no bytes are made. Whatever has not left,
 * edits too, becomes held when the clock jumped, also what was confirmed, and, until it is
 * confirmed, when the clock is too far off the platform's. */
gboolean agent_outgoing_lapse (AgentOutgoing *self,
                               AgentJournal *journal,
                               const AgentClock *clock,
                               GError **error);

/* That, and fills attempts. member: whose operations may go. */
gboolean agent_outgoing_prepare (AgentOutgoing *self,
                                 AgentJournal *journal,
                                 const M77Runtime *runtime,
                                 const AgentClock *clock,
                                 const char *member,
                                 GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentOutgoing, agent_outgoing_clear)

G_END_DECLS
