/* platform-server.h: the platform's core behind HTTP
 *
 * Turns what libsoup reads into an M77Request, asks the core, and writes its answer as it
 * is pulled: the next chunk is asked for only when the last is on the wire, from an idle
 * turn of the main loop, so that a feed of a million records neither fills the memory
 * nor keeps another connection waiting. A request's body is bounded before it is read
 * whole. Long answers are compressed when the client takes gzip.
 *
 * GET …/events is served here, from the hub (platform-hub.h), which hears of each commit.
 *
 * What the core has for webhooks leaves from here too (platform-sender.h).
 *
 * A plain listener on anything but a loopback address is refused unless the caller says
 * insecure: tokens would cross the network in the clear. One thread: that of the main
 * context of platform_server_new ().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-core.h"

G_BEGIN_DECLS

#define PLATFORM_SERVER_BODY_MAX (16 * 1024 * 1024) /* bytes of a request's body */

typedef struct _PlatformServer PlatformServer;

/* Does not own core; takes over its changed function. */
PlatformServer *platform_server_new (PlatformCore *core);
/* Ends every connection, and what is on its way to webhooks. */
void platform_server_free (PlatformServer *self);

/* PEM files, for https; before platform_server_listen (). */
gboolean platform_server_set_tls (PlatformServer *self,
                                  const char *certificate,
                                  const char *key,
                                  GError **error);

/* where: "127.0.0.1:8077", "[::1]:0"; port 0 picks one. Returns the URL that clients use,
 * "http://127.0.0.1:40313"; free with g_free. M77_ERROR_USAGE for a where it cannot
 * read or may not use. */
char *platform_server_listen (PlatformServer *self,
                              const char *where,
                              gboolean insecure,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformServer, platform_server_free)

G_END_DECLS
