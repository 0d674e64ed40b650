/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-alerts.h"
#include "tui/screens/tui-list.h"

static char *
refuse_acknowledge (TuiApp *app)
{
  return tui_alerts_refuse_acknowledge (tui_app_top (app));
}

static void
run_acknowledge (TuiApp *app, int argument)
{
  tui_alerts_acknowledge (tui_app_top (app));
}

static char *
refuse_silence (TuiApp *app)
{
  return tui_alerts_refuse_silence (tui_app_top (app));
}

static void
run_silence (TuiApp *app, int argument)
{
  tui_alerts_silence (tui_app_top (app));
}

static void
run_silenced (TuiApp *app, int argument)
{
  tui_alerts_show_silenced (tui_app_top (app));
}

static void
run_table (TuiApp *app, int argument)
{
  tui_app_push (app, tui_list_new (app, m77_kind_find ("alert"), NULL));
}

// clang-format off
static const TuiAction rows[] = {
  { 'a', 0, "acknowledge-group", N_ ("acknowledge what is seen of it…"), N_ ("ack"), TUI_GROUP_DO, TUI_ON_ALERTS, refuse_acknowledge, run_acknowledge, 0 },
  { 'm', 0, "silence-group", N_ ("silence it…"), N_ ("silence"), TUI_GROUP_DO, TUI_ON_ALERTS, refuse_silence, run_silence, 0 },
  { TUI_KEY_ENTER, 0, "unfold", N_ ("unfold, fold or open"), N_ ("unfold"), TUI_GROUP_GO, TUI_ON_ALERTS, NULL, tui_action_run_open, 0 },
  { 'o', 0, "silenced", N_ ("what is silenced"), N_ ("silenced"), TUI_GROUP_LIST, TUI_ON_ALERTS, NULL, run_silenced, 0 },
  { '/', 0, "alert-table", N_ ("one by one, to filter and mark"), N_ ("table"), TUI_GROUP_LIST, TUI_ON_ALERTS, NULL, run_table, 0 },
};
// clang-format on

const TuiActionTable tui_actions_alerts = { rows, G_N_ELEMENTS (rows) };
