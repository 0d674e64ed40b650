/* tui-alerts-rows.h: groups of alerts, their members and silences as lines
 *
 * For tui-alerts.c. Ids of lines: "group/KEY", "more/KEY" (the members left out), "alert/ID",
 * "silenced", "silence/ID". Most are written when they are seen, with what they were added with:
 * that has to live until the page is drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-alerts.h"
#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

#define TUI_ALERTS_MEMBERS 10 /* of a group at first */

typedef struct
{
  TuiApp *app;
  TuiMoment moment;
  TuiPage *page;
  int cols;
  GListModel *silences; /* open ones, by their ends */
  GHashTable *open;     /* ids of groups that are unfolded; of "more/KEY": all of them */
} TuiAlertRows;

/* The row above them, which names the columns. */
void tui_alert_rows_add_titles (const TuiAlertRows *self);
void tui_alert_rows_add_group (const TuiAlertRows *self, const M77AlertGroup *group);
void tui_alert_rows_add_silenced (const TuiAlertRows *self, const M77AlertGroups *groups);
/* Silences in force that end within half an hour. */
guint tui_alert_rows_ending (const TuiAlertRows *self);

G_END_DECLS
