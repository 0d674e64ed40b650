/* agent-desk.h: what a person's call works with on a lane
 *
 * The functions that change something (agent-edit, agent-act, agent-undo, agent-decide) take
 * one of these and know nothing of the bus, so that a test calls them over an inline store.
 * Used on the lane its handles belong to, which is not the journal's, the cache's or the
 * main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-store.h"
#include "shared/base/m77-json.h"

G_BEGIN_DECLS

typedef struct
{
  AgentStore *store;
  AgentCache *reader; /* of this lane */
  AgentSearch *search;
  AgentJournal *journal; /* a reader; NULL on lanes that read no journal */
  const char *member;    /* handle; NULL: not known yet */
  const char *session;   /* of the front end; "" */
  GTimeZone *zone;
  gboolean online;  /* what is asked now can leave now */
  GPtrArray *moved; /* char *, in pairs: ids of operations that were made or moved, and states */
} AgentDesk;

/* An empty one for the reader or the slow lane of a store. */
void agent_desk_init (AgentDesk *self, AgentStore *store, gboolean slow);
void agent_desk_clear (AgentDesk *self);

gint64 agent_desk_now (const AgentDesk *self);
M77FilterContext agent_desk_context (const AgentDesk *self);
/* Waits until what was journaled so far is in the rows read here. */
void agent_desk_settle (const AgentDesk *self);

/* M77_ERROR_UNKNOWN_KIND; takes the plural too. */
const M77Kind *agent_desk_kind (const char *name, GError **error);
/* By any way people name it; M77_ERROR_NOT_FOUND for one that was deleted here. */
AgentRow *agent_desk_find (const AgentDesk *self,
                           const M77Kind *kind,
                           const char *id,
                           GError **error);
/* A JSON object, or "" (*object NULL). M77_ERROR_BAD_JSON. */
gboolean agent_desk_read_object (M77JsonPool *pool,
                                 const char *text,
                                 const M77Json **object,
                                 GError **error);
/* An operation of this person on a record, to be filled. M77_ERROR_SIGN_IN while it is not
 * known who they are. */
AgentOperation *agent_desk_operation (const AgentDesk *self,
                                      M77OperationType type,
                                      const M77Kind *kind,
                                      const char *record,
                                      GError **error);

/* Journals all or none (element AgentOperation *, their seq is set); durable on return. */
gboolean agent_desk_add (AgentDesk *self, GPtrArray *operations, GError **error);
/* Moves some that are not on their way, and journals those that take their place (element
 * AgentOperation *; added may be NULL): all or none. The rows follow before it returns. */
gboolean agent_desk_supersede (AgentDesk *self,
                               GPtrArray *ended,
                               AgentOpState state,
                               GPtrArray *added,
                               GError **error);
/* A queued one that was put off goes now. */
gboolean agent_desk_hurry (AgentDesk *self, const AgentOperation *operation, GError **error);
/* Confirms a held one (agent_journal_confirm). */
gboolean agent_desk_confirm (AgentDesk *self,
                             const AgentOperation *operation,
                             const char *expect,
                             gint64 asked_at,
                             gint64 expires_at,
                             GError **error);
/* What a person makes of one that did not go through (agent_journal_rework); those it adds
 * too. The rows follow before it returns. */
gboolean agent_desk_rework (AgentDesk *self,
                            const AgentOperation *operation,
                            const AgentRework *rework,
                            GError **error);
/* A half-made decision of a conflict; NULL: none. */
gboolean agent_desk_keep_decision (const AgentDesk *self,
                                   gint64 seq,
                                   const char *decision,
                                   GError **error);
/* A value of the journal; text NULL removes. */
gboolean agent_desk_put (const AgentDesk *self, const char *name, const char *text, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentDesk, agent_desk_clear)

G_END_DECLS
