/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-conflict.h"

static char *
refuse_both (TuiApp *app)
{
  return tui_conflict_takes (tui_app_top (app), M77_CHOICE_BOTH)
             ? NULL
             : g_strdup (_ ("together they mean nothing here"));
}

// clang-format off
static const TuiAction rows[] = {
  { 't', 0, "theirs", N_ ("take theirs (again: open)"), N_ ("theirs"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { 'm', 0, "mine", N_ ("take mine"), N_ ("mine"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { 'b', 0, "both", N_ ("take both"), N_ ("both"), TUI_GROUP_DO, TUI_ON_CONFLICT, refuse_both, NULL, 0 },
  { 'e', 0, "edit-result", N_ ("edit what stands"), N_ ("edit"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { 'v', 0, "whole", N_ ("whole texts, or what changed"), N_ ("whole"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { TUI_KEY_TAB, TUI_KEY_BACKTAB, "next-open", N_ ("next, previous open"), N_ ("next"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { TUI_KEY_ENTER, 0, "apply", N_ ("apply what is decided"), N_ ("apply"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { TUI_KEY_ESC, 0, "later", N_ ("later: choices are kept"), N_ ("later"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, tui_action_run_back, 0 },
};
// clang-format on

const TuiActionTable tui_actions_conflict = { rows, G_N_ELEMENTS (rows) };
