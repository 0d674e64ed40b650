/* gui-postmortem-view.h: writing an incident's postmortem
 *
 * Begins, if one wants, with what the incident already says of itself. What is typed is kept as a
 * draft, the terminal's too; Save makes one change of it, with the base of when it began.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_POSTMORTEM_VIEW (gui_postmortem_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiPostmortemView, gui_postmortem_view, GUI, POSTMORTEM_VIEW, AdwBin)

G_END_DECLS
