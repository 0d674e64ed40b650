/* agent-bulk.h: one change to all rows that a filter finds
 *
 * All or none is journaled, as one group: undo takes it back as one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

#define AGENT_BULK_MOST 10000 /* records of one change */

/* What becomes of a row; *operation NULL: nothing is to be done with this one. */
typedef gboolean (*AgentBulkFunc) (const AgentRow *row,
                                   gpointer data,
                                   AgentOperation **operation,
                                   GError **error);

/* expect: how many the filter must find; -1: any number. *count: of operations. seq of the last; 0:
 * none. M77_ERROR_COUNT_CHANGED, _TOO_LARGE, and whatever func says. */
gboolean agent_bulk_run (AgentDesk *desk,
                         const M77Kind *kind,
                         const char *filter,
                         gint64 expect,
                         AgentBulkFunc func,
                         gpointer data,
                         gint64 *seq,
                         guint *count,
                         GError **error);

/* Likewise of the records with these ids, each once. strict: M77_ERROR_NOT_FOUND where one has
 * gone; else those are left out. */
gboolean agent_bulk_run_ids (AgentDesk *desk,
                             const M77Kind *kind,
                             const char *const *ids,
                             gboolean strict,
                             AgentBulkFunc func,
                             gpointer data,
                             gint64 *seq,
                             guint *count,
                             GError **error);
/* Only looks at them; those that have gone are found, and func is not asked. ids NULL: what the
 * filter finds. M77_ERROR_TOO_LARGE. */
gboolean agent_bulk_look (AgentDesk *desk,
                          const M77Kind *kind,
                          const char *filter,
                          const char *const *ids,
                          AgentBulkFunc func,
                          gpointer data,
                          guint *found,
                          GError **error);

G_END_DECLS
