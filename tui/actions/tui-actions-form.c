/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/actions/tui-actions.h"

// clang-format off
static const TuiAction rows[] = {
  { TUI_CTRL ('d'), 0, "store", N_ ("store"), N_ ("store"), TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },
  { TUI_KEY_ENTER, 0, "into-field", N_ ("a text in lines, an element more, or on"), N_ ("field"), TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },
  { TUI_CTRL ('e'), 0, "editor", N_ ("open in the editor"), N_ ("editor"), TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },
  { TUI_KEY_TAB, TUI_KEY_DOWN, "next-field", N_ ("next field; Tab takes what is suggested"), N_ ("next field"), TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },
  { TUI_CTRL ('z'), TUI_CTRL ('y'), "undo-typing", N_ ("undo, redo what was typed"), NULL, TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },
  { TUI_CTRL ('u'), 0, "empty-field", N_ ("the field as it was"), NULL, TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },
  { TUI_KEY_ESC, 0, "keep-draft", N_ ("back, keeping a draft"), N_ ("keep draft"), TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },
};
// clang-format on

const TuiActionTable tui_actions_form = { rows, G_N_ELEMENTS (rows) };
