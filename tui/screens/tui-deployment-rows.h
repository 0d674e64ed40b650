/* tui-deployment-rows.h: a deployment as lines
 *
 * For tui-deployment.c. Lines of other records have the id "KIND/ID".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-rollout.h"
#include "tui/screens/tui-app.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

#define TUI_DEPLOYMENT_TOP "fields" /* the first line: the record itself */

typedef struct
{
  TuiApp *app;
  TuiMoment moment;
  TuiPage *page;
  int cols;
  const TuiRecord *record;
  M77RolloutView view;
} TuiDeploymentRows;

/* Strategy, state, by whom and since when; its steps and weights. */
void tui_deployment_rows_add_head (const TuiDeploymentRows *self);
void tui_deployment_rows_add_figures (const TuiDeploymentRows *self);
void tui_deployment_rows_add_outlook (const TuiDeploymentRows *self);
/* What cannot be undone, and what of these lists matters to it. */
void tui_deployment_rows_add_carries (const TuiDeploymentRows *self,
                                      GListModel *const *lists,
                                      guint n_lists);
void tui_deployment_rows_add_events (const TuiDeploymentRows *self);

G_END_DECLS
