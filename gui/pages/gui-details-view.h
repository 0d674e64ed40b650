/* gui-details-view.h: a record's fields, to read and to edit
 *
 * By the table of kinds. There is no edit mode: typing makes a draft, which one Save makes one
 * change of, with the base values of when it began. When the record changes, what was touched
 * stays as typed.
 *
 * Every call is asynchronous, and an answer counts only for the record it was asked for.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_DETAILS_VIEW (gui_details_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiDetailsView, gui_details_view, GUI, DETAILS_VIEW, AdwBin)

G_END_DECLS
