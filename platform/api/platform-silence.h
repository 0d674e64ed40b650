/* platform-silence.h: alerts that a silence hides
 *
 * By its matchers: platform-matcher.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-write.h"

G_BEGIN_DECLS

/* Suppresses what it matches, but for the alert `except` (may be NULL), and counts it in
 * doc, the silence's. */
gboolean platform_silence_begin (PlatformWrite *write,
                                 const char *id,
                                 M77Json *doc,
                                 const char *except,
                                 GError **error);
/* Sets silences and status of doc, an alert that fires: by all silences that are active. */
gboolean platform_silence_apply (PlatformWrite *write, M77Json *doc, GError **error);
/* They fire again, unless another one hides them too. */
gboolean platform_silence_end (PlatformWrite *write, const char *id, M77Json *doc, GError **error);

G_END_DECLS
