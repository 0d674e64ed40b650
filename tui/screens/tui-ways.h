/* tui-ways.h: what can be done about an operation that is not applied
 *
 * The agent says which ways are open; here is how a person goes each: at once, in a bar that
 * says what it is about, in a form, on another screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

typedef enum
{
  TUI_WAY_CONFIRM,
  TUI_WAY_RESOLVE,
  TUI_WAY_EDIT,
  TUI_WAY_RETRY,
  TUI_WAY_JOIN,
  TUI_WAY_TAKE_OVER,
  TUI_WAY_DROP,
  TUI_WAY_DISCARD,
  TUI_WAY_WITHDRAW,
  TUI_WAY_COPY,
  TUI_WAY_SHOW, /* its record: always open */
  TUI_N_WAYS
} TuiWay;

gboolean tui_ways_has (const M77Json *operation, TuiWay way);
void tui_ways_take (TuiApp *app, const M77Json *operation, TuiWay way);
/* Confirm, decide or mend it; else show its record. */
TuiWay tui_ways_likeliest (const M77Json *operation);

G_END_DECLS
