/* tui-oncall-rows.h: schedules, changes, overrides and handovers as lines
 *
 * For tui-oncall.c. Ids of lines: "schedule/ID", "handover/ID"; of changes and overrides
 * "change/…", which have no record of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

#define TUI_ONCALL_MOST 300 /* schedules looked at */

typedef struct
{
  TuiApp *app;
  TuiMoment moment;
  TuiPage *page;
  int cols;
  gint64 at; /* of what is shown; the moment's now, or another */
} TuiOncallRows;

void tui_oncall_rows_add_schedules (const TuiOncallRows *self, GListModel *schedules);
/* The next changes of all of them, in their order. */
void tui_oncall_rows_add_changes (const TuiOncallRows *self, GListModel *schedules);
void tui_oncall_rows_add_overrides (const TuiOncallRows *self, GListModel *schedules);
void tui_oncall_rows_add_handovers (const TuiOncallRows *self, GListModel *handovers);

G_END_DECLS
