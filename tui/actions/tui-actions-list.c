/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-bars.h"

static void
run_filter (TuiApp *app, int argument)
{
  TuiScreen *top = tui_app_top (app);

  if (top->class->context == TUI_ON_LIST)
    tui_bars_open_filter (app, top);
}

static void
run_sort (TuiApp *app, int argument)
{
  tui_bars_open_sort (app, tui_app_top (app));
}

// clang-format off
static const TuiAction rows[] = {
  { TUI_KEY_UP, 'k', "up", N_ ("up"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { TUI_KEY_DOWN, 'j', "down", N_ ("down"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { TUI_KEY_PAGE_UP, 0, "page-up", N_ ("page up"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { TUI_KEY_PAGE_DOWN, 0, "page-down", N_ ("page down"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { 'g', TUI_KEY_HOME, "first", N_ ("first, and show what is new"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { 'G', TUI_KEY_END, "last", N_ ("last"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { ' ', 0, "mark", N_ ("mark"), NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, NULL, 0 },
  { 's', 0, "sort", N_ ("sort…"), NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_sort, 0 },
  { '/', 0, "filter", N_ ("filter…"), N_ ("filter"), TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_filter, 0 },
  { TUI_KEY_TAB, TUI_KEY_BACKTAB, "section", N_ ("next, previous section"), NULL, TUI_GROUP_LIST, TUI_ON_OVERVIEW, NULL, NULL, 0 },
};
// clang-format on

const TuiActionTable tui_actions_list = { rows, G_N_ELEMENTS (rows) };
