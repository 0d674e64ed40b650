/* platform-silence.h: alerts that a silence hides
 *
 * Matchers are Alertmanager's: name="value", !=, =~ and !~ (anchored), over the labels of
 * an alert's series and its own fields.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-write.h"

G_BEGIN_DECLS

gboolean platform_matcher_is_valid (const char *matcher);
/* Whether all matchers, at least one, fit the alert. */
gboolean platform_matchers_fit (const M77Json *matchers, const M77Json *alert);

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
