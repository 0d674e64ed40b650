/* m77-alerts.h: the open alerts, grouped, as they are now
 *
 * Reads them page by page and again when alerts change (not faster than a reading costs); what was
 * read before stays until the next is whole. At most M77_ALERTS_MOST are grouped, the worst first:
 * m77_alerts_total says how many there are.
 *
 * Main thread only. Signal "changed": m77_alerts_groups has something else to say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client.h"
#include "shared/model/m77-alert-groups.h"

G_BEGIN_DECLS

#define M77_ALERTS_MOST 5000

#define M77_TYPE_ALERTS (m77_alerts_get_type ())
G_DECLARE_FINAL_TYPE (M77Alerts, m77_alerts, M77, ALERTS, GObject)

M77Alerts *m77_alerts_new (M77Client *client);
/* Of a list of M77Row that somebody else fills; NULL: nothing is read yet. */
M77Alerts *m77_alerts_new_of_rows (GListModel *rows);

/* Valid until the next call or the next turn of the loop; never NULL. now: ms since 1970. */
const M77AlertGroups *m77_alerts_groups (M77Alerts *self, gint64 now);
guint m77_alerts_total (M77Alerts *self);
/* Nothing was read yet. */
gboolean m77_alerts_is_loading (M77Alerts *self);
/* Why the last reading failed, or NULL; what was read before is still there. */
const GError *m77_alerts_error (M77Alerts *self);
/* The row's JSON (docs/json.md) of one that was read, or NULL; valid as the groups are. */
const M77Json *m77_alerts_find (M77Alerts *self, const char *id);
void m77_alerts_refresh (M77Alerts *self);

G_END_DECLS
