/* gui-completion.h: what could stand where one is typing, below it
 *
 * Shows the candidates of an M77Suggest and never has the focus: keys stay where one types, and
 * whoever owns it passes on those that choose. Nothing is chosen beforehand, so Enter means what
 * it meant. Signal "taken": a candidate was clicked.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-suggest.h"

G_BEGIN_DECLS

#define GUI_TYPE_COMPLETION (gui_completion_get_type ())
G_DECLARE_FINAL_TYPE (GuiCompletion, gui_completion, GUI, COMPLETION, GtkPopover)

/* Shown where there is something to offer, below x of its parent. The suggestions are the
 * caller's, and stay. */
void gui_completion_offer (GuiCompletion *self, M77Suggest *suggest, int x);
void gui_completion_withdraw (GuiCompletion *self);
gboolean gui_completion_is_shown (GuiCompletion *self);
/* By 1 or −1, the first one from nothing. */
void gui_completion_choose (GuiCompletion *self, int by);
/* Whether one of them is chosen: M77Suggest's. */
gboolean gui_completion_is_chosen (GuiCompletion *self);

G_END_DECLS
