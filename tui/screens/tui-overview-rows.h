/* tui-overview-rows.h: the lines of the overview's sections
 *
 * For tui-overview.c only: each function adds lines of one section to its page. Ids are
 * "KIND/ID" of a record, "operation/ID" of the inbox, "alerts/KEY" of a group,
 * "deliveries/FILTER", "ready".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/screens/tui-readiness.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

typedef struct
{
  TuiApp *app;
  TuiMoment moment;
  TuiPage *page;
  int cols;
} TuiRows;

/* Where the columns of a line stand. */
#define TUI_ROW_KEY     10
#define TUI_ROW_AGE     15
#define TUI_ROW_SERVICE 20
#define TUI_ROW_PLACE   30
#define TUI_ROW_TITLE   38

/* Of a line that is written when it is seen: page is NULL. */
TuiRows tui_rows_of (TuiApp *app, int cols);
gboolean tui_rows_incident_needs (TuiApp *app, const TuiRecord *record);
void tui_rows_add_operation (TuiRows *self, const M77Json *operation);
void tui_rows_add_incident (TuiRows *self, const TuiRecord *record);
/* Offered to this person. */
void tui_rows_add_handover (TuiRows *self, const TuiRecord *record);
/* The groups of app->alerts that fire. Returns how many. */
guint tui_rows_add_alerts (TuiRows *self);
void tui_rows_add_deployment (TuiRows *self, const TuiRecord *record);
void tui_rows_add_flag (TuiRows *self, const TuiRecord *record);
/* ready may be NULL. */
void tui_rows_add_health (TuiRows *self,
                          GListModel *slos,
                          GListModel *connectors,
                          guint dead,
                          const TuiReadiness *ready);
/* Whether a deployment is under way. */
gboolean tui_rows_is_moving (const TuiRecord *record);
/* For what a line begins with, where that is a name. */
int tui_rows_head_cells (TuiRows *self);
/* Where the title begins: a narrow pane leaves the service and the place to the record. */
int tui_rows_title_col (TuiRows *self);
int tui_rows_title_cells (TuiRows *self, const char *remark);
/* At the right edge, cut to the room that the title left for it. */
void tui_rows_add_remark (TuiRows *self, TuiLine *line, TuiStyle style, const char *text);
/* Age, service and place stand in the same columns in every section. */
void tui_rows_add_where (TuiRows *self, TuiLine *line, const TuiRecord *record, gint64 since);
gint64 tui_rows_time_of (const M77Json *doc, const char *field);

G_END_DECLS
