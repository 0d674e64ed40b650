/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-incident.h"

static void
run_task (TuiApp *app, int argument)
{
  tui_incident_add_task (app);
}

static void
run_duties (TuiApp *app, int argument)
{
  tui_incident_open_duties (app);
}

static void
run_milestones (TuiApp *app, int argument)
{
  tui_incident_open_milestones (app);
}

static void
run_join (TuiApp *app, int argument)
{
  tui_incident_join (app);
}

static void
run_only (TuiApp *app, int argument)
{
  tui_incident_turn_only (app);
}

static void
run_postmortem (TuiApp *app, int argument)
{
  tui_incident_open_postmortem (app);
}

// clang-format off
static const TuiAction rows[] = {
  { 't', 0, "task", N_ ("new task…"), N_ ("task"), TUI_GROUP_DO, TUI_ON_ROOM, NULL, run_task, 0 },
  { 'D', 0, "duties", N_ ("duties: who leads, who responds"), N_ ("duties"), TUI_GROUP_DO, TUI_ON_ROOM, NULL, run_duties, 0 },
  { 'J', 0, "join-incident", N_ ("join those who respond"), NULL, TUI_GROUP_DO, TUI_ON_ROOM, tui_incident_refuse_join, run_join, 0 },
  { 'M', 0, "milestones", N_ ("milestones: began, next update"), NULL, TUI_GROUP_DO, TUI_ON_ROOM, NULL, run_milestones, 0 },
  { 'w', 0, "postmortem", N_ ("write the postmortem"), NULL, TUI_GROUP_DO, TUI_ON_ROOM, NULL, run_postmortem, 0 },
  { 'o', 0, "only", N_ ("all entries, people's, or those for others"), NULL, TUI_GROUP_LIST, TUI_ON_ROOM, NULL, run_only, 0 },
};
// clang-format on

const TuiActionTable tui_actions_room = { rows, G_N_ELEMENTS (rows) };
