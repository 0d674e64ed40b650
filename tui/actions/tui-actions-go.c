/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-inbox.h"
#include "tui/screens/tui-kind-screen.h"
#include "tui/screens/tui-palette.h"
#include "tui/screens/tui-trail.h"
#include "tui/screens/tui-views.h"

static char *
refuse_back (TuiApp *app)
{
  return tui_app_can_go_back (app) ? NULL : g_strdup (_ ("nothing is before this"));
}

static char *
refuse_forward (TuiApp *app)
{
  return tui_app_can_go_forward (app) ? NULL : g_strdup (_ ("nothing was left"));
}

static void
run_way_back (TuiApp *app, int argument)
{
  tui_app_back (app);
}

static void
run_forward (TuiApp *app, int argument)
{
  tui_app_forward (app);
}

static void
run_palette (TuiApp *app, int argument)
{
  tui_palette_open (app);
}

static void
run_overview (TuiApp *app, int argument)
{
  tui_app_go (app, NULL);
}

static void
run_kind (TuiApp *app, int index)
{
  static const char *const kinds[] = { "incident", "alert",   "deployment", "flag",
                                       "service",  "runbook", "dashboard",  "schedule" };

  tui_app_go (app, tui_kind_screen_new (app, m77_kind_find (kinds[index])));
}

static void
run_views (TuiApp *app, int argument)
{
  tui_views_open_choice (app);
}

/* From a record, on what it has there. */
static void
run_inbox (TuiApp *app, int argument)
{
  TuiScreen *top = tui_app_top (app);
  const M77Json *operation = m77_json_first (app->outbox);
  TuiRecord record;
  TuiScreen *inbox;

  if (top->class->context == TUI_ON_INBOX)
    return;
  inbox = tui_inbox_new (app);
  if ((top->class->context & TUI_ON_DETAIL) != 0 && tui_action_target (app, &record))
    for (; operation != NULL; operation = m77_json_next (operation))
      if (g_strcmp0 (m77_json_get_string (operation, "record"), record.id) == 0)
        {
          tui_inbox_show (inbox, m77_json_get_string (operation, "id"));
          break;
        }
  tui_app_push (app, inbox);
}

// clang-format off
static const TuiAction rows[] = {
  { TUI_KEY_ENTER, 0, "open", N_ ("open"), N_ ("open"), TUI_GROUP_GO, TUI_ON_OVERVIEW | TUI_ON_LIST, NULL, tui_action_run_open, 0 },
  { 'q', TUI_KEY_ESC, "back", N_ ("back"), NULL, TUI_GROUP_GO, TUI_ON_ALL & ~TUI_ON_CONFLICT, NULL, tui_action_run_back, 0 },
  { 'q', 0, "back", N_ ("back"), NULL, TUI_GROUP_GO, TUI_ON_CONFLICT, NULL, tui_action_run_back, 0 },
  { '[', 0, "go-back", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, refuse_back, run_way_back, 0 },
  { ']', 0, "go-forward", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, refuse_forward, run_forward, 0 },
  { TUI_CTRL ('k'), 0, "palette", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_palette, 0 },
  { '0', 0, "overview", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_overview, 0 },
  { '1', 0, "incidents", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 0 },
  { '2', 0, "alerts", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 1 },
  { '3', 0, "deployments", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 2 },
  { '4', 0, "flags", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 3 },
  { '5', 0, "services", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 4 },
  { '6', 0, "runbooks", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 5 },
  { '7', 0, "dashboards", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 6 },
  { '8', 0, "on-call", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 7 },
  { '9', 0, "views", NULL, NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_views, 0 },
  { 'i', 0, "inbox", NULL, N_ ("inbox"), TUI_GROUP_GO, TUI_ON_ALL, NULL, run_inbox, 0 },
};
// clang-format on

const TuiActionTable tui_actions_go = { rows, G_N_ELEMENTS (rows) };
