/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-inbox-keys.h"
#include "tui/screens/tui-inbox.h"
#include "tui/screens/tui-ways.h"

// clang-format off
static const TuiAction rows[] = {
  { TUI_KEY_ENTER, 0, "confirm", N_ ("confirm, decide or open"), N_ ("confirm"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse, tui_action_run_open, 0, tui_inbox_word },
  { 'J', 0, "join", N_ ("join who acknowledged"), N_ ("join"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_join, tui_inbox_run_way, TUI_WAY_JOIN },
  { 't', 0, "take-over", N_ ("take over…"), N_ ("take over"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_take_over, tui_inbox_run_way, TUI_WAY_TAKE_OVER },
  { 'e', 0, "edit-again", N_ ("edit and send again"), N_ ("edit"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_edit, tui_inbox_run_way, TUI_WAY_EDIT },
  { 'S', 0, "send-again", N_ ("send again"), N_ ("again"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_retry, tui_inbox_run_way, TUI_WAY_RETRY },
  { 'w', 0, "withdraw", N_ ("withdraw"), N_ ("withdraw"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_withdraw, tui_inbox_run_way, TUI_WAY_WITHDRAW },
  { 'd', 0, "discard", N_ ("discard or drop…"), N_ ("discard"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_discard, tui_inbox_run_discard, 0 },
  { 'y', 0, "copy-out", N_ ("copy out"), N_ ("copy"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse, tui_inbox_run_way, TUI_WAY_COPY },
  { 'o', 0, "show-record", N_ ("show its record"), N_ ("record"), TUI_GROUP_GO, TUI_ON_INBOX, tui_inbox_refuse, tui_inbox_run_way, TUI_WAY_SHOW },
};
// clang-format on

const TuiActionTable tui_actions_inbox = { rows, G_N_ELEMENTS (rows) };
