/* platform-count.h: numbers kept in one record of how many others name it
 *
 * service.open_incidents, service.firing_alerts, webhook.dead, role.holders, silence.hides.
 * Kept in the transaction that changes what they count, by the difference; counted from
 * nothing when the record that has the number is made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-write.h"

G_BEGIN_DECLS

/* after was just written; before NULL: it is new. The record that the operation itself writes
 * at its end is left to it. */
gboolean platform_count_others (PlatformWrite *write,
                                const M77Record *before,
                                const M77Record *after,
                                GError **error);
/* Sets the numbers of doc, a record that is made, from what there is. */
gboolean platform_count_own (PlatformWrite *write, const char *kind, M77Json *doc, GError **error);

G_END_DECLS
