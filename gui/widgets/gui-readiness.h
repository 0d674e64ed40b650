/* gui-readiness.h: what will be missing offline, before one goes
 *
 * Asked by a press, for so many hours; what is bad first, each with what mends it.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_READINESS (gui_readiness_get_type ())
G_DECLARE_FINAL_TYPE (GuiReadiness, gui_readiness, GUI, READINESS, AdwBin)

void gui_readiness_set_client (GuiReadiness *self, M77Client *client);
/* The JSON of Ready. */
void gui_readiness_take (GuiReadiness *self, const char *json);

G_END_DECLS
