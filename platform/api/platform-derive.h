/* platform-derive.h: fields that follow from others
 *
 * Within a record as it is written (a member's roles from its grants) and in other records
 * (a team's members know their teams). Also when the clock will change a record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-write.h"

G_BEGIN_DECLS

/* kind NULL: one that this version does not know. */
gboolean platform_derive (PlatformWrite *write, const M77Kind *kind, M77Json *doc, GError **error);
/* before NULL: it is new. */
gboolean platform_derive_others (PlatformWrite *write,
                                 const M77Record *before,
                                 const M77Record *after,
                                 GError **error);
#define PLATFORM_DELIVERY_WAITS_MS (7 * 86400 * G_GINT64_CONSTANT (1000))
#define PLATFORM_PAYLOAD_KEPT_MS   (30 * 86400 * G_GINT64_CONSTANT (1000))

/* ms, M77_TIME_NONE: never. */
gint64 platform_due_at (const M77Record *record, gint64 now);

G_END_DECLS
