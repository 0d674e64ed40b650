/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-bars.h"
#include "tui/screens/tui-list-out.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-views.h"

static void
run_filter (TuiApp *app, int argument)
{
  TuiScreen *top = tui_app_top (app);

  if (top->class->context == TUI_ON_LIST)
    tui_bars_open_filter (app, top);
}

static void
run_on_list (TuiApp *app, int index)
{
  static void (*const runs[]) (TuiScreen *) = {
    tui_list_open_sort,     tui_list_open_columns, tui_list_open_group, tui_list_toggle_preview,
    tui_list_toggle_follow, tui_list_reset_widths, tui_list_mark_range, tui_list_mark_all,
    tui_list_copy,          tui_list_open_out,     tui_list_export,
  };

  runs[index](tui_app_top (app));
}

static void
run_save_view (TuiApp *app, int argument)
{
  tui_views_open_save (app);
}

static void
run_scroll (TuiApp *app, int by)
{
  tui_list_scroll (tui_app_top (app), by);
}

// clang-format off
static const TuiAction rows[] = {
  { TUI_KEY_UP, 'k', "up", N_ ("up"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { TUI_KEY_DOWN, 'j', "down", N_ ("down"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { TUI_KEY_PAGE_UP, 0, "page-up", N_ ("page up"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { TUI_KEY_PAGE_DOWN, 0, "page-down", N_ ("page down"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { 'g', TUI_KEY_HOME, "first", N_ ("first, and show what is new"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { 'G', TUI_KEY_END, "last", N_ ("last"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { ' ', 0, "mark", N_ ("mark; on a heading all of it"), NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, NULL, 0 },
  { 'v', 0, "mark-range", N_ ("mark a range"), NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_on_list, 6 },
  { '*', 0, "mark-all", NULL, NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_on_list, 7 },
  { '/', 0, "filter", NULL, N_ ("filter"), TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_filter, 0 },
  { 's', 0, "sort", NULL, NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_on_list, 0 },
  { 'C', 0, "columns", NULL, NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_on_list, 1 },
  { '<', TUI_KEY_LEFT, "columns-left", N_ ("columns to the left; fold"), NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_scroll, -1 },
  { '>', TUI_KEY_RIGHT, "columns-right", N_ ("columns to the right; unfold"), NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_scroll, 1 },
  { '=', 0, "widths", N_ ("columns as wide as needed"), NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_on_list, 5 },
  { 'b', 0, "group", NULL, NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_on_list, 2 },
  { 'p', 0, "preview", NULL, NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_on_list, 3 },
  { TUI_KEY_TAB, TUI_KEY_BACKTAB, "pane", N_ ("into the preview, and back"), NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, NULL, 0 },
  { 'f', 0, "follow", NULL, NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_on_list, 4 },
  { 'y', 0, "copy", NULL, NULL, TUI_GROUP_LIST, TUI_ON_LIST, tui_action_refuse_without_record, run_on_list, 8 },
  { 'o', 0, "open-out", N_ ("in pager or editor…"), NULL, TUI_GROUP_LIST, TUI_ON_LIST, tui_action_refuse_without_record, run_on_list, 9 },
  { 'x', 0, "export", NULL, NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_on_list, 10 },
  { 'V', 0, "save-view", NULL, NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_save_view, 0 },
  { TUI_KEY_TAB, TUI_KEY_BACKTAB, "section", N_ ("next, previous section"), NULL, TUI_GROUP_LIST, TUI_ON_OVERVIEW, NULL, NULL, 0 },
};
// clang-format on

const TuiActionTable tui_actions_list = { rows, G_N_ELEMENTS (rows) };
