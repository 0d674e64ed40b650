/* agent-theirs.h: open conflicts follow what others go on doing
 *
 * After the feed was read, the other side of each open conflict is the record as the cache
 * has it now. A half-made decision stays as it is. Where nothing overlaps any more, and no
 * decision was begun, nobody needs to be asked: the operation goes again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "agent/store/agent-store.h"

G_BEGIN_DECLS

/* moved: ids of operations that changed (char *) are added. *goes: something is to be sent
 * again, or what waited behind it. Any thread but the lanes'. */
gboolean agent_theirs_follow (AgentStore *store, GPtrArray *moved, gboolean *goes, GError **error);

G_END_DECLS
