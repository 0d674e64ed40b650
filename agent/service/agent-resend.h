/* agent-resend.h: editing what was not applied, and sending it again
 *
 * An edit, a create or a delete keeps its id and its place before what was made after it; an
 * action is asked for anew, as things are now, and the old one ends.
 *
 * Errors: as of agent-edit.h; M77_ERROR_PRECONDITION_CHANGED where it has ended, is on its way
 * or in conflict.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* content: {"doc"} of a create, {"patch","elements"} of an edit, {"args","reason"} of an action;
 * what is left out stays as it is. *id: of the one that goes. */
gboolean agent_resend (AgentDesk *desk,
                       const char *operation,
                       const char *content,
                       gint64 *seq,
                       char **id,
                       GError **error);

G_END_DECLS
