/* m77-validate-format.h: the rules single fields have beyond their type
 *
 * Private to m77-validate-value.c. A path's characters, a matcher, a time zone, a rule:
 * looked up by kind and field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

gboolean m77_format_slug (const char *text);
gboolean m77_format_url (const char *text);

/* One matcher of Alertmanager: name="value", also !=, =~ and !~. *empty gets whether it
 * matches the empty value (a pattern: never told apart, FALSE for .+ and the like). */
gboolean m77_format_matcher (const char *text, gboolean *empty);

/* NULL, or the translated sentence that says what fits. kind NULL: an action's argument. */
const char *m77_format_fault (const M77Kind *kind, const M77Field *field, const M77Json *value);

/* Whether the field must not hold what looks like a secret. */
gboolean m77_format_refuses_secrets (const M77Kind *kind, const M77Field *field);

G_END_DECLS
