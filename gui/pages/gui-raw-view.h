/* gui-raw-view.h: a record as the agent has it, as JSON to read and to copy
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_RAW_VIEW (gui_raw_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiRawView, gui_raw_view, GUI, RAW_VIEW, AdwBin)

G_END_DECLS
