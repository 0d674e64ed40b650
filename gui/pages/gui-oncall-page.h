/* gui-oncall-page.h: who is on call; and the plain lists of schedules, escalations, pages,
 * handovers
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/gui-sections.h"
#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define GUI_TYPE_ONCALL_PAGE (gui_oncall_page_get_type ())
G_DECLARE_FINAL_TYPE (GuiOncallPage, gui_oncall_page, GUI, ONCALL_PAGE, AdwBin)

GuiOncallPage *gui_oncall_page_new (M77Client *client, const GuiSection *section);

G_END_DECLS
