/* agent-unread.h: a front end that asks and never reads the answers
 *
 * GDBus reads calls and queues answers without limit. Counts the answers a connection has
 * not taken yet and closes it past AGENT_UNREAD_MOST: whoever asks again has lost nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AGENT_UNREAD_MOST 4096

typedef struct _AgentUnread AgentUnread;

/* Before the connection's messages are processed. */
AgentUnread *agent_unread_watch (GDBusConnection *connection);
/* Once for each watch; the connection may have gone. */
void agent_unread_stop (AgentUnread *self);

G_END_DECLS
