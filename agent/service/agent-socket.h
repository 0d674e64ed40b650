/* agent-socket.h: where front ends knock
 *
 * A GDBusServer on a Unix socket: 0600, in a directory that is 0700 where we make it, and only
 * for processes of the same user. A lock beside the socket makes this the only agent on it; a
 * socket that an agent which was killed left behind is replaced.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AgentSocket AgentSocket;

/* connected is told of each connection before its first message is read; gone: somebody
 * deleted the socket, nobody can find us any more. M77_ERROR_LOCKED: another agent is there. */
typedef void (*AgentSocketFunc) (GDBusConnection *connection, gpointer data);
typedef void (*AgentSocketGoneFunc) (gpointer data);

AgentSocket *agent_socket_listen (const char *path,
                                  AgentSocketFunc connected,
                                  AgentSocketGoneFunc gone,
                                  gpointer data,
                                  GError **error);
/* Nobody is let in any more; the next agent waits for agent_socket_close (). */
void agent_socket_stop (AgentSocket *self);
void agent_socket_close (AgentSocket *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentSocket, agent_socket_close)

G_END_DECLS
