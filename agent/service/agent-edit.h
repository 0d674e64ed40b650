/* agent-edit.h: what a person's edit or delete becomes in the journal
 *
 * Read against the rows as they are shown (with pending work in them), checked by the same
 * rules as on the platform, and journaled: durable when these return. `seq` 0 says that
 * nothing would change and nothing was journaled.
 *
 * Errors: M77_ERROR_NOT_FOUND, _AMBIGUOUS, _UNKNOWN_KIND, _BAD_JSON, _INVALID (with the
 * faults), _NOT_PERMITTED, _COUNT_CHANGED, _TOO_LARGE, _SIGN_IN, and the
 * journal's own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* JSON texts, "" or NULL: none. */
typedef struct
{
  const char *base; /* {field: value} that the person saw; none: what is there now */
  const char *patch, *elements;
} AgentEdit;

gboolean agent_edit_one (AgentDesk *desk,
                         const char *kind,
                         const char *id,
                         const AgentEdit *edit,
                         gint64 *seq,
                         char **operation,
                         GError **error);
/* The same, to be journaled; *operation NULL: nothing would change. */
gboolean agent_edit_make (AgentDesk *desk,
                          const char *kind,
                          const char *id,
                          const AgentEdit *edit,
                          AgentOperation **operation,
                          GError **error);
/* Of all rows that a filter finds (agent-bulk.h); those that would not change are left out. */
gboolean agent_edit_many (AgentDesk *desk,
                          const char *kind,
                          const char *filter,
                          gint64 expect,
                          const AgentEdit *edit,
                          gint64 *seq,
                          guint *count,
                          GError **error);
/* Likewise of these ids; those that have gone are left out. */
gboolean agent_edit_ids (AgentDesk *desk,
                         const char *kind,
                         const char *const *ids,
                         const AgentEdit *edit,
                         gint64 *seq,
                         guint *count,
                         GError **error);
gboolean agent_edit_delete (AgentDesk *desk,
                            const char *kind,
                            const char *id,
                            gint64 *seq,
                            char **operation,
                            GError **error);

/* Journals one, which it takes; *id is the operation's. */
gboolean agent_edit_add (AgentDesk *desk,
                         AgentOperation *operation,
                         gint64 *seq,
                         char **id,
                         GError **error);
/* Makes one group of them, to be journaled (element AgentOperation *). */
void agent_edit_group (AgentDesk *desk, GPtrArray *operations);
/* One group, journaled as one; seq of the last. */
gboolean agent_edit_add_group (AgentDesk *desk, GPtrArray *operations, gint64 *seq, GError **error);

G_END_DECLS
