/* platform-head.h: how far a tenant's numbering has got, within one transaction
 *
 * The number of the last change and the end of the audit chain stand in the tenant's row, and each
 * record that is written moves them. A transaction that may write has the row to itself: it reads
 * them once, counts here, and writes them once, before it commits. A copy of the struct is where
 * to go back to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/store/platform-db.h"
#include "shared/model/m77-audit-chain.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 tenant;
  gint64 number;       /* of its last change */
  M77AuditPlace audit; /* its newest entry */
  gint64 stored;       /* the number that is in the row */
} PlatformHead;

gboolean platform_head_read (PlatformHead *self, PlatformDb *db, gint64 tenant, GError **error);
gboolean platform_head_write (PlatformHead *self, PlatformDb *db, GError **error);

/* The number of one more change. */
gint64 platform_head_next (PlatformHead *self);

G_END_DECLS
