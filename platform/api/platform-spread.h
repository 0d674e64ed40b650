/* platform-spread.h: from what changed to what is delivered
 *
 * A change that three webhooks want is one row when it is made (platform-message.h) and three
 * records afterwards: deliveries, each with its payload {"type","timestamp","data"}. data is the
 * record as that change left it, without doc when that is long ("omitted":true). They are made
 * when the sender looks for what is due, and before anybody sees or moves deliveries: what is
 * asked of them is asked of all.
 *
 * Each is made in the transaction that removes its row: once, whenever the platform dies.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-write.h"

G_BEGIN_DECLS

/* All that the tenant of the transaction has. */
gboolean platform_spread (PlatformWrite *write, GError **error);
/* Some of the first tenant's that has any, in a transaction of its own; *more: there are others. */
gboolean platform_spread_some (PlatformCore *core, gboolean *more, GError **error);
/* All of all tenants, where there may be any. */
gboolean platform_spread_all (PlatformCore *core, GError **error);

/* One `webhook.test`. */
gboolean platform_spread_test (PlatformWrite *write, const M77Record *webhook, GError **error);

G_END_DECLS
