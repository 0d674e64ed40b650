/* gui-activity-view.h: what was written to a record's logs, newest first
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_ACTIVITY_VIEW (gui_activity_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiActivityView, gui_activity_view, GUI, ACTIVITY_VIEW, AdwBin)

G_END_DECLS
