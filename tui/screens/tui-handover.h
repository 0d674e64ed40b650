/* tui-handover.h: handing a shift over
 *
 * A bar says to whom and how much is open; Enter drafts it here, with what is open in it, and opens
 * it to be written on and offered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

void tui_handover_open (TuiApp *app, const TuiRecord *schedule);

G_END_DECLS
