/* platform-exchange.h: one request and its answer, on a connection
 *
 * Lives from when the request's headers have been read until its message is finished,
 * however that comes about. See platform-server.h for how bodies stream.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

#include "platform/api/platform-core.h"
#include "platform/events/platform-hub.h"

G_BEGIN_DECLS

/* Reads the body of the message, at most body_max bytes, and then answers it. */
void platform_exchange_begin (SoupServerMessage *message,
                              PlatformCore *core,
                              PlatformHub *hub,
                              gsize body_max);
/* The whole request is here. */
void platform_exchange_answer (SoupServerMessage *message);

G_END_DECLS
