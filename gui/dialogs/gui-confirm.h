/* gui-confirm.h: asking once before an action, at its button
 *
 * Says what will be done to what, where, and what it will do. The verb is what happens now: the
 * action's own, Queue or Hold without a connection. Enter counts only on the button that has the
 * focus, which is Cancel.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/dialogs/gui-act-dialog.h"

G_BEGIN_DECLS

#define GUI_TYPE_CONFIRM (gui_confirm_get_type ())
G_DECLARE_FINAL_TYPE (GuiConfirm, gui_confirm, GUI, CONFIRM, GtkPopover)

/* An action without arguments, to be asked for if it is confirmed; the window of the popover tells
 * what came of it. */
void gui_confirm_ask (GuiConfirm *self, const GuiActRequest *request);

G_END_DECLS
