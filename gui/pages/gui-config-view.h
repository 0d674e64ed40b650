/* gui-config-view.h: a configuration: what is live, what is drafted, and what was live before
 *
 * Two of them side by side as one diff; below, its revisions. Publishing, restoring and deciding
 * about a proposal are asked for as any action.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_CONFIG_VIEW (gui_config_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiConfigView, gui_config_view, GUI, CONFIG_VIEW, AdwBin)

G_END_DECLS
