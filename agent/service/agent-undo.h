/* agent-undo.h: taking back the last edit, and doing it again
 *
 * Not sent yet: withdrawn. Else an inverse edit is queued that puts the values back, unless
 * somebody changed them since (M77_ERROR_CONFLICT). An action cannot be taken back, only
 * offered its inverse. A bulk change is taken back as one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* *what: {"did":"withdrawn|reversed|offered","operation":{…},"offered":{"action":…}}. *seq 0:
 * nothing was journaled. M77_ERROR_NOTHING_TO_UNDO. */
gboolean agent_undo (AgentDesk *desk, gboolean redo, gint64 *seq, char **what, GError **error);

/* What agent_undo would take back, or do again, now; nothing is done. *what:
 * {"would":"withdraw|reverse|offer|repeat","count":3,"operation":{…}}, "" for nothing. */
gboolean agent_undo_next (AgentDesk *desk, gboolean redo, char **what, GError **error);

G_END_DECLS
