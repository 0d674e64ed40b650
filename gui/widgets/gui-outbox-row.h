/* gui-outbox-row.h: one operation that waits, in two lines
 *
 * A symbol and words for its state, what it does to what, why it waits, and its age. It follows
 * its item until it is given another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-outbox-model.h"

G_BEGIN_DECLS

#define GUI_TYPE_OUTBOX_ROW (gui_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (GuiOutboxRow, gui_outbox_row, GUI, OUTBOX_ROW, AdwBin)

GtkWidget *gui_outbox_row_new (void);
/* item NULL: none. */
void gui_outbox_row_set_item (GuiOutboxRow *self, M77OutboxItem *item);

/* "INC-2033 Bounces in prod-us mail": what it is about. Free with g_free. */
char *gui_outbox_title (const M77Json *operation);
/* "Held · ack · lapses 03:21". Free with g_free. */
char *gui_outbox_state (const M77Json *operation, const char *why);

G_END_DECLS
