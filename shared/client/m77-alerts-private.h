/* m77-alerts-private.h: how a reading of alerts ends
 *
 * For m77-alerts.c and tests of what is shown of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-alerts.h"

G_BEGIN_DECLS

/* error NULL: it is whole. */
void m77_alerts_end_reading (M77Alerts *self, const GError *error);

G_END_DECLS
