/* m77-address.h: the links that point at something in a console: "m77://shop/incident/2041"
 *
 *   m77://PROFILE/            a profile ("": the one in use)
 *   m77://PROFILE/KIND/KEY    a record, by any way people name it
 *
 * A link only shows: what it says is never done. Parts are percent-encoded UTF-8 (RFC 3986); one
 * with control characters, without a known form or longer than 2,048 bytes is none. A kind that
 * this version does not know is told as it stands.
 *
 * Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define M77_ADDRESS_SCHEME "m77"

typedef struct
{
  char *profile;   /* NULL: the one in use */
  char *kind, *id; /* both or neither */
} M77Address;

/* M77_ERROR_INVALID: no such link. */
M77Address *m77_address_parse (const char *uri, GError **error);
void m77_address_free (M77Address *self);
/* profile, and kind with id, may be NULL. Free with g_free. */
char *m77_address_format (const char *profile, const char *kind, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Address, m77_address_free)

G_END_DECLS
