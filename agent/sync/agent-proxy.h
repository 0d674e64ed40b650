/* agent-proxy.h: the proxy a person's environment names
 *
 * https_proxy, else all_proxy, and no_proxy, in small letters or capitals, as other programs
 * read them. This machine itself is never asked through a proxy; plain http goes nowhere else
 * (agent-http.h), so http_proxy says nothing here. The settings of a desktop are not asked: they
 * are behind the session bus, which may not answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* NULL: none. */
GProxyResolver *agent_proxy_resolver_new (char **environment);

G_END_DECLS
