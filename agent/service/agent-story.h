/* agent-story.h: what became of an operation, step by step
 *
 * Read from what the journal keeps of it: each attempt with its exact bytes, the conflict and the
 * decision about it, and its present state. An array, oldest first:
 *
 *   {"at","what":"made"}
 *   {"at","what":"sent"}                         each attempt
 *   {"at","what":"merged","version","fields"}    it found the record changed, and goes again on top
 *   {"at","what":"conflict","by","fields"}       a person must decide
 *   {"at","what":"decided","by","choices"}
 *   {"at","what":"applied","version"}            or rejected, held, withdrawn, … with "code"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-desk.h"

G_BEGIN_DECLS

/* Appended to out. */
gboolean agent_story_write (const AgentDesk *desk,
                            const AgentOperation *operation,
                            GString *out,
                            GError **error);

G_END_DECLS
