/* gui-delivery-view.h: one webhook message: its attempts, what it carried, and sending it again
 *
 * The payload is shown with what is personal masked until the person asks for it as it is. Its
 * SHA-256 is computed here and held against the one that was noted when it was made.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_DELIVERY_VIEW (gui_delivery_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiDeliveryView, gui_delivery_view, GUI, DELIVERY_VIEW, AdwBin)

G_END_DECLS
