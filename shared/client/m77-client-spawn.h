/* m77-client-spawn.h: starting the agent
 *
 * The agent is started in a session of its own, so that closing a terminal leaves it alone;
 * what it says goes to agent.log in the state directory. Two front ends that start one at
 * once start two, of which the second finds the first and ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns when it has been started, not when it answers. M77_ERROR_AGENT_UNREACHABLE. */
gboolean m77_client_spawn_agent (GError **error);

G_END_DECLS
