/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-deployment.h"

static void
run_verbs (TuiApp *app, int argument)
{
  tui_deployment_open_verbs (tui_app_top (app));
}

static void
run_fields (TuiApp *app, int argument)
{
  tui_deployment_open_fields (tui_app_top (app));
}

// clang-format off
static const TuiAction rows[] = {
  { '.', 0, "verbs", N_ ("what can be done, safe directions first…"), N_ ("actions"), TUI_GROUP_DO, TUI_ON_DEPLOYMENT, tui_action_refuse_without_record, run_verbs, 0 },
  { 'v', 0, "fields", N_ ("all its fields"), N_ ("fields"), TUI_GROUP_GO, TUI_ON_DEPLOYMENT, tui_action_refuse_without_record, run_fields, 0 },
  { TUI_KEY_ENTER, 0, "open-other", N_ ("open what it carries"), N_ ("open"), TUI_GROUP_GO, TUI_ON_DEPLOYMENT, NULL, tui_action_run_open, 0 },
  { TUI_KEY_TAB, TUI_KEY_BACKTAB, "pane", N_ ("the other pane"), NULL, TUI_GROUP_LIST, TUI_ON_DEPLOYMENT, NULL, NULL, 0 },
};
// clang-format on

const TuiActionTable tui_actions_deployment = { rows, G_N_ELEMENTS (rows) };
