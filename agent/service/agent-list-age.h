/* agent-list-age.h: when a list changes though no row does
 *
 * A filter by age (updated<2h) is measured by the clock: rows come and go as time passes. The next
 * moment at which one of the kind crosses an age in the filter is looked up, so that a timer can
 * wait for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-query.h"

G_BEGIN_DECLS

/* ms of the clock; M77_TIME_NONE: never, or the filter has no age in it. On the lane of the
 * reader. */
gint64 agent_list_next_age (const char *kind,
                            const char *filter,
                            const M77FilterContext *context,
                            AgentCache *reader,
                            AgentSearch *search);

G_END_DECLS
