/* tui-help.h: the overlays that tell: keys of this screen, messages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

void tui_help_open_keys (TuiApp *app);
void tui_help_open_messages (TuiApp *app);

G_END_DECLS
