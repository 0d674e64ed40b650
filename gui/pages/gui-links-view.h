/* gui-links-view.h: what a record refers to, and what refers to it
 *
 * One group for each way, with the first of its records, which open by a press.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_LINKS_VIEW (gui_links_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiLinksView, gui_links_view, GUI, LINKS_VIEW, AdwBin)

G_END_DECLS
