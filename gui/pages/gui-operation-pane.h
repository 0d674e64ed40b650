/* gui-operation-pane.h: one operation that waits: why, what it changes, and what can be done
 *
 * The verbs are those the agent says are open (docs/json.md, "An operation"). Those that give
 * something up, or send what was held, ask first. An edit or a new record can be changed here and
 * sent again; what is typed stays while the operation does.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-outbox-model.h"

G_BEGIN_DECLS

#define GUI_TYPE_OPERATION_PANE (gui_operation_pane_get_type ())
G_DECLARE_FINAL_TYPE (GuiOperationPane, gui_operation_pane, GUI, OPERATION_PANE, AdwBin)

void gui_operation_pane_set_client (GuiOperationPane *self, M77Client *client);
/* item NULL: none. */
void gui_operation_pane_set_item (GuiOperationPane *self, M77OutboxItem *item);

G_END_DECLS
