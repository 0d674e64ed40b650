/* agent-trust.h: which platforms are believed to be who they say
 *
 * TLS 1.2 at least, and a certificate for the host that was asked for, of an authority that this
 * machine trusts, or of one in AGENT_TRUST_FILE below the person's configuration directory
 * ($XDG_CONFIG_HOME/m77/authorities.pem): for those who have an authority of their own and no
 * say over the machine. The file adds authorities; it excuses nothing. It is read anew for each
 * connection.
 *
 * Nothing of a request, its token least of all, is sent before that is settled.
 *
 * Any thread: where the message is sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define AGENT_TRUST_FILE "m77/authorities.pem"

/* Before the message is sent. */
void agent_trust_watch (SoupMessage *message);
/* M77_ERROR_UNTRUSTED with what is wrong where TLS was in the way, else NULL. cause: why the
 * message was not sent. */
GError *agent_trust_error (SoupMessage *message, const GError *cause);

G_END_DECLS
