/* tui-bars.h: the small bars: a list's filter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

/* While one types the list follows; an error leaves it as it was, Esc puts back what was. */
void tui_bars_open_filter (TuiApp *app, TuiScreen *list);

G_END_DECLS
