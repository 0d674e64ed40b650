/* agent-status.h: what `m77 status` tells (docs/json.md)
 *
 * What a profile's files hold is counted on their lanes, everything else is at hand: an
 * answer takes a millisecond or two. A profile that is being opened is waited for, but not
 * for long.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-running.h"

G_BEGIN_DECLS

/* Takes the invocation. */
void agent_status_answer (AgentSession *session, GDBusMethodInvocation *invocation);

/* What the files of a profile hold. */
typedef struct
{
  AgentJournalCounts counts;
  char *member; /* as the journal remembers it; or NULL */
  gint64 records, cache_bytes, search_behind;
  gint64 unread; /* lines of the feed that could not be read */
  char *misfit;  /* agent_journal_audit_misfit; NULL: none */
  gint64 misfit_at;
} AgentFigures;

/* Of a profile that does not run; any thread. FALSE: its journal cannot be read. */
gboolean agent_figures_read (AgentFigures *self, const char *directory, GError **error);
/* Operations that are not ended. */
guint agent_figures_unsent (const AgentFigures *self);

G_END_DECLS
