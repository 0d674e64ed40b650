/* gui-conflict-card.h: one field of a conflict: its sides, the choices, what comes out
 *
 * It shows a decision that is not its own, and tells by "chose" that a person chose; whoever owns
 * the decision then has it shown again (gui_conflict_card_update).
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/model/m77-decision.h"

G_BEGIN_DECLS

#define GUI_TYPE_CONFLICT_CARD (gui_conflict_card_get_type ())
G_DECLARE_FINAL_TYPE (GuiConflictCard, gui_conflict_card, GUI, CONFLICT_CARD, AdwBin)

/* decision: must outlive the card. */
GtkWidget *gui_conflict_card_new (M77Decision *decision, guint field);
guint gui_conflict_card_field (GuiConflictCard *self);
void gui_conflict_card_update (GuiConflictCard *self);

G_END_DECLS
