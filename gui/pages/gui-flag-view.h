/* gui-flag-view.h: one flag in one environment
 *
 * What it serves to whom, since when, what worries about it, and what happened where it is served
 * since it was changed. The slider and the cohorts draft; the button beside them asks. Nothing is
 * sent while one drags.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_FLAG_VIEW (gui_flag_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiFlagView, gui_flag_view, GUI, FLAG_VIEW, AdwBin)

G_END_DECLS
