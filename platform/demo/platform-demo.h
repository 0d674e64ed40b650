/* platform-demo.h: a tenant that feels real, and tenants of any size from a seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-core.h"

G_BEGIN_DECLS

/* Makes the tenant `demo` when it is not there yet, its times relative to the clock. Receivers of
 * webhooks under .example are only played from here on; nothing leaves for them. */
gboolean platform_demo_seed (PlatformCore *core, const M77Runtime *runtime, GError **error);

/* For the bench: `count` records over all kinds, mostly alerts, audit, incidents,
 * deliveries and deployments, the same for the same seed, about 570 bytes each on the
 * feed. */
gboolean platform_demo_generate (PlatformCore *core,
                                 const char *tenant,
                                 guint64 count,
                                 guint32 seed,
                                 const M77Runtime *runtime,
                                 GError **error);

G_END_DECLS
