/* gui-window-view.h: a freeze or a maintenance window: from when to when, over what
 *
 * Where it stands in time is told in words and drawn as a bar; lifting, extending, finishing are
 * asked for as any action.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_WINDOW_VIEW (gui_window_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiWindowView, gui_window_view, GUI, WINDOW_VIEW, AdwBin)

G_END_DECLS
