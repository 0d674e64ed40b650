/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-ready.h"

static void
run_time (TuiApp *app, int argument)
{
  tui_ready_open_time (tui_app_top (app));
}

// clang-format off
static const TuiAction rows[] = {
  { 't', 0, "how-long", N_ ("for how long…"), N_ ("for how long"), TUI_GROUP_DO, TUI_ON_READY, NULL, run_time, 0 },
};
// clang-format on

const TuiActionTable tui_actions_ready = { rows, G_N_ELEMENTS (rows) };
