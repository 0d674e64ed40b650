/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-oncall.h"

static char *
refuse_hand_over (TuiApp *app)
{
  return tui_oncall_refuse_hand_over (tui_app_top (app));
}

static char *
refuse_accept (TuiApp *app)
{
  return tui_oncall_refuse_accept (tui_app_top (app));
}

static void
run_hand_over (TuiApp *app, int argument)
{
  tui_oncall_hand_over (tui_app_top (app));
}

static void
run_accept (TuiApp *app, int argument)
{
  tui_oncall_accept (tui_app_top (app));
}

static void
run_time (TuiApp *app, int argument)
{
  tui_oncall_open_time (tui_app_top (app));
}

static void
run_table (TuiApp *app, int argument)
{
  tui_app_push (app, tui_list_new (app, m77_kind_find ("schedule"), NULL));
}

// clang-format off
static const TuiAction rows[] = {
  { 'a', 0, "accept", N_ ("accept a handover…"), N_ ("accept"), TUI_GROUP_DO, TUI_ON_ONCALL, refuse_accept, run_accept, 0 },
  { 't', 0, "at-time", N_ ("at another time…"), N_ ("time"), TUI_GROUP_DO, TUI_ON_ONCALL, NULL, run_time, 0 },
  { 'h', 0, "hand-over", N_ ("hand over: draft it from what is open…"), N_ ("hand over"), TUI_GROUP_DO, TUI_ON_ONCALL, refuse_hand_over, run_hand_over, 0 },
  { TUI_KEY_ENTER, 0, "open-schedule", N_ ("open"), N_ ("open"), TUI_GROUP_GO, TUI_ON_ONCALL, NULL, tui_action_run_open, 0 },
  { '/', 0, "schedule-table", N_ ("the schedules as a list, to filter"), N_ ("list"), TUI_GROUP_LIST, TUI_ON_ONCALL, NULL, run_table, 0 },
  { TUI_KEY_TAB, TUI_KEY_BACKTAB, "oncall-pane", N_ ("the other pane"), NULL, TUI_GROUP_LIST, TUI_ON_ONCALL, NULL, NULL, 0 },
};
// clang-format on

const TuiActionTable tui_actions_oncall = { rows, G_N_ELEMENTS (rows) };
