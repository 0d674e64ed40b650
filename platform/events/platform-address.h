/* platform-address.h: where a webhook may lead
 *
 * Whoever may write a webhook chooses an address that the platform then asks, from inside its
 * network: server-side request forgery. So what a name resolves to is looked at when it is
 * connected to, not before (a name may say something else the second time): the connectable made
 * here gives out only addresses of the public Internet. Refused are this machine,
 * private and link-local networks, multicast, and what is reserved (RFC 6890), also when
 * wrapped in IPv6 (mapped, 6to4, NAT64).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean platform_address_is_public (GInetAddress *address);

/* Resolves as a GNetworkAddress does, which it is, for TLS to check the name. Ends with
 * G_IO_ERROR_PERMISSION_DENIED when the name has no public address. */
GSocketConnectable *platform_address_connectable_new (const char *host, guint16 port);

G_END_DECLS
