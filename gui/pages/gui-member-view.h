/* gui-member-view.h: what a member has been granted, and what they may
 *
 * Each role with who granted it, when, until when and how; revoking it, granting another,
 * suspending and signing out are asked for as any action. Below, whether they may do something.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_MEMBER_VIEW (gui_member_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiMemberView, gui_member_view, GUI, MEMBER_VIEW, AdwBin)

G_END_DECLS
