/* platform-matcher.h: what a silence matches
 *
 * Matchers are Alertmanager's: name="value", !=, =~ and !~ (anchored), over the labels of an
 * alert's series and its own fields. They are made once and tried on many alerts.
 *
 * An expression that takes too many steps (a person's, or an attacker's: "(a|aa)+") is given up
 * and fits nothing from then on, negated or not: an alert too many is better than one too few, and
 * than a platform that stands still.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

#define PLATFORM_MATCHER_LONGEST 1024 /* bytes of an expression */

typedef struct _PlatformMatchers PlatformMatchers;

gboolean platform_matcher_is_valid (const char *matcher);

/* From an array of them; what cannot be read fits nothing. */
PlatformMatchers *platform_matchers_new (const M77Json *matchers);
void platform_matchers_free (PlatformMatchers *self);
/* Whether all matchers, at least one, fit the alert. */
gboolean platform_matchers_fit (PlatformMatchers *self, const M77Json *alert);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformMatchers, platform_matchers_free)

G_END_DECLS
