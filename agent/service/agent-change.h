/* agent-change.h: which rows changed, gathered until somebody can be told
 *
 * Commits come faster than front ends want to hear of them: they are added up here, row ids
 * up to AGENT_CHANGE_ROWS of them, after which only the kinds are known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-cache.h"

G_BEGIN_DECLS

#define AGENT_CHANGE_ROWS 200

typedef struct
{
  AgentRevision revision; /* the last one's */
  GHashTable *kinds;      /* set of char *; NULL: nothing changed */
  GHashTable *rowids;     /* set of gint64 *; NULL: more than can be said */
} AgentChange;

/* Of a zeroed or cleared one, too. rowids NULL: many. */
void agent_change_add (AgentChange *self,
                       AgentRevision revision,
                       const char *const *kinds,
                       GArray *rowids);
void agent_change_merge (AgentChange *self, const AgentChange *other);
void agent_change_clear (AgentChange *self);
/* NULL-terminated; the names are borrowed. Free with g_free. */
const char **agent_change_kinds (const AgentChange *self);

/* Notes commits on the cache's lane and tells of them in the main context, at most once in
 * AGENT_CHANGES_PAUSE_MS and at once after a pause. */
#define AGENT_CHANGES_PAUSE_MS 30

typedef struct _AgentChanges AgentChanges;
typedef void (*AgentChangesFunc) (const AgentChange *change, gpointer data);

AgentChanges *agent_changes_new (AgentChangesFunc func, gpointer data);
/* An AgentChangedFunc; data is the AgentChanges. */
void agent_changes_note (AgentRevision revision,
                         const char *const *kinds,
                         GArray *rowids,
                         gpointer data);
/* When nothing is noted any more. Main thread. */
void agent_changes_free (AgentChanges *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentChange, agent_change_clear)

G_END_DECLS
