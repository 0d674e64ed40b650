/* agent-hello.h: the little of a message bus that tools expect of a peer
 *
 * busctl says Hello to whatever it connects to, and asks who owns which name: here it is the
 * agent, whatever the name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean agent_hello_export (GDBusConnection *connection, GError **error);

G_END_DECLS
