/* agent-http.h: the wire over HTTP
 *
 * The one file of the agent that sends requests through libsoup. Calls block and belong on a
 * thread of their own; every one is bounded by CONNECT and idle time-outs, and as a whole by a
 * least rate (agent-patience.h). TLS is always verified and at least 1.2 (agent-trust.h); plain
 * http is refused but for the loopback. A proxy of the environment is used (agent-proxy.h).
 * Redirects are not followed: a token goes to no host but the one it was given for.
 *
 * Whatever keeps an answer from coming is M77_ERROR_PLATFORM_UNREACHABLE, or _UNTRUSTED.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

#include "agent/sync/agent-wire.h"

G_BEGIN_DECLS

/* M77_ERROR_INVALID: not a URL this may talk to. */
gboolean agent_http_check_url (const char *base_url, GError **error);

/* token: kept in memory only. */
AgentWire *agent_http_new (const char *base_url, const char *token);
/* How long an answer may take whatever its size, other than AGENT_PATIENCE_GRACE_MS: for tests. */
void agent_http_set_grace (AgentWire *self, guint grace_ms);

/* A request of one's own making with the same rules: for the event stream, which is read in the
 * main loop. */
SoupSession *agent_http_session_new (guint idle_timeout_s);
SoupMessage *agent_http_message_new (const char *base_url,
                                     const char *token,
                                     const M77Request *request);

G_END_DECLS
