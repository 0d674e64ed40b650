/* m77-secret.h: does a text look like a secret
 *
 * Some fields must never hold one (configuration, a connector's settings, variables), and
 * others are warned of. Known are the prefixes that issuers give their tokens, private
 * keys in PEM, and JSON web tokens. A miss is possible, so this is a guard against
 * accidents, not a filter to rely on.
 *
 * Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean m77_text_looks_secret (const char *text);

G_END_DECLS
