/* tui-palette.h: Ctrl-K: go anywhere, do anything, by a few letters
 *
 * Screens, what can be done here, programs and aliases of m77.conf, and records by their titles,
 * which the agent finds while one types; no key waits for it. What was chosen lately is
 * first, and kept with the profile. How it is ordered is m77-palette.h's, as in the desktop app.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

void tui_palette_open (TuiApp *app);

G_END_DECLS
