/* gui-confirm.h: asking once before an action, at its button
 *
 * Says what will be done to what, where, and what it will do. The verb is what happens now: the
 * action's own, Queue or Hold without a connection. Enter counts only on the button that has the
 * focus, which is Cancel.
 *
 * Signal: "confirmed".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_TYPE_CONFIRM (gui_confirm_get_type ())
G_DECLARE_FINAL_TYPE (GuiConfirm, gui_confirm, GUI, CONFIRM, GtkPopover)

/* what: the record, as people name it. where: its environment; NULL: none. */
void gui_confirm_ask (GuiConfirm *self,
                      const M77Action *action,
                      const char *what,
                      const char *where,
                      gboolean is_offline);

G_END_DECLS
