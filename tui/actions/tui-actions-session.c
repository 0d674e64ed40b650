/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-command-bar.h"
#include "tui/screens/tui-help.h"
#include "tui/screens/tui-present.h"
#include "tui/screens/tui-work.h"

static void
run_command (TuiApp *app, int argument)
{
  tui_command_bar_open (app, "");
}

static void
run_help (TuiApp *app, int argument)
{
  tui_help_open_keys (app);
}

static void
run_sync (TuiApp *app, int argument)
{
  TuiScreen *top = tui_app_top (app);

  tui_work_sync (app);
  if (top->class->refresh != NULL)
    top->class->refresh (top);
}

static void
run_zone (TuiApp *app, int argument)
{
  app->utc = !app->utc;
  g_time_zone_unref (app->zone);
  app->zone = app->utc ? g_time_zone_new_utc () : g_time_zone_ref (app->local);
  tui_app_say (app, TUI_PLAIN, app->utc ? _ ("Times are UTC") : _ ("Times are local"));
}

static void
run_read_only (TuiApp *app, int argument)
{
  app->read_only = !app->read_only;
  tui_app_say (app,
               TUI_PLAIN,
               app->read_only ? _ ("Read-only: W ends that") : _ ("No longer read-only"));
}

static void
run_present (TuiApp *app, int argument)
{
  tui_present_toggle (app);
}

static void
run_redraw (TuiApp *app, int argument)
{
  if (app->term != NULL)
    tui_term_forget (app->term);
}

static void
run_suspend (TuiApp *app, int argument)
{
  int rows;
  int cols;

  if (app->term == NULL)
    return;
  tui_term_suspend (app->term);
  tui_term_size (app->term, &rows, &cols);
  tui_app_resize (app, rows, cols);
}

// clang-format off
static const TuiAction rows[] = {
  { ':', 0, "command", N_ ("command line"), NULL, TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_command, 0 },
  { TUI_KEY_F5, 0, "sync", NULL, NULL, TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_sync, 0 },
  { 'T', 0, "zone", NULL, NULL, TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_zone, 0 },
  { 'W', 0, "read-only", NULL, NULL, TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_read_only, 0 },
  { 'P', 0, "present", NULL, NULL, TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_present, 0 },
  { TUI_CTRL ('l'), 0, "redraw", N_ ("draw again"), NULL, TUI_GROUP_SESSION, TUI_ON_ALL | TUI_ON_FORM, NULL, run_redraw, 0 },
  { TUI_CTRL ('z'), 0, "suspend", N_ ("to the shell; fg comes back"), NULL, TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_suspend, 0 },
  { '?', 0, "keys", NULL, N_ ("keys"), TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_help, 0 },
};
// clang-format on

const TuiActionTable tui_actions_session = { rows, G_N_ELEMENTS (rows) };
