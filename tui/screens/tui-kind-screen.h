/* tui-kind-screen.h: the screen that a kind's key and name open
 *
 * Most kinds have a list; some have a screen made for them, whose list is a filter away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

TuiScreen *tui_kind_screen_new (TuiApp *app, const M77Kind *kind);

G_END_DECLS
