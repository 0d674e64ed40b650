/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-find.h"

static void
run_raw (TuiApp *app, int argument)
{
  tui_detail_turn_raw (tui_app_top (app));
}

static void
run_find (TuiApp *app, int argument)
{
  tui_find_open (app, tui_detail_page (tui_app_top (app)));
}

static void
run_find_again (TuiApp *app, int by)
{
  tui_find_again (app, tui_detail_page (tui_app_top (app)), by);
}

static void
run_copy (TuiApp *app, int argument)
{
  tui_detail_copy (tui_app_top (app));
}

// clang-format off
static const TuiAction rows[] = {
  { TUI_KEY_ENTER, 0, "open-line", N_ ("open, fold or change what the cursor is on"), N_ ("open"), TUI_GROUP_GO, TUI_ON_DETAIL, NULL, tui_action_run_open, 0 },
  { ' ', 0, "fold", N_ ("fold, unfold a section"), NULL, TUI_GROUP_LIST, TUI_ON_DETAIL, NULL, NULL, 0 },
  { TUI_KEY_TAB, TUI_KEY_BACKTAB, "next-section", N_ ("next, previous section"), NULL, TUI_GROUP_LIST, TUI_ON_DETAIL, NULL, NULL, 0 },
  { '/', 0, "find", N_ ("find words in it…"), NULL, TUI_GROUP_LIST, TUI_ON_DETAIL, NULL, run_find, 0 },
  { '>', 0, "find-next", N_ ("the next that was found"), NULL, TUI_GROUP_LIST, TUI_ON_DETAIL, NULL, run_find_again, 1 },
  { '<', 0, "find-previous", N_ ("the one before"), NULL, TUI_GROUP_LIST, TUI_ON_DETAIL, NULL, run_find_again, -1 },
  { 'y', 0, "copy-line", N_ ("copy what the cursor is on; an incident's bridge"), NULL, TUI_GROUP_LIST, TUI_ON_DETAIL, NULL, run_copy, 0 },
  { 'v', 0, "json", N_ ("as JSON, or as sections"), NULL, TUI_GROUP_LIST, TUI_ON_DETAIL, NULL, run_raw, 0 },
};
// clang-format on

const TuiActionTable tui_actions_detail = { rows, G_N_ELEMENTS (rows) };
