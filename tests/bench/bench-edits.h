/* bench-edits.h: durable edits, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-store.h"

G_BEGIN_DECLS

/* Makes an incident and waits until that is durable; adds to times how long it took. Any thread
 * but the store's. */
void bench_edit (AgentStore *store, const char *author, guint n, GArray *times);

/* What it is compared with: one row of as many bytes put by a transaction of its own into a
 * file of its own, with a log and an fsync each. */
void bench_edits_plain (const char *directory, guint n, GArray *times);

G_END_DECLS
