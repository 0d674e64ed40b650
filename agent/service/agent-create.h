/* agent-create.h: what a new record becomes in the journal
 *
 * What the document leaves out is filled in (start values, a name made of the title, which is
 * numbered where it is taken here), then it is checked as the platform will.
 *
 * Errors: as of agent-edit.h, and M77_ERROR_KEY_TAKEN.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* id: of the record. */
gboolean agent_create (AgentDesk *desk,
                       const char *kind,
                       const char *doc,
                       gint64 *seq,
                       char **id,
                       char **operation,
                       GError **error);
/* Likewise as the operation of that id, which may be there already: then nothing is made, and the
 * answer is of that one. "": a new one. */
gboolean agent_create_as (AgentDesk *desk,
                          const char *kind,
                          const char *doc,
                          const char *as,
                          gint64 *seq,
                          char **id,
                          char **operation,
                          GError **error);

G_END_DECLS
