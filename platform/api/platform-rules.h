/* platform-rules.h: what the platform adds to creates and edits of a kind
 *
 * Beyond the table of kinds: an incident's first page, a connector that wants consent again.
 * A rule may change doc, or refuse by deciding the attempt.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-attempt.h"

G_BEGIN_DECLS

/* doc is complete and valid; it has its number. */
gboolean platform_rules_created (PlatformAttempt *attempt, M77Json *doc, GError **error);
/* before is the attempt's current document. */
gboolean platform_rules_edited (PlatformAttempt *attempt, M77Json *doc, GError **error);
/* Whether something open refers to the attempt's record: *by gets its key, NULL: nothing.
 * Free with g_free. */
gboolean platform_rules_referrer (PlatformAttempt *attempt, char **by, GError **error);

G_END_DECLS
