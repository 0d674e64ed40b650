/* gui-connector-view.h: a link to another system: whether it works, what it may use, what waits
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_CONNECTOR_VIEW (gui_connector_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiConnectorView, gui_connector_view, GUI, CONNECTOR_VIEW, AdwBin)

G_END_DECLS
