/* agent-lists.h: the lists a front end has open
 *
 * Opening answers with the first rows as soon as the interactive reader has them; the slow
 * one completes the list, and takes over where a filter keeps the interactive one too long.
 * When rows changed, a list is run again (one run at a time, what comes meanwhile is one more
 * run, and long runs are spaced out), and the front end is told what moved.
 *
 * A run fills a vector of its own; windows are read from the last one that was complete,
 * which no run changes. Main thread, but for the work itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/service/agent-call.h"
#include "agent/service/agent-list.h"

G_BEGIN_DECLS

#define AGENT_LISTS_MOST      64      /* open at once in a session */
#define AGENT_LISTS_ROWS_MOST 8000000 /* of all of them: 32 MB */
#define AGENT_WINDOW_MOST     1000    /* rows of one window */

/* The list whose handle is the call's first parameter; NULL after having refused, and the call
 * is gone then. */
AgentList *agent_lists_find (AgentCall *call);

G_END_DECLS
